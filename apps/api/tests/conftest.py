"""A migrated database of each kind, the app on it, and two users who know nothing of each other."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import httpx2
import pytest
from alembic import command
from alembic.config import Config
from fastapi import FastAPI
from jwt_auth_bridge import SharedSecret
from jwt_auth_bridge.fastapi import AuthBridge
from sqlalchemy import URL
from sqlalchemy.ext.asyncio import create_async_engine

from tests.caller import Caller
from todo_api.main import create_app
from todo_api.settings import Settings, database_url

API = Path(__file__).resolve().parents[1]
WEB_ORIGIN = "http://localhost:3000"
NO_POSTGRES = (
    "TEST_DATABASE_URL is not set. Set it to a superuser's URL of any PostgreSQL 15 or later, such as "
    "postgresql://postgres@127.0.0.1:5432/postgres; `npm test` starts one"
)


@contextmanager
def new_postgres_database() -> Generator[URL]:
    """Create a database of its own on the tests' server, and drop it afterwards.

    It sorts text as English does, unlike Python and SQLite: whoever relies on the default order is caught.
    """
    server = os.environ.get("TEST_DATABASE_URL")
    if not server:
        pytest.fail(NO_POSTGRES, pytrace=False)
    name = f"todo_test_{uuid4().hex}"

    url = database_url({"DATABASE_URL": server})

    async def run(statement: str) -> None:
        engine = create_async_engine(url, isolation_level="AUTOCOMMIT")
        async with engine.connect() as connection:
            await connection.exec_driver_sql(statement)
        await engine.dispose()

    english = "TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'en-US'"
    asyncio.run(run(f'CREATE DATABASE "{name}" {english}'))
    try:
        yield url.set(database=name)
    finally:
        asyncio.run(run(f'DROP DATABASE "{name}" WITH (FORCE)'))


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def empty_database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[URL]:
    """A database with nothing in it, once of each kind."""
    if request.param == "sqlite":
        yield database_url({"DATA_DIR": str(tmp_path_factory.mktemp("data"))})
        return
    with new_postgres_database() as url:
        yield url


def alembic_config(url: URL) -> Config:
    """Alembic's settings, for this database."""
    config = Config(API / "alembic.ini")
    config.attributes["url"] = url
    return config


@pytest.fixture(scope="session")
def migrated(empty_database: URL) -> URL:
    """The database with this service's table."""
    command.upgrade(alembic_config(empty_database), "head")
    return empty_database


@pytest.fixture
def auth(jwt_bridge_secret: str, jwt_bridge_issuer: str, jwt_bridge_audience: str) -> AuthBridge:
    """The guard, with the secret that the tests' tokens are made from."""
    return AuthBridge(
        issuer=jwt_bridge_issuer, audience=jwt_bridge_audience, keys=SharedSecret(jwt_bridge_secret)
    )


@pytest.fixture
async def app(migrated: URL, auth: AuthBridge) -> AsyncIterator[FastAPI]:
    """The real app on a real database."""
    app = create_app(Settings(auth=auth, database_url=migrated, web_origin=WEB_ORIGIN))
    yield app
    await app.state.database.close()


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
