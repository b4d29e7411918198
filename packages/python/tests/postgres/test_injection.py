"""Whatever a user id holds, it is data: nothing of it becomes SQL or another claim."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from jwt_auth_bridge.postgres import bind_principal
from jwt_auth_bridge.postgres.identity import claims_text

from .conftest import principal
from .models import TASKS
from .server import Database
from .sessions import ASYNC, async_engine

CALLER = text("SELECT current_setting('request.jwt.claims')::json ->> 'sub'")
SPITEFUL = (
    "a'b",
    "'; RESET ROLE; SELECT '",
    "', true); SELECT set_config('request.jwt.claims', '{\"sub\": \"bob\"}', true); --",
    "\\'; DROP TABLE tasks; --",
    "\\",
    "\\\\",
    '"',
    '", "sub": "bob',
    "\\u0022",
    "$$;SELECT 1;$$",
    "$jwt$, true); RESET ROLE; --",
    "$jwt",
    "%s %(claims)s :claims $1",
    "{0}",
    "bob",
    "é ü 漢字 🙂 \u202e \u2028 \ufeff",
    "line\nbreak\ttab\x01\x7f",
    " bob ",
    "x" * 255,
    "🙂" * 255,
)


@pytest.mark.parametrize("way", ASYNC)
@pytest.mark.parametrize("conforming", ["on", "off"])
async def test_spiteful_ids(database: Database, way: str, conforming: str) -> None:
    async with async_engine(database, way, pool_size=1, max_overflow=0) as engine:
        for user_id in SPITEFUL:
            async with engine.connect() as connection:
                # For the session: it holds when the next transaction begins.
                await connection.execute(text(f"SET standard_conforming_strings = {conforming}"))
                await connection.commit()
            async with AsyncSession(engine) as session:
                bind_principal(session, principal(user_id))
                assert await session.scalar(CALLER) == user_id
                await session.execute(insert(TASKS).values(user_id=user_id, title="own"))
                owners = (await session.scalars(select(TASKS.c.user_id))).all()
                assert set(owners) == {user_id}
                await session.commit()
    with database.connect("admin") as connection:
        assert connection.scalar(text("SELECT count(*) FROM tasks WHERE title = 'own'")) == len(SPITEFUL)


@pytest.mark.parametrize("way", ASYNC)
async def test_any_id(database: Database, way: str) -> None:
    ids = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=255)
    found: list[str] = []

    @settings(max_examples=60, database=None)
    @given(ids)
    def find(user_id: str) -> None:
        found.append(user_id)

    find()
    assert len(found) > 30
    async with async_engine(database, way, pool_size=1, max_overflow=0) as engine:
        for user_id in found:
            async with AsyncSession(engine) as session:
                bind_principal(session, principal(user_id))
                assert await session.scalar(CALLER) == user_id


@pytest.mark.parametrize("user_id", ["", "\0", "bob\0", "\ud800", "a\udfffb"])
def test_ids_that_postgresql_cannot_hold(user_id: str) -> None:
    with pytest.raises(ValueError, match="an id is empty, or holds a NUL or a lone surrogate"):
        claims_text(principal(user_id))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_claims_are_of_ascii_alone(user_id: str) -> None:
    """So that no encoding of the client's or the server's changes them."""
    assert claims_text(principal(user_id)).isascii()
