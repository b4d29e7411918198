"""The policy costs what a WHERE costs: the same index, and the caller looked up once."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, func, insert, select, text
from sqlalchemy.orm import Session

from jwt_auth_bridge.postgres import bind_principal

from .conftest import ALICE
from .models import TASKS
from .server import Database

USERS, ROWS = 200, 20_000


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    """Of the role that serves, Alice's, among many users' rows."""
    with database.connect("admin") as connection:
        number = func.generate_series(1, ROWS).column_valued("number")
        owner = func.concat("user-", number % USERS)
        connection.execute(insert(TASKS).from_select(["user_id"], select(owner)))
        connection.commit()
        connection.execute(text("ANALYZE tasks"))
        connection.commit()
    with database.connect("serving") as connection, Session(connection) as session:
        bind_principal(session, ALICE)
        yield session.connection()


def plan(connection: Connection, query: str) -> dict[str, Any]:
    explained = connection.scalar(text(f"EXPLAIN (ANALYZE, FORMAT JSON, TIMING OFF, SUMMARY OFF) {query}"))
    found: dict[str, Any] = explained[0]["Plan"]
    return found


def nodes(of: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield of
    for part in of.get("Plans", []):
        yield from nodes(part)


@pytest.mark.parametrize(
    "query",
    ["SELECT * FROM tasks", "SELECT count(*) FROM tasks", "UPDATE tasks SET title = ''", "DELETE FROM tasks"],
)
def test_the_index_is_used_and_the_caller_looked_up_once(connection: Connection, query: str) -> None:
    found = list(nodes(plan(connection, query)))
    # One for each policy that the command meets; an UPDATE meets two, and the check of the new row.
    callers = [node for node in found if node.get("Parent Relationship") == "InitPlan"]
    assert callers
    assert {caller["Node Type"] for caller in callers} == {"Result"}
    assert all(caller["Actual Loops"] <= 1 for caller in callers)
    scans = [node for node in found if "Scan" in node["Node Type"]]
    assert {scan.get("Index Name") for scan in scans} - {None} == {"ix_tasks_user_id_rls"}
    assert not [scan for scan in scans if scan["Node Type"] == "Seq Scan"]
    assert all("current_setting" not in str(scan) for scan in scans)


def test_unwrapped_it_is_looked_up_for_each_row(connection: Connection) -> None:
    """What the SELECT in the policy is for, and that the test above would notice."""
    caller = "nullif(current_setting('request.jwt.claims', true), '')::json ->> 'sub'"
    (scan,) = nodes(plan(connection, f"SELECT * FROM news WHERE text = {caller}"))  # noqa: S608
    assert "current_setting" in scan["Filter"]
