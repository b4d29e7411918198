"""A service does not start where its database would show one user another's rows."""

import pytest
from sqlalchemy import Column, MetaData, String, Table, create_engine
from sqlalchemy.ext.asyncio import create_async_engine

from jwt_auth_bridge import ConfigurationError
from jwt_auth_bridge.postgres import OWNER, check_row_level_security

from ..models import METADATA
from ..server import Database, role_of
from .refusal import engine_of, refusal


@pytest.mark.parametrize("driver", ["asyncpg", "psycopg"])
async def test_a_good_one_starts(database: Database, driver: str) -> None:
    check_row_level_security(engine_of(database), METADATA)
    engine = create_async_engine(database.serving.set(drivername=f"postgresql+{driver}"))
    await check_row_level_security(engine, METADATA)
    database.run("owner", "ALTER TABLE tasks NO FORCE ROW LEVEL SECURITY")
    with pytest.raises(ConfigurationError, match="on tasks row-level security is not forced"):
        await check_row_level_security(engine, METADATA)
    await engine.dispose()


def test_all_faults_in_one_message(database: Database) -> None:
    database.run(
        "admin", f"ALTER ROLE {role_of(database.serving)} BYPASSRLS", "DROP POLICY owner_delete ON tasks"
    )
    database.run("owner", "ALTER TABLE projects NO FORCE ROW LEVEL SECURITY")
    message = refusal(database)
    for words in ("has BYPASSRLS", "the policy owner_delete is missing", "on projects row-level security"):
        assert words in message


def test_nothing_owned_is_a_mistake(database: Database) -> None:
    with pytest.raises(ConfigurationError, match="no table is owned"):
        check_row_level_security(engine_of(database), MetaData())


def test_an_owner_that_is_no_column(database: Database) -> None:
    metadata = MetaData()
    Table("tasks", metadata, Column("user_id", String), info={OWNER: "owner_id"})
    with pytest.raises(ConfigurationError, match="the table tasks has no such column"):
        check_row_level_security(engine_of(database), metadata)


def test_another_database_is_refused() -> None:
    engine = create_engine("sqlite://")
    with pytest.raises(ConfigurationError, match="needs PostgreSQL, and this database is sqlite"):
        check_row_level_security(engine, METADATA)
    engine.dispose()
