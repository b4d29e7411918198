"""Functions that run with a mightier role's rights, called or set off by a trigger."""

import pytest

from .damage import Damaged

READING = "RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM Tasks'"
TRIGGER = "RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS 'BEGIN {} RETURN NEW; END'"
DELETING = TRIGGER.format("DELETE FROM tasks;")
HELD = "give it to the tables' owner, whom the policies hold for"


def past(function: str) -> str:
    invoker = f"ALTER FUNCTION {function} SECURITY INVOKER"
    return f"the function {function} goes past the policies: {invoker}, revoke EXECUTE from PUBLIC, or {HELD}"


def triggered(function: str, table: str) -> str:
    invoker = f"ALTER FUNCTION {function} SECURITY INVOKER"
    return f"a trigger on {table} runs {function} past the policies: {invoker}, or {HELD}"


def warned(function: str) -> str:
    return f"the function {function} runs past row-level security: look whether it reaches users' rows"


def test_functions(damaged: Damaged, caplog: pytest.LogCaptureFixture) -> None:
    damaged.run(
        damaged.admin,
        f"CREATE FUNCTION definer() {READING} SECURITY DEFINER",
        "CREATE FUNCTION standard() RETURNS bigint SECURITY DEFINER "
        "BEGIN ATOMIC SELECT count(*) FROM tasks; END",
        f"CREATE FUNCTION invoker() {READING}",
        f"CREATE FUNCTION revoked() {READING} SECURITY DEFINER",
        "REVOKE EXECUTE ON FUNCTION revoked FROM PUBLIC",
        "CREATE FUNCTION opaque(integer) RETURNS integer LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
    )
    # The policies hold for the table's owner too.
    damaged.run(damaged.owner, f"CREATE FUNCTION owners() {READING} SECURITY DEFINER")
    assert damaged.faults() == [past("definer()"), past("standard()")]
    assert caplog.messages == [warned("opaque(integer)")]


def test_a_function_that_reads_through_another_relation(damaged: Damaged) -> None:
    damaged.run(damaged.owner, "CREATE VIEW overview AS SELECT * FROM tasks")
    damaged.run(damaged.owner, "CREATE TABLE tasks_of_may () INHERITS (tasks)")
    for name in ("overview", "tasks_of_may"):
        body = f"RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM {name}'"  # noqa: S608
        damaged.run(damaged.admin, f"CREATE FUNCTION by_{name}() {body}")
    assert damaged.faults() == [past("by_overview()"), past("by_tasks_of_may()")]


def test_a_function_of_a_role_that_a_policy_admits(damaged: Damaged) -> None:
    """Such as a role for jobs: what it owns is as mighty as it is."""
    damaged.run(damaged.admin, "CREATE ROLE bridge_jobs", "GRANT CREATE ON SCHEMA public TO bridge_jobs")
    damaged.run("bridge_jobs", f"CREATE FUNCTION definer() {READING} SECURITY DEFINER")
    assert damaged.faults() == []
    damaged.run(damaged.owner, "CREATE POLICY jobs ON tasks TO bridge_jobs USING (true)")
    assert damaged.faults() == [past("definer()")]


def test_triggers(damaged: Damaged, caplog: pytest.LogCaptureFixture) -> None:
    """Nobody needs EXECUTE to set them off."""
    damaged.run(
        damaged.admin,
        "CREATE FUNCTION on_tasks() " + TRIGGER.format(""),
        "CREATE FUNCTION elsewhere() " + DELETING,
        "CREATE FUNCTION harmless() " + TRIGGER.format(""),
        "CREATE FUNCTION unused() " + DELETING,
        "REVOKE EXECUTE ON FUNCTION on_tasks, elsewhere, harmless FROM PUBLIC",
        "CREATE TRIGGER one BEFORE INSERT ON tasks FOR EACH ROW EXECUTE FUNCTION on_tasks()",
        "CREATE TRIGGER two BEFORE INSERT ON news FOR EACH ROW EXECUTE FUNCTION elsewhere()",
        "CREATE TRIGGER three BEFORE INSERT ON news FOR EACH ROW EXECUTE FUNCTION harmless()",
    )
    assert damaged.faults() == [past("elsewhere()"), triggered("on_tasks()", "tasks")]
    assert caplog.messages == [warned("harmless()")]
    damaged.run(damaged.admin, f"ALTER FUNCTION on_tasks() OWNER TO {damaged.owner}")
    damaged.run(damaged.admin, "ALTER FUNCTION elsewhere() SECURITY INVOKER")
    assert damaged.faults() == []


def test_event_triggers(damaged: Damaged) -> None:
    """A temporary table sets them off too."""
    body = "RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER AS 'BEGIN DELETE FROM tasks; END'"
    damaged.run(damaged.admin, f"CREATE FUNCTION on_ddl() {body}")
    assert damaged.faults() == []
    damaged.run(damaged.admin, "CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION on_ddl()")
    assert damaged.faults() == [past("on_ddl()")]
