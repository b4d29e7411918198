"""A service does not start where its database would show one user another's rows."""

import socket
from typing import Any

import pytest
from sqlalchemy import Column, Engine, MetaData, NullPool, String, Table, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from jwt_auth_bridge import ConfigurationError
from jwt_auth_bridge.postgres import OWNER, check_row_level_security

from ..models import METADATA
from ..server import Database, role_of
from .damage import Damaged


def engine_of(database: Database, role: str = "serving", options: str = "") -> Engine:
    url = getattr(database, role).set(drivername="postgresql+psycopg")
    return create_engine(url, poolclass=NullPool, connect_args={"options": options})


@pytest.mark.parametrize("driver", ["asyncpg", "psycopg"])
async def test_it_starts_with_the_role_that_serves_and_no_other(migrated: Database, driver: str) -> None:
    def engine(role: str) -> Any:
        return create_async_engine(getattr(migrated, role).set(drivername=f"postgresql+{driver}"))

    serving, owner = engine("serving"), engine("owner")
    await check_row_level_security(serving, METADATA)
    with pytest.raises(ConfigurationError, match="owns the table tasks"):
        await check_row_level_security(owner, METADATA)
    await serving.dispose()
    await owner.dispose()


def test_all_faults_at_once_in_a_line_each(migrated: Database) -> None:
    check_row_level_security(engine_of(migrated), METADATA)
    with pytest.raises(ConfigurationError) as caught:
        check_row_level_security(engine_of(migrated, "owner"), METADATA)
    beginning, *faults = str(caught.value).split("\n- ")
    assert beginning == "the database does not keep users apart:"
    # Two tables, each owned and with the owner's privileges; and the database.
    assert len(faults) == 5
    assert all(": " in fault and "\n" not in fault for fault in faults)
    assert caught.value.code == "row_level_security"


def test_reset_role_is_not_forgotten(migrated: Database) -> None:
    """A connection that became a lesser role by SET ROLE can become its first one again."""
    engine = engine_of(migrated, "admin", f"-c role={role_of(migrated.serving)}")
    with pytest.raises(ConfigurationError, match=f"the role {role_of(migrated.admin)} is a superuser"):
        check_row_level_security(engine, METADATA)


@pytest.mark.parametrize("driver", ["asyncpg", "psycopg"])
async def test_a_database_that_is_not_there_is_no_configuration_error(driver: str) -> None:
    """The driver's own error passes through: an app tells "not there" from "wrong" by it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"postgresql+{driver}://nobody@127.0.0.1:{free.getsockname()[1]}/none"
        engine = create_async_engine(url)
        with pytest.raises((OSError, DBAPIError)) as caught:
            await check_row_level_security(engine, METADATA)
        assert not isinstance(caught.value, ConfigurationError)
        await engine.dispose()


def test_nothing_owned_is_a_mistake(damaged: Damaged) -> None:
    with pytest.raises(ConfigurationError, match="no table is owned"):
        damaged.faults(metadata=MetaData())


def test_an_owner_that_is_no_column(damaged: Damaged) -> None:
    metadata = MetaData()
    Table("tasks", metadata, Column("user_id", String), info={OWNER: "owner_id"})
    with pytest.raises(ConfigurationError, match="the table tasks has no such column"):
        damaged.faults(metadata=metadata)


def test_another_database_is_refused() -> None:
    engine = create_engine("sqlite://")
    with pytest.raises(ConfigurationError, match="needs PostgreSQL, and this database is sqlite"):
        check_row_level_security(engine, METADATA)
    engine.dispose()
