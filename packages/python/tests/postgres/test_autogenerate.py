"""`--autogenerate` and `alembic check` see what the database lacks of what the models own."""

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy
from alembic.autogenerate import compare_metadata, produce_migrations, render_python_code
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, create_engine, text

import jwt_auth_bridge.postgres.alembic as _operations  # noqa: F401 - registers
from jwt_auth_bridge.postgres import OWNER

from .server import Database, new_database


@pytest.fixture(scope="module")
def empty() -> Iterator[Database]:
    with new_database() as database:
        yield database


@pytest.fixture
def connection(empty: Database) -> Iterator[Connection]:
    with empty.connect("owner") as connection:
        yield connection


def model(owner: str | None = "user_id", schema: str | None = None) -> MetaData:
    metadata = MetaData()
    info = {} if owner is None else {OWNER: owner}
    columns = (
        Column("id", Integer, primary_key=True),
        Column("user_id", String(255)),
        Column("other", String),
    )
    Table("tasks", metadata, *columns, info=info, schema=schema)
    return metadata


def context_of(connection: Connection) -> MigrationContext:
    return MigrationContext.configure(connection)


def upgrade(connection: Connection, metadata: MetaData) -> Any:
    """Apply what autogenerate finds, and give it back."""
    migration: Any = produce_migrations(context_of(connection), metadata)
    apply(connection, migration.upgrade_ops)
    return migration


def apply(connection: Connection, container: Any) -> None:
    for op in container.ops:
        if hasattr(op, "ops"):
            apply(connection, op)
        else:
            Operations(context_of(connection)).invoke(op)


def differences(connection: Connection, metadata: MetaData) -> Any:
    return [difference[0] for difference in compare_metadata(context_of(connection), metadata)]


def test_a_new_table_is_protected_after_it_is_created(connection: Connection) -> None:
    migration = upgrade(connection, model())
    code = render_python_code(migration.upgrade_ops)
    assert code.index("op.create_table('tasks'") < code.index(
        "op.enable_row_level_security('tasks', owner='user_id')"
    )
    assert differences(connection, model()) == []
    code = render_python_code(migration.downgrade_ops)
    assert code.index("op.disable_row_level_security('tasks', owner='user_id')") < code.index("op.drop_table")


def test_what_is_written_runs(connection: Connection) -> None:
    migration: Any = produce_migrations(context_of(connection), model())
    code = render_python_code(migration.upgrade_ops)
    names = {"op": Operations(context_of(connection)), "sa": sqlalchemy}
    exec(code.replace("    ", ""), names)  # noqa: S102 - our own text
    assert differences(connection, model()) == []


def test_a_table_that_becomes_owned(connection: Connection) -> None:
    upgrade(connection, model(owner=None))
    assert differences(connection, model()) == ["enable_row_level_security"]


@pytest.mark.parametrize(
    "damage",
    [
        "ALTER TABLE tasks DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE tasks NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY owner_update ON tasks",
        "ALTER POLICY owner_select ON tasks USING (true)",
        "ALTER POLICY owner_insert ON tasks WITH CHECK (user_id IS NOT NULL)",
        "ALTER POLICY owner_update ON tasks WITH CHECK (true)",
        "ALTER POLICY owner_delete ON tasks TO CURRENT_ROLE",
    ],
)
def test_damage_is_seen_and_mended(connection: Connection, damage: str) -> None:
    upgrade(connection, model())
    connection.execute(text(damage))
    assert differences(connection, model()) == ["enable_row_level_security"]
    upgrade(connection, model())
    assert differences(connection, model()) == []


def test_another_owner(connection: Connection) -> None:
    upgrade(connection, model())
    migration = upgrade(connection, model(owner="other"))
    assert differences(connection, model(owner="other")) == []
    apply(connection, migration.downgrade_ops)
    assert differences(connection, model()) == []


def test_a_table_that_is_owned_no_longer(connection: Connection) -> None:
    upgrade(connection, model())
    assert differences(connection, model(owner=None)) == ["disable_row_level_security"]
    migration = upgrade(connection, model(owner=None))
    assert differences(connection, model(owner=None)) == []
    apply(connection, migration.downgrade_ops)
    assert differences(connection, model()) == []


def test_the_way_back_from_a_dropped_table_protects_it_again(connection: Connection) -> None:
    upgrade(connection, model())
    migration = upgrade(connection, MetaData())
    apply(connection, migration.downgrade_ops)
    assert differences(connection, model()) == []


def test_tables_that_are_left_out_stay_out(connection: Connection) -> None:
    upgrade(connection, model(owner=None))

    def include(_object: object, name: str | None, kind: str, *_: object) -> bool:
        return kind != "table" or name != "tasks"

    context = MigrationContext.configure(connection, opts={"include_object": include})
    assert compare_metadata(context, model()) == []


def test_another_schema(connection: Connection) -> None:
    connection.execute(text("CREATE SCHEMA todo"))
    context = MigrationContext.configure(connection, opts={"include_schemas": True})
    migration: Any = produce_migrations(context, model(schema="todo"))
    assert "op.enable_row_level_security('tasks', owner='user_id', schema='todo')" in render_python_code(
        migration.upgrade_ops
    )
    apply(connection, migration.upgrade_ops)
    assert compare_metadata(context, model(schema="todo")) == []


def test_other_databases_are_left_alone() -> None:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        model().create_all(connection)
        assert compare_metadata(context_of(connection), model()) == []
    engine.dispose()
