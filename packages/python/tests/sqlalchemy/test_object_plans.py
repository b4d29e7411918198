"""For every way to ask for objects: a principal's session answers as if others' rows were not there."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import sessionmaker

from jwt_auth_bridge.sqlalchemy import principal_session, system_session

from .conftest import Sessions, new_database
from .object_oracle import Oracle
from .object_plans import LOADERS, RELATIONS, answer, plans
from .world import ALICE, BOB, principal

GENERATED = settings(max_examples=2_000, deadline=None, phases=[Phase.generate])
QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large]


@pytest.fixture(scope="module")
def both() -> Iterator[Sessions]:
    engine = new_database(ALICE, BOB)
    yield sessionmaker(engine)
    engine.dispose()


@pytest.fixture(scope="module")
def oracles(both: Sessions) -> dict[str, Oracle]:
    with system_session(both, reason="all rows") as session:
        return {user: Oracle(session, user) for user in (ALICE, BOB)}


@settings(max_examples=300, deadline=None, suppress_health_check=QUIET)
@given(plan=plans(), user=st.sampled_from([ALICE, BOB]))
def test_scoped_objects_are_the_owners(
    plan: Any, user: str, both: Sessions, oracles: dict[str, Oracle]
) -> None:
    with principal_session(both, principal(user)) as session:
        assert answer(session, plan) == oracles[user].answer(plan)


@pytest.mark.parametrize("loader", sorted(LOADERS))
@pytest.mark.parametrize(
    ("kind", "name"), [(kind, name) for kind in RELATIONS for name in RELATIONS[kind]], ids=str
)
def test_each_loader_of_each_relationship(
    kind: str, name: str, loader: str, both: Sessions, oracles: dict[str, Oracle]
) -> None:
    """Two steps along: what chance may leave out of a run."""
    back = next(iter(RELATIONS[RELATIONS[kind][name]]))
    plan = (kind, ("true",), (), ((name, loader, ((back, loader, ()),)),), "objects", False)
    for user in (ALICE, BOB):
        with principal_session(both, principal(user)) as session:
            assert answer(session, plan) == oracles[user].answer(plan)


@pytest.mark.parametrize("output", ["objects", "ids", "count", "get"])
def test_a_session_that_filters_nothing_answers_otherwise(
    output: str, both: Sessions, oracles: dict[str, Oracle]
) -> None:
    """The comparison can fail: there is a plan of each kind that it fails for."""

    def differs(plan: Any) -> bool:
        with system_session(both, reason="nothing filtered") as session:
            return bool(plan[4] == output and answer(session, plan) != oracles[ALICE].answer(plan))

    assert find(plans(), differs, settings=GENERATED)
