"""Functions that run with a mightier role's rights."""

import pytest

from .damage import Damaged


def test_functions(damaged: Damaged, caplog: pytest.LogCaptureFixture) -> None:
    reading = "RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM Tasks'"
    damaged.run(
        damaged.admin,
        f"CREATE FUNCTION definer() {reading} SECURITY DEFINER",
        "CREATE FUNCTION standard() RETURNS bigint SECURITY DEFINER "
        "BEGIN ATOMIC SELECT count(*) FROM tasks; END",
        f"CREATE FUNCTION invoker() {reading}",
        f"CREATE FUNCTION revoked() {reading} SECURITY DEFINER",
        "REVOKE EXECUTE ON FUNCTION revoked FROM PUBLIC",
        "CREATE FUNCTION opaque(integer) RETURNS integer LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
    )
    # The policies hold for the table's owner too.
    damaged.run(damaged.owner, f"CREATE FUNCTION owners() {reading} SECURITY DEFINER")
    assert damaged.faults() == [
        f"the function {function} goes past the policies: "
        f"ALTER FUNCTION {function} SECURITY INVOKER, or revoke EXECUTE from PUBLIC"
        for function in ("definer()", "standard()")
    ]
    assert caplog.messages == [
        "the function opaque(integer) runs past row-level security: look whether it reaches users' rows"
    ]
