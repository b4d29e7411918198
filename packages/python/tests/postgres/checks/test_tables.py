"""Policies that are missing, differ or are widened, and privileges beyond them."""

import pytest
from sqlalchemy import Column, MetaData, String, Table

from jwt_auth_bridge.postgres import OWNER

from .damage import Damaged


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("ALTER TABLE tasks DISABLE ROW LEVEL SECURITY", "row-level security is not enabled"),
        (
            "ALTER TABLE tasks NO FORCE ROW LEVEL SECURITY",
            "row-level security is not forced upon its owner",
        ),
        ("DROP POLICY owner_select ON tasks", "the policy owner_select is missing"),
        ("ALTER POLICY owner_select ON tasks USING (true)", "the policy owner_select differs"),
        ("ALTER POLICY owner_update ON tasks WITH CHECK (true)", "the policy owner_update differs"),
        ("ALTER POLICY owner_update ON tasks USING (title = title)", "the policy owner_update differs"),
        ("ALTER POLICY owner_delete ON tasks TO pg_monitor", "the policy owner_delete differs"),
        (
            # Without nullif it stumbles over the empty setting of a used connection.
            "ALTER POLICY owner_select ON tasks USING (user_id = "
            "(SELECT current_setting('request.jwt.claims', true)::json ->> 'sub'))",
            "the policy owner_select differs",
        ),
        (
            # Without its own SELECT it is looked up for each row.
            "ALTER POLICY owner_select ON tasks USING (user_id = "
            "nullif(current_setting('request.jwt.claims', true), '')::json ->> 'sub')",
            "the policy owner_select differs",
        ),
        (
            "ALTER POLICY owner_select ON tasks USING (title = "
            "(SELECT nullif(current_setting('request.jwt.claims', true), '')::json ->> 'sub'))",
            "the policy owner_select differs",
        ),
    ],
)
def test_a_policy_that_is_missing_or_differs(damaged: Damaged, damage: str, words: str) -> None:
    damaged.run(damaged.owner, damage)
    mend = 'call op.enable_row_level_security("tasks", owner="user_id") in a migration'
    assert damaged.faults() == [f"on tasks {words}: {mend}"]


def test_a_restrictive_twin_is_no_policy(damaged: Damaged) -> None:
    damaged.run(
        damaged.owner,
        "DROP POLICY owner_delete ON tasks",
        "CREATE POLICY owner_delete ON tasks AS RESTRICTIVE FOR DELETE USING (user_id = "
        "(SELECT nullif(current_setting('request.jwt.claims', true), '')::json ->> 'sub'))",
    )
    (fault,) = damaged.faults()
    assert fault.startswith("on tasks the policy owner_delete differs: ")


def test_policies_that_widen(damaged: Damaged) -> None:
    serving = damaged.serving
    damaged.run(
        damaged.owner,
        "CREATE POLICY everybody ON tasks FOR SELECT USING (true)",
        f"CREATE POLICY serving ON tasks TO {serving} USING (true)",
        f"CREATE POLICY others ON tasks TO {damaged.owner} USING (true)",
        "CREATE POLICY narrower ON tasks AS RESTRICTIVE FOR SELECT USING (title <> '')",
    )
    assert damaged.faults() == [
        f"on tasks the policy {name} admits more rows: drop it, or make it RESTRICTIVE"
        for name in ("everybody", "serving")
    ]


@pytest.mark.parametrize("privilege", ["TRUNCATE", "REFERENCES", "TRIGGER"])
def test_more_privileges_than_it_needs(damaged: Damaged, privilege: str) -> None:
    damaged.run(damaged.owner, f"GRANT {privilege} ON tasks TO {damaged.serving}")
    mend = f"REVOKE {privilege} ON tasks FROM {damaged.serving}"
    assert damaged.faults() == [f"the role has {privilege} on tasks: {mend}"]
    damaged.run(damaged.owner, mend)
    assert damaged.faults() == []


def test_a_privilege_of_everybody(damaged: Damaged) -> None:
    """To take it from the role alone would change nothing."""
    damaged.run(damaged.owner, "GRANT TRUNCATE ON tasks TO PUBLIC")
    mend = "REVOKE TRUNCATE ON tasks FROM PUBLIC"
    assert damaged.faults() == [f"the role has TRUNCATE on tasks: {mend}"]
    damaged.run(damaged.owner, mend)
    assert damaged.faults() == []


def test_a_table_that_is_not_there(damaged: Damaged) -> None:
    metadata = MetaData()
    Table("notes", metadata, Column("user_id", String), info={OWNER: "user_id"})
    assert damaged.faults(metadata=metadata) == [
        "the table notes is not there for this role: migrate, and grant it USAGE of the schema"
    ]


def test_texts_that_are_taken_for_equal(damaged: Damaged) -> None:
    """Alice must not see the rows of ALICE."""
    damaged.run(
        damaged.owner,
        "CREATE COLLATION fuzzy (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
        "CREATE TABLE notes (user_id text COLLATE fuzzy)",
    )
    metadata = MetaData()
    Table("notes", metadata, Column("user_id", String), info={OWNER: "user_id"})
    mend = "give it a deterministic collation"
    assert f"notes.user_id takes different texts for equal: {mend}" in damaged.faults(metadata=metadata)


def test_references_of_a_column(damaged: Damaged) -> None:
    damaged.run(damaged.owner, f"GRANT REFERENCES (title) ON tasks TO {damaged.serving}")
    mend = f"REVOKE REFERENCES ON tasks FROM {damaged.serving}"
    assert damaged.faults() == [f"the role has REFERENCES on tasks: {mend}"]
    damaged.run(damaged.owner, mend)
    assert damaged.faults() == []


def past(relative: str) -> str:
    return f"the role reaches rows of tasks by {relative}, past their policies: revoke all on {relative}"


def test_a_part_of_a_table_that_is_reached_past_it(damaged: Damaged) -> None:
    serving = damaged.serving
    damaged.run(damaged.owner, "CREATE TABLE tasks_of_may () INHERITS (tasks)")
    assert damaged.faults() == []
    damaged.run(damaged.owner, f"GRANT SELECT (title) ON tasks_of_may TO {serving}")
    assert damaged.faults() == [past("tasks_of_may")]


def test_what_a_table_is_a_part_of(damaged: Damaged) -> None:
    """Read by the parent's name, the rows follow the parent's policies."""
    serving = damaged.serving
    damaged.run(
        damaged.owner,
        "CREATE TABLE things (user_id varchar(255) NOT NULL)",
        "CREATE TABLE others (title varchar(200) NOT NULL)",
        "CREATE TABLE tasks_of_may () INHERITS (tasks)",
        "ALTER TABLE tasks INHERIT things",
        "ALTER TABLE tasks_of_may INHERIT others",
    )
    assert damaged.faults() == []
    damaged.run(damaged.owner, f"GRANT SELECT ON things, others TO {serving}")
    assert damaged.faults() == [past("others"), past("things")]


def test_a_fault_of_a_whole_family_is_told_once(damaged: Damaged) -> None:
    damaged.run(
        damaged.owner,
        "CREATE TABLE tasks_of_may () INHERITS (tasks)",
        f"GRANT TRUNCATE ON tasks_of_may TO {damaged.serving}",
    )
    damaged.enable("tasks_of_may")
    metadata = MetaData()
    for name in ("tasks", "tasks_of_may"):
        Table(name, metadata, Column("user_id", String), info={OWNER: "user_id"})
    mend = f"REVOKE TRUNCATE ON tasks_of_may FROM {damaged.serving}"
    assert damaged.faults(metadata=metadata) == [f"the role has TRUNCATE on tasks_of_may: {mend}"]


def test_a_partitioned_table(damaged: Damaged) -> None:
    serving = damaged.serving
    damaged.run(
        damaged.owner,
        "CREATE TABLE days (user_id text, day date) PARTITION BY RANGE (day)",
        "CREATE TABLE days_2026 PARTITION OF days FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
        f"GRANT SELECT ON days TO {serving}",
    )
    damaged.enable("days_2026")
    metadata = MetaData()
    Table("days_2026", metadata, Column("user_id", String), info={OWNER: "user_id"})
    assert damaged.faults(metadata=metadata) == [
        "the role reaches rows of days_2026 by days, past their policies: revoke all on days"
    ]
    damaged.enable("days")
    assert damaged.faults(metadata=metadata) == []
    damaged.run(damaged.owner, "CREATE POLICY everybody ON days USING (true)")
    assert len(damaged.faults(metadata=metadata)) == 1
    damaged.run(damaged.owner, "DROP POLICY everybody ON days", f"GRANT TRUNCATE ON days TO {serving}")
    mend = f"REVOKE TRUNCATE ON days FROM {serving}"
    assert damaged.faults(metadata=metadata) == [f"the role has TRUNCATE on days: {mend}"]
