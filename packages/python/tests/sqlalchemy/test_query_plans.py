"""For every query: a principal's session returns exactly what an explicit filter returns."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import sessionmaker

from jwt_auth_bridge.sqlalchemy import principal_session, system_session

from .conftest import Sessions, new_database
from .query_plans import build, filtered, models, plans
from .world import ALICE, BOB, principal


@pytest.fixture(scope="module")
def both() -> Iterator[Sessions]:
    engine = new_database(ALICE, BOB)
    yield sessionmaker(engine)
    engine.dispose()


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plan=plans, user=st.sampled_from([ALICE, BOB]))
def test_scoped_is_filtered(plan: Any, user: str, both: Sessions) -> None:
    with system_session(both, reason="with an explicit filter") as session:
        expected = sorted(map(repr, session.execute(build(plan, filtered(user)))))
    with principal_session(both, principal(user)) as session:
        assert sorted(map(repr, session.execute(build(plan, models())))) == expected
