"""Connections that more than one session uses, at once or in turn."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import sessionmaker

from jwt_auth_bridge.sqlalchemy import NoPrincipal, SharedConnection, principal_session, system_session

from .conftest import Sessions
from .world import ALICE, BOB, Task, principal


def test_one_connection_for_two(shared: Sessions) -> None:
    """Two sessions on one connection would both act for the one that came last."""
    with shared.kw["bind"].connect() as connection:
        on_it = sessionmaker(connection, join_transaction_mode="create_savepoint")
        with principal_session(on_it, principal(ALICE)) as hers:
            assert {task.user_id for task in hers.scalars(select(Task))} == {ALICE}
            for other in (
                principal_session(on_it, principal(BOB)),
                system_session(on_it, reason="a job"),
                on_it(),
            ):
                with pytest.raises(SharedConnection), other:
                    other.execute(select(Task))
            with principal_session(on_it, principal(ALICE)) as also_hers:
                assert len(also_hers.scalars(select(Task)).all()) == 3
            hers.commit()
        # One after the other is how tests roll everything back.
        with principal_session(on_it, principal(BOB)) as his:
            assert {task.user_id for task in his.scalars(select(Task))} == {BOB}
        with on_it() as nobodys, pytest.raises(NoPrincipal):
            nobodys.execute(select(Task))


@pytest.mark.parametrize("first", ["hers", "also_hers"])
def test_connection_of_two_sessions_of_one_user(first: str, shared: Sessions) -> None:
    """It serves her until the last of them has ended, whichever that is."""
    with shared.kw["bind"].connect() as connection:
        on_it = sessionmaker(connection, join_transaction_mode="create_savepoint")
        both = {name: principal_session(on_it, principal(ALICE)) for name in ("hers", "also_hers")}
        for session in both.values():
            with session.begin_nested():
                assert set(session.scalars(select(Task.user_id))) == {ALICE}
        both.pop(first).close()
        (last,) = both.values()
        assert set(last.scalars(select(Task.user_id))) == {ALICE}
        with pytest.raises(SharedConnection):
            principal_session(on_it, principal(BOB)).execute(select(Task))
        last.close()
        with principal_session(on_it, principal(BOB)) as his:
            assert set(his.scalars(select(Task.user_id))) == {BOB}
        with pytest.raises(NoPrincipal):
            connection.execute(select(Task.__table__))
