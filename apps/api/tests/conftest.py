"""A migrated database of each kind, the app on it, and two users who know nothing of each other."""

from collections.abc import AsyncIterator, Callable, Iterator
from uuid import uuid4

import httpx2
import pytest
from alembic import command
from fastapi import FastAPI
from jwt_auth_bridge.fastapi import AuthBridge
from jwt_auth_bridge.testing import published_revocations
from sqlalchemy import URL

from tests.caller import Caller
from tests.databases import Place, alembic_config, new_postgres_place, sqlite_place
from tests.redis_server import RedisServer, running_redis
from tests.test_settings import GOOD
from todo_api.main import create_app
from todo_api.settings import Settings

WEB_ORIGIN = "http://localhost:3000"


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def empty_database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Place]:
    """A database with nothing in it, once of each kind."""
    if request.param == "sqlite":
        yield sqlite_place(tmp_path_factory.mktemp("data"))
        return
    with new_postgres_place() as place:
        yield place


@pytest.fixture(scope="session")
def place(empty_database: Place) -> Place:
    """The database with this service's table, made by its owner."""
    command.upgrade(alembic_config(empty_database), "head")
    return empty_database


@pytest.fixture(scope="session")
def migrated(place: Place) -> URL:
    """The same, for the role that serves."""
    return place.serving


@pytest.fixture(scope="module")
def damageable() -> Iterator[Place]:
    """A PostgreSQL database with this service's table, in which a module may put things out of order."""
    with new_postgres_place() as place:
        command.upgrade(alembic_config(place), "head")
        yield place


@pytest.fixture
def auth(jwt_bridge_environment: dict[str, str]) -> Iterator[AuthBridge]:
    """The guard as the app sets it up, with the secret that the tests' tokens are made from.

    It hears that nothing was revoked.
    """
    auth = Settings.from_env(GOOD | jwt_bridge_environment).auth
    with published_revocations(auth):
        yield auth


@pytest.fixture(scope="session")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    """What a process hears of revocations from, where no web app runs."""
    with running_redis(tmp_path_factory.mktemp("redis")) as redis:
        yield redis


@pytest.fixture(scope="session")
def built(
    migrated: URL, jwt_bridge_secret: str, jwt_bridge_issuer: str, jwt_bridge_audience: str
) -> tuple[FastAPI, AuthBridge]:
    """The real app and its guard, not started. Built once: that takes longer than most tests do."""
    auth = Settings.from_env(
        GOOD
        | {
            "BETTER_AUTH_SECRET": jwt_bridge_secret,
            "BETTER_AUTH_URL": jwt_bridge_issuer,
            "JWT_AUDIENCE": jwt_bridge_audience,
        }
    ).auth
    return create_app(Settings(auth=auth, database_url=migrated, web_origin=WEB_ORIGIN)), auth


@pytest.fixture
async def app(built: tuple[FastAPI, AuthBridge]) -> AsyncIterator[FastAPI]:
    """The real app on a real database, started. What a test changes of it stays changed: see `own_app`."""
    app, auth = built
    with published_revocations(auth):
        async with app.router.lifespan_context(app):
            yield app


@pytest.fixture
async def own_app(migrated: URL, auth: AuthBridge) -> AsyncIterator[FastAPI]:
    """The same with a guard that a test has hold of, and to be changed as a test likes."""
    app = create_app(Settings(auth=auth, database_url=migrated, web_origin=WEB_ORIGIN))
    async with app.router.lifespan_context(app):
        yield app


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx2.AsyncClient]:
    """Somebody without credentials."""
    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://api.test") as client:
        yield client


MakeCaller = Callable[[str], Caller]


@pytest.fixture
def caller(client: httpx2.AsyncClient, auth_headers: Callable[..., dict[str, str]]) -> MakeCaller:
    """Make a new user of this name, signed in. No test meets another test's users."""

    def make(name: str) -> Caller:
        user_id = f"{name}-{uuid4().hex}"
        return Caller(user_id, client, auth_headers(user_id))

    return make


@pytest.fixture
def alice(caller: MakeCaller) -> Caller:
    """One user."""
    return caller("alice")


@pytest.fixture
def bob(caller: MakeCaller) -> Caller:
    """Another user."""
    return caller("bob")
