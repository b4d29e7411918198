"""Each way round row-level security, tried on the Todo schema as the role that serves."""

import asyncio
import re
from collections.abc import Iterator
from typing import Any, cast

import asyncpg  # type: ignore[import-untyped]
import pytest
from alembic import command
from jwt_auth_bridge import ConfigurationError
from jwt_auth_bridge.postgres import check_row_level_security

from tests.databases import API, Place, alembic_config, dsn, new_postgres_place
from tests.isolation.hatches import HATCHES, Hatch, Outcome
from tests.isolation.hatches.hatch import ALICE, BOB, BOBS_KEY, BOBS_TASK, claims, new_task
from todo_api.engine import create_engine
from todo_api.models import Base

PAGE = API.parents[1] / "docs" / "isolation-evidence.md"
MANY = f"""
INSERT INTO tasks SELECT gen_random_uuid(), '{BOB}', 'of bob', 'of bob', '', false, now(), now()
FROM generate_series(1, 300)
"""  # noqa: S608


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    """Some tasks of Bob's, and one of Alice's."""
    with new_postgres_place() as place:
        command.upgrade(alembic_config(place), "head")
        hers = new_task("00000000-0000-4000-8000-00000000000a", ALICE, "of alice", "key-of-alice")
        his = new_task(BOBS_TASK, BOB, "of bob", BOBS_KEY)
        asyncio.run(place.run(hers, his, MANY, "ANALYZE tasks"))
        yield place


def filled(text: str, place: Place) -> str:
    """With the names of the roles."""
    roles = {"{serving}": place.role(), "{owner}": place.role("MIGRATION_DATABASE_URL")}
    return re.sub("{serving}|{owner}", lambda found: roles[found[0]], text)


async def seen(hatch: Hatch, place: Place) -> str:
    """What a transaction of Alice's sees that way. It is rolled back."""
    connection: Any = await cast(Any, asyncpg).connect(dsn(place.serving))
    try:
        await connection.execute("BEGIN")
        await connection.execute(claims(ALICE))
        return await hatch.probe(Filled(connection, place))
    finally:
        await connection.close()


class Filled:
    """A connection whose statements may name the roles."""

    def __init__(self, connection: Any, place: Place) -> None:
        self._connection = connection
        self._place = place

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    async def fetch(self, statement: str) -> Any:
        """Rows of this statement."""
        return await self._connection.fetch(filled(statement, self._place))


async def refusal(place: Place) -> str:
    """What the start is refused with, or nothing."""
    engine = create_engine(place.serving)
    try:
        await check_row_level_security(engine, Base.metadata)
    except ConfigurationError as error:
        return str(error)
    finally:
        await engine.dispose()
    return ""


@pytest.mark.parametrize("hatch", HATCHES, ids=str)
async def test_a_way_round(place: Place, hatch: Hatch) -> None:
    """It comes to what the list says, and the start is refused where that is what stops it."""
    says = filled(hatch.says, place)
    await place.run(*(filled(statement, place) for statement in hatch.prepare))
    try:
        refused = await refusal(place)
        if hatch.outcome is Outcome.REFUSED:
            with pytest.raises(asyncpg.PostgresError, match=re.escape(says)):
                await seen(hatch, place)
        else:
            assert (BOB in await seen(hatch, place)) is (hatch.outcome is not Outcome.HELD)
    finally:
        await place.run(*(filled(statement, place) for statement in hatch.undo))
    assert (says in refused and refused != "") is (hatch.outcome is Outcome.START), refused


def test_the_page_says_so() -> None:
    """The page has these ways, in this order, with what comes of each."""
    _, _, section = PAGE.read_text("utf-8").partition("\n## Ways round the database's wall\n")
    rows = re.findall(r"^\| (.+?) \| (.+?) \| .*\|$", section.partition("\n## ")[0], re.MULTILINE)[1:]
    assert [row for row in rows if row[0] != "---"] == [(hatch.name, str(hatch.outcome)) for hatch in HATCHES]
