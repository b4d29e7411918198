"""A service does not start where its database would show one user another's rows."""

from typing import Any

import pytest
from sqlalchemy import Column, Engine, MetaData, NullPool, String, Table, create_engine
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


def test_all_faults_in_one_line(migrated: Database) -> None:
    check_row_level_security(engine_of(migrated), METADATA)
    with pytest.raises(ConfigurationError) as caught:
        check_row_level_security(engine_of(migrated, "owner"), METADATA)
    beginning, *faults = str(caught.value).split("the role ")
    assert beginning == "the database does not keep users apart: "
    assert len(faults) == 4  # two tables, each owned and with the owner's privileges
    assert "\n" not in str(caught.value)


def test_reset_role_is_not_forgotten(migrated: Database) -> None:
    """A connection that became a lesser role by SET ROLE can become its first one again."""
    engine = engine_of(migrated, "admin", f"-c role={role_of(migrated.serving)}")
    with pytest.raises(ConfigurationError, match=f"the role {role_of(migrated.admin)} is a superuser"):
        check_row_level_security(engine, METADATA)


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
