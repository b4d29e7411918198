"""docs/row-level-security.md: its examples run as they stand, and it lists what the tests try."""

import re
from pathlib import Path
from typing import Any

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from jwt_auth_bridge.postgres import bind_principal

from .conftest import ALICE, BOB
from .server import new_database, role_of
from .sessions import through_pgbouncer

PAGE = (Path(__file__).parents[4] / "docs" / "row-level-security.md").read_text("utf-8")
MODEL, MIGRATION, SERVE, POOLED = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
(ROLES,) = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)


async def test_the_page_works() -> None:
    with new_database() as database:
        serving = database.serving.set(drivername="postgresql+asyncpg")
        names: dict[str, Any] = {"__name__": "page", "url": serving}
        exec(MODEL + SERVE + POOLED, names)  # noqa: S102 - our own text
        granted = [line for line in ROLES.splitlines() if line.startswith("ALTER DEFAULT")]
        assert len(granted) == 2
        with database.connect("owner") as connection:
            for line in granted:
                connection.execute(text(line.replace("todo_api", role_of(database.serving))))
            names["Base"].metadata.create_all(connection)
            names["op"] = Operations(MigrationContext.configure(connection))
            exec(MIGRATION, names)  # noqa: S102 - our own text
            connection.commit()
        await names["start"]()
        url = through_pgbouncer(serving)
        pooled = create_async_engine(url, connect_args=names["through_pgbouncer"])
        for engine in (names["engine"], pooled):
            for caller in (ALICE, BOB):
                async with AsyncSession(engine) as session:
                    bind_principal(session, caller)
                    session.add(names["Task"](user_id=caller.user_id, title=caller.user_id))
                    await session.commit()
        assert await names["titles"](ALICE) == ["alice", "alice"]
        assert await names["titles"](BOB) == ["bob", "bob"]
        await names["engine"].dispose()
        await pooled.dispose()
