"""The walls behind the guard: what a route forgets, the session adds, and what that forgets, the database."""

import json
from typing import Annotated, Any

import pytest
from fastapi import APIRouter, Depends, FastAPI
from jwt_auth_bridge import Principal
from jwt_auth_bridge.fastapi import AuthBridge
from jwt_auth_bridge.sqlalchemy import ForeignOwner, UnreviewedSql
from sqlalchemy import delete, func, select, text, update

from tests.caller import Caller
from tests.databases import Place
from todo_api.database import Database
from todo_api.engine import create_engine
from todo_api.models import Task
from todo_api.problems import DatabaseUnavailable

ON_POSTGRESQL = pytest.mark.parametrize("empty_database", ["postgresql"], indirect=True, scope="session")
CLAIMS = "SELECT set_config('request.jwt.claims', '{}', false)"


@pytest.fixture
def app(own_app: FastAPI) -> FastAPI:
    """Routes are added to it."""
    return own_app


@pytest.fixture
async def forgetful(app: FastAPI, auth: AuthBridge) -> FastAPI:
    """The app with routes that know who calls, and then forget it."""
    database: Database = app.state.database
    router = APIRouter(prefix="/forgetful")
    known = Depends(auth.principal)

    @router.get("/titles")
    async def titles(caller: Annotated[Principal, known]) -> list[str]:
        async with database.session(caller) as session:
            return list(await session.scalars(select(Task.title)))

    @router.get("/count")
    async def count(caller: Annotated[Principal, known]) -> int:
        async with database.session(caller) as session:
            return await session.scalar(select(func.count()).select_from(Task.__table__)) or 0

    @router.post("/finish")
    async def finish(caller: Annotated[Principal, known]) -> None:
        async with database.session(caller) as session:
            await session.execute(update(Task).values(completed=True))
            await session.commit()

    @router.post("/clear")
    async def clear(caller: Annotated[Principal, known]) -> None:
        async with database.session(caller) as session:
            await session.execute(delete(Task))
            await session.commit()

    app.include_router(router)
    return app


async def test_a_route_that_forgets_everything_reaches_its_callers_rows_alone(
    forgetful: FastAPI, alice: Caller, bob: Caller
) -> None:
    """Without one WHERE: reads, counts, a bulk update and a bulk delete."""
    assert forgetful
    hers = [await alice.add(f"Hers {number}") for number in range(2)]
    await bob.add("His")

    async def ask(method: str, path: str) -> Any:
        response = await bob.client.request(method, f"/forgetful/{path}", headers=dict(bob.headers))
        assert response.status_code == 200
        return response.json()

    assert await ask("GET", "titles") == ["His"]
    assert await ask("GET", "count") == 1
    await ask("POST", "finish")
    await ask("POST", "clear")
    assert await bob.walk() == []
    assert await alice.walk(sort="created_at") == hers


@pytest.mark.parametrize("sql", ["SELECT * FROM tasks", "DELETE FROM tasks", "SELECT 1"])
async def test_sql_as_text_is_refused(app: FastAPI, alice: Caller, sql: str) -> None:
    """Nothing filters it, so it takes the mark of somebody who has read it."""
    task = await alice.add("Milk")
    async with app.state.database.session(alice.principal) as session:
        with pytest.raises(UnreviewedSql):
            await session.execute(text(sql))
    assert await alice.walk() == [task]


async def test_a_row_for_somebody_else_is_refused(app: FastAPI, alice: Caller, bob: Caller) -> None:
    """Whether it is added so, or given away later."""
    task = await alice.add("Milk")
    async with app.state.database.session(alice.principal) as session:
        with pytest.raises(ForeignOwner):
            session.add(Task(user_id=bob.user_id))
    async with app.state.database.session(alice.principal) as session:
        with pytest.raises(ForeignOwner):
            await session.execute(update(Task).values(user_id=bob.user_id))
    assert (await alice.walk(), await bob.walk()) == ([task], [])


async def test_no_session_before_the_database_was_looked_at(place: Place, alice: Caller) -> None:
    """A server that skips the start-up serves nothing, however good its database."""
    database = Database(create_engine(place.serving))
    with pytest.raises(DatabaseUnavailable):
        async with database.session(alice.principal):
            pass
    with pytest.raises(DatabaseUnavailable):
        await database.check()
    await database.close()


@ON_POSTGRESQL
async def test_the_serving_role_without_claims_sees_nothing(place: Place, alice: Caller) -> None:
    """Straight through the driver, past everything of ours: no row to read, change or delete."""
    task = await alice.add("Milk")
    ask = (
        "SELECT * FROM tasks",
        "UPDATE tasks SET title = 'x' RETURNING id",
        "DELETE FROM tasks RETURNING id",
    )
    for sql in ask:
        assert await place.run(sql, variable="DATABASE_URL") == []
    assert await alice.walk() == [task]
    assert await place.run("SELECT id FROM tasks") != []


@ON_POSTGRESQL
async def test_the_serving_role_with_somebodys_claims_sees_theirs(
    place: Place, alice: Caller, bob: Caller
) -> None:
    """And nobody else's."""
    task = await alice.add("Hers")
    await bob.add("His")
    claims = CLAIMS.format(json.dumps({"sub": bob.user_id}))
    rows = await place.run(claims, "SELECT user_id, title FROM tasks", variable="DATABASE_URL")
    assert [tuple(row) for row in rows] == [(bob.user_id, "His")]
    await place.run(claims, "UPDATE tasks SET title = 'Seen'", variable="DATABASE_URL")
    assert [found["title"] for found in await bob.walk()] == ["Seen"]
    assert await alice.walk() == [task]


@ON_POSTGRESQL
@pytest.mark.parametrize(
    "sql", ["TRUNCATE tasks", "ALTER TABLE tasks DISABLE ROW LEVEL SECURITY", "CREATE TABLE t ()"]
)
async def test_the_serving_role_has_no_right_to_more(place: Place, sql: str) -> None:
    """What policies do not judge is not granted."""
    with pytest.raises(Exception, match=r"^(permission denied|must be owner)"):
        await place.run(sql, variable="DATABASE_URL")
