"""The README's example runs as it stands."""

import re
import subprocess
import sys
from pathlib import Path

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
EXAMPLE = next(b for b in re.findall(r"```python\n(.*?)```", README, re.DOTALL) if "Owned" in b)
USE = """
import asyncio
from jwt_auth_bridge import Principal
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.pool import StaticPool

async def use():
    engine = create_async_engine("sqlite+aiosqlite://", poolclass=StaticPool)
    sessions = async_sessionmaker(engine, expire_on_commit=False)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    for user in ("alice", "bob"):
        caller = Principal(user, "session", "https://app.example", frozenset(), {})
        async with principal_session(sessions, caller) as session:
            session.add(Task(title=f"of {user}"))
            await session.commit()
        print([(task.user_id, task.title) for task in await own_tasks(sessions, caller)])
    await engine.dispose()

asyncio.run(use())
"""


def test_example() -> None:
    """In a process of its own: its model is declared for the whole process."""
    shown = subprocess.run([sys.executable, "-c", EXAMPLE + USE], capture_output=True, text=True, check=False)
    assert shown.stderr == ""
    assert shown.stdout.splitlines() == ["[('alice', 'of alice')]", "[('bob', 'of bob')]"]
