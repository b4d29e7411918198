"""Without session and database between users the tests of each wall fail: nothing else makes them pass."""

import os
import re
import subprocess
import sys

from tests.databases import API
from tests.isolation.conftest import WITHOUT

LEAKS = {
    "test_isolation_of_lists_filters_and_sorts",
    "test_isolation_of_cursors",
    "test_isolation_of_ids",
    "test_isolation_of_idempotency_keys",
    "test_an_unguarded_path_serves_the_caller",
}
"""What must be seen to fail."""
FILES = ("tests/isolation/test_each_wall.py", "tests/isolation/test_unguarded_path.py")
FEWER = "not open and not completed and not updated_at and not title"
"""One form of each list and each order leaks as well as all."""


def test_without_both_the_suite_finds_leaks() -> None:
    """All of these tests, that is; one or the other of their forms has nothing to leak."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--tb=no", "-rfE"]
    ended = subprocess.run(  # noqa: S603
        [*command, *FILES, "-k", FEWER],
        cwd=API,
        env={**os.environ, WITHOUT: "guard session database"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    outcomes = re.findall(r"^(FAILED|ERROR) \S+?::(\w+)", ended.stdout, re.MULTILINE)
    assert ended.returncode == 1, ended.stdout
    assert {(outcome, name) for outcome, name in outcomes} == {("FAILED", name) for name in LEAKS}, (
        ended.stdout
    )
