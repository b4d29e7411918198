"""The operations: what they put on a table, and that each undoes the other."""

from collections.abc import Iterator
from io import StringIO

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, create_engine, text

from jwt_auth_bridge import ConfigurationError
from jwt_auth_bridge.postgres.alembic import DisableRowLevelSecurity, EnableRowLevelSecurity
from jwt_auth_bridge.postgres.catalog import find_table, policy_faults
from jwt_auth_bridge.postgres.quoting import quoted

from .server import Database, new_database

INDEXES = text("SELECT indexname FROM pg_indexes WHERE tablename = 'tasks' ORDER BY 1")


@pytest.fixture(scope="module")
def empty() -> Iterator[Database]:
    with new_database() as database:
        yield database


@pytest.fixture
def connection(empty: Database) -> Iterator[Connection]:
    """The owner's, in a transaction that is rolled back."""
    with empty.connect("owner") as connection:
        yield connection


def create(connection: Connection, columns: str, table: str = "tasks") -> Operations:
    connection.execute(text(f"CREATE TABLE {table} ({columns})"))
    return Operations(MigrationContext.configure(connection))


@pytest.mark.parametrize("kind", ["text", "varchar(255)", "varchar"])
def test_enable(connection: Connection, kind: str) -> None:
    operations = create(connection, f"user_id {kind}")
    operations.enable_row_level_security("tasks", owner="user_id")  # type: ignore[attr-defined]
    found = find_table(connection, "tasks", None)
    assert found is not None
    assert policy_faults(found, "user_id") == []
    assert found.owner == "user_id"
    policies = connection.execute(
        text("SELECT policyname, cmd, permissive, qual IS NULL, with_check IS NULL FROM pg_policies")
    )
    assert sorted(map(tuple, policies)) == [
        ("owner_delete", "DELETE", "PERMISSIVE", False, True),
        ("owner_insert", "INSERT", "PERMISSIVE", True, False),
        ("owner_select", "SELECT", "PERMISSIVE", False, True),
        ("owner_update", "UPDATE", "PERMISSIVE", False, False),
    ]


def test_disable_leaves_nothing(connection: Connection) -> None:
    operations = create(connection, "user_id text")
    operations.invoke(EnableRowLevelSecurity("tasks", owner="user_id"))
    operations.disable_row_level_security("tasks", owner="user_id")  # type: ignore[attr-defined]
    found = find_table(connection, "tasks", None)
    assert found is not None
    assert (found.enabled, found.forced, found.policies) == (False, False, ())
    assert connection.scalars(INDEXES).all() == []


def test_each_undoes_the_other() -> None:
    enable = EnableRowLevelSecurity("tasks", owner="user_id", schema="todo")
    assert enable.reverse().to_diff_tuple() == ("disable_row_level_security", "todo", "tasks", "user_id")
    assert enable.reverse().reverse().to_diff_tuple() == enable.to_diff_tuple()


def test_enable_again_mends(connection: Connection) -> None:
    operations = create(connection, "user_id text")
    operations.invoke(EnableRowLevelSecurity("tasks", owner="user_id"))
    for statement in (
        "DROP POLICY owner_delete ON tasks",
        "ALTER POLICY owner_select ON tasks USING (true)",
        "ALTER TABLE tasks NO FORCE ROW LEVEL SECURITY",
    ):
        connection.execute(text(statement))
    operations.invoke(EnableRowLevelSecurity("tasks", owner="user_id"))
    found = find_table(connection, "tasks", None)
    assert found is not None
    assert policy_faults(found, "user_id") == []


@pytest.mark.parametrize(
    ("index", "made"),
    [
        (None, True),
        ("CREATE INDEX mine ON tasks (user_id, title)", False),
        ("CREATE UNIQUE INDEX mine ON tasks (user_id)", False),
        ("CREATE INDEX mine ON tasks (title, user_id)", True),
        ("CREATE INDEX mine ON tasks (user_id) WHERE title = ''", True),
    ],
)
def test_the_index(connection: Connection, index: str | None, made: bool) -> None:
    """One that begins with the owner, unless there is one for all rows."""
    operations = create(connection, "user_id text, title text")
    if index:
        connection.execute(text(index))
    operations.invoke(EnableRowLevelSecurity("tasks", owner="user_id"))
    own = ["mine"] if index else []
    assert connection.scalars(INDEXES).all() == (["ix_tasks_user_id_rls"] if made else []) + own
    operations.invoke(DisableRowLevelSecurity("tasks", owner="user_id"))
    assert connection.scalars(INDEXES).all() == own


@pytest.mark.parametrize(
    ("table", "owner"),
    [
        ("order", "user"),
        ("Tasks", "userId"),
        ("it's", "a:b"),
        ('a"b', 'c"d'),
        ("naïve", "bén%s"),
        ("t" * 63, "o" * 63),
    ],
)
def test_names_that_need_quoting(connection: Connection, table: str, owner: str) -> None:
    connection.connection.cursor().execute(f"CREATE TABLE {quoted(table)} ({quoted(owner)} text)")
    operations = Operations(MigrationContext.configure(connection))
    operations.invoke(EnableRowLevelSecurity(table, owner=owner))
    found = find_table(connection, table, None)
    assert found is not None
    assert policy_faults(found, owner) == []
    operations.invoke(DisableRowLevelSecurity(table, owner=owner))


def test_another_schema(connection: Connection) -> None:
    connection.execute(text("CREATE SCHEMA todo"))
    operations = create(connection, "user_id text", "todo.tasks")
    operations.invoke(EnableRowLevelSecurity("tasks", owner="user_id", schema="todo"))
    found = find_table(connection, "tasks", "todo")
    assert found is not None
    assert policy_faults(found, "user_id") == []
    assert find_table(connection, "tasks", None) is None


def test_a_migration_written_out_as_sql_does_the_same(connection: Connection) -> None:
    create(connection, "user_id text")
    script = StringIO()
    context = MigrationContext.configure(
        dialect_name="postgresql", opts={"as_sql": True, "output_buffer": script}
    )
    Operations(context).invoke(EnableRowLevelSecurity("tasks", owner="user_id"))
    connection.exec_driver_sql(script.getvalue())
    found = find_table(connection, "tasks", None)
    assert found is not None
    assert policy_faults(found, "user_id") == []
    assert connection.scalars(INDEXES).all() == ["ix_tasks_user_id_rls"]


def test_another_database_is_refused() -> None:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        operations = Operations(MigrationContext.configure(connection))
        with pytest.raises(ConfigurationError, match=r"op\.enable_row_level_security needs PostgreSQL"):
            operations.invoke(EnableRowLevelSecurity("tasks", owner="user_id"))
    engine.dispose()
