"""Two users on few connections, cancels and exceptions at any moment: no foreign row, ever."""

import asyncio
import random
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from jwt_auth_bridge import Principal
from jwt_auth_bridge.postgres import bind_principal

from .conftest import ALICE, BOB
from .models import TASKS
from .server import Database
from .sessions import ASYNC, BOUNCED, async_engine

REQUESTS = 300
CONCURRENCY = 12
OWNERS = select(TASKS.c.user_id)


class Injected(Exception):
    """What an app's own code may raise anywhere."""


EXPECTED = (Injected, DBAPIError, asyncio.CancelledError)


def kind_of(result: BaseException | None) -> type:
    """Which of the expected ends a request had."""
    if isinstance(result, BaseException) and not isinstance(result, EXPECTED):
        raise result
    return next((kind for kind in EXPECTED if isinstance(result, kind)), type(None))


class Requests:
    """Random requests of Alice, of Bob and of nobody."""

    def __init__(self, engine: AsyncEngine, seed: int) -> None:
        self.engine = engine
        self.random = random.Random(seed)  # noqa: S311 - the same mess in every run
        self.foreign = 0
        self.answered = 0
        self.ended: set[type] = set()

    async def serve(self, principal: Principal | None) -> None:
        own = set() if principal is None else {principal.user_id}
        async with AsyncSession(self.engine) as session:
            if principal is not None:
                bind_principal(session, principal)
            for _ in range(self.random.randint(1, 4)):
                await self.step(session, principal)
                seen = set((await session.scalars(OWNERS)).all())
                self.foreign += len(seen - own)
                self.answered += 1

    async def step(self, session: AsyncSession, principal: Principal | None) -> None:
        """One of the things that happen in the middle of a request."""
        match self.random.randrange(8):
            case 0:
                await session.commit()
            case 1:
                await session.rollback()
            case 2:
                raise Injected
            case 3:
                async with session.begin_nested():
                    await session.execute(update(TASKS).values(title="seen"))
            case 4:
                await session.execute(text("SELECT pg_sleep(0.01)"))
            case 5:
                await session.execute(text("SELECT 1 / 0"))
            case 6 if principal is not None:
                await session.execute(insert(TASKS).values(user_id=principal.user_id))
            case _:
                await session.connection()

    async def run(self) -> None:
        places = asyncio.Semaphore(CONCURRENCY)

        async def one(number: int) -> None:
            async with places:
                task = asyncio.create_task(self.serve((ALICE, BOB, None)[number % 3]))
                if self.random.random() < 0.5:
                    await asyncio.sleep(self.random.random() * 0.02)
                    task.cancel()
                (result,) = await asyncio.gather(task, return_exceptions=True)
                self.ended.add(kind_of(result))

        await asyncio.gather(*(one(number) for number in range(REQUESTS)))


@pytest.mark.parametrize("way", ASYNC + BOUNCED)
@pytest.mark.parametrize("size", [1, 3])
async def test_no_foreign_row(database: Database, way: str, size: int) -> None:
    options: dict[str, Any] = {"pool_size": size, "max_overflow": 0}
    async with async_engine(database, way, **options) as engine:
        requests = Requests(engine, seed=size)
        await requests.run()
        assert requests.foreign == 0
        # It was a mess indeed, and the pool has survived it.
        assert requests.ended == {type(None), *EXPECTED}
        assert requests.answered > REQUESTS / 4
        async with AsyncSession(engine) as session:
            bind_principal(session, ALICE)
            await session.execute(delete(TASKS))
            await session.commit()
    with database.connect("admin") as connection:
        assert set(connection.scalars(OWNERS)) == {"bob"}
