"""What telling the caller costs: how often a request waits for the server."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from jwt_auth_bridge import Principal
from jwt_auth_bridge.postgres import bind_principal

from .conftest import ALICE
from .models import TASKS
from .relay import Relay, relay_to
from .server import Database
from .sessions import async_engine


async def request(engine: AsyncEngine, principal: Principal | None) -> None:
    async with AsyncSession(engine) as session:
        if principal is not None:
            bind_principal(session, principal)
        await session.execute(select(TASKS.c.title))
        async with session.begin_nested():
            await session.execute(select(TASKS.c.title))
        await session.commit()


async def turns(relay: Relay, engine: AsyncEngine, principal: Principal | None) -> int:
    for _ in range(7):  # until all is prepared
        await request(engine, principal)
    before = relay.turns
    await request(engine, principal)
    return relay.turns - before


@pytest.mark.parametrize(("way", "more"), [("asyncpg", 1), ("asyncpg with identity", 0), ("psycopg", 1)])
async def test_round_trips(database: Database, way: str, more: int) -> None:
    """BEGIN, two queries, a savepoint, its release, COMMIT: six. One more where nothing is combined."""
    async with relay_to(database.serving) as (relay, url):
        relayed = replace(database, serving=url)
        async with async_engine(relayed, way, pool_size=1, max_overflow=0) as engine:
            assert await turns(relay, engine, None) == 6
            assert await turns(relay, engine, ALICE) == 6 + more
