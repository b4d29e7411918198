"""Who a session acts for: a principal, the system, or nobody."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import (
    Column,
    Integer,
    MetaData,
    String,
    Table,
    event,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.orm import Session, aliased, joinedload, sessionmaker

from jwt_auth_bridge import ConfigurationError
from jwt_auth_bridge.session_info import PRINCIPAL
from jwt_auth_bridge.sqlalchemy import (
    ForeignOwner,
    NoPrincipal,
    UnfilteredTable,
    principal_session,
    system_session,
)
from jwt_auth_bridge.sqlalchemy.scope import Owner

from .conftest import Sessions
from .world import ALICE, BOB, Label, Letter, Note, Task, principal

SessionOf = Callable[[str], Session]
again = Table("own_tasks", MetaData(), Column("id", Integer), Column("title", String))
LETTERS: Any = Letter.__table__
Other = aliased(Task)

WITHOUT_PRINCIPAL: dict[str, Callable[[Session], object]] = {
    "select": lambda s: s.execute(select(Task)),
    "column": lambda s: s.execute(select(Task.id)),
    "table": lambda s: s.execute(select(Task.__table__)),
    "alias": lambda s: s.execute(select(Other)),
    "subquery": lambda s: s.execute(select(Label).where(Label.tasks.any())),
    "joined load": lambda s: s.execute(select(Label).options(joinedload(Label.tasks))),
    "lazy load": lambda s: s.scalars(select(Label)).first().tasks,  # type: ignore[union-attr]
    "get": lambda s: s.get(Task, 101),
    "child's table": lambda s: s.execute(select(Letter.__table__)),
    "insert": lambda s: s.execute(insert(Task).values(id=1, title="x", user_id=BOB)),
    "update": lambda s: s.execute(update(Task).values(title="x")),
    "flush": lambda s: s.bulk_save_objects([Task(id=1, title="x", user_id=BOB)]),
    "text": lambda s: s.execute(text("SELECT * FROM own_tasks")),
    "driver's SQL": lambda s: s.connection().exec_driver_sql("SELECT * FROM own_tasks"),
    "table of that name": lambda s: s.execute(select(again)),
    "savepoint": lambda s: s.begin_nested().session.execute(select(Task)),
}


@pytest.mark.parametrize("name", WITHOUT_PRINCIPAL)
def test_without_principal(name: str, shared: Sessions) -> None:
    """A session that nobody thought of shows nothing, also when the SQL is in the cache."""
    with system_session(shared, reason="fills the cache") as session:
        session.execute(select(Task))
        session.execute(text("SELECT * FROM own_tasks"))
    with shared() as session, pytest.raises(NoPrincipal, match="principal_session"):
        WITHOUT_PRINCIPAL[name](session)


def test_bare_connection(shared: Sessions) -> None:
    """Owned models are refused without any session, too. Text is not: migrations are made of it."""
    with shared.kw["bind"].connect() as connection:
        with pytest.raises(NoPrincipal):
            connection.execute(select(Task.__table__))
        with pytest.raises(NoPrincipal):
            connection.execute(insert(Note).values(id=1, text="x", writer=BOB))
        assert connection.execute(text("SELECT count(*) FROM own_tasks")).scalar() == 6


def test_unowned_without_principal(shared: Sessions) -> None:
    with shared() as session:
        assert len(session.scalars(select(Label)).all()) == 4
        assert session.execute(text("SELECT 1")).scalar() == 1


def test_write_inside_another_statement(session_of: SessionOf) -> None:
    """The owner of such a row cannot be looked at."""
    session = session_of(BOB)
    for statement in (
        insert(Task).values(id=300, title="x", user_id=ALICE).returning(Task.id),
        update(Task).values(user_id=ALICE).returning(Task.id),
        insert(LETTERS).values(id=101, address="x").returning(LETTERS.c.id),
        update(LETTERS).values(id=101).returning(LETTERS.c.id),
    ):
        with pytest.raises(UnfilteredTable, match="inside another statement"):
            session.execute(select(statement.cte()))


def test_system_session(shared: Sessions, caplog: pytest.LogCaptureFixture) -> None:
    """Sees everything, and says so each time."""
    caplog.set_level(logging.DEBUG, "jwt_auth_bridge")
    with system_session(shared, reason="nightly count") as session:
        assert len(session.scalars(select(Task)).all()) == 6
        assert session.execute(text("SELECT count(*) FROM own_tasks")).scalar() == 6
    assert [(r.levelname, r.getMessage()) for r in caplog.records] == [
        ("WARNING", "system session: nightly count")
    ]
    for reason in ("", "  ", "a\nb"):
        with pytest.raises(ConfigurationError, match="reason"):
            system_session(shared, reason=reason)


def test_principal_is_not_logged(shared: Sessions, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "jwt_auth_bridge")
    with principal_session(shared, principal(BOB)) as session:
        session.scalars(select(Task)).all()
    assert not caplog.records


def test_statement_out_of_a_principals_session(shared: Sessions, session_of: SessionOf) -> None:
    """It has her filter in it. Still nobody's session is nobody's, and his is his."""
    caught: list[Any] = []

    def catch(_connection: Any, statement: Any, *_: object) -> None:
        caught.append(statement)

    engine = shared.kw["bind"]
    event.listen(engine, "before_execute", catch)
    session_of(ALICE).execute(select(Task.__table__))
    event.remove(engine, "before_execute", catch)
    hers = select(Task.user_id).options(*caught[-1]._with_options)
    assert caught[-1]._with_options
    with shared() as session, pytest.raises(NoPrincipal):
        session.execute(hers)
    with engine.connect() as connection, pytest.raises(NoPrincipal):
        connection.execute(hers)
    assert set(session_of(BOB).scalars(hers)) == {BOB}


def test_owner_put_in_by_somebody_else(session_of: SessionOf, shared: Sessions) -> None:
    """What goes to the database is looked at last: it is Bob's id, or nothing."""

    def put_in(_connection: Any, statement: Any, multiparams: Any, params: Any, _options: object) -> Any:
        return statement.options(Owner(ALICE)), multiparams, params

    engine = shared.kw["bind"]
    event.listen(engine, "before_execute", put_in, retval=True)
    for statement in (select(Task), update(Task).values(rank=1)):
        with pytest.raises(NoPrincipal):
            session_of(BOB).execute(statement)
    event.remove(engine, "before_execute", put_in)


def test_savepoint_commit_and_rollback(session_of: SessionOf) -> None:
    """The owner stays with the session through all of its transactions."""
    session = session_of(BOB)
    for end in (session.commit, session.rollback, session.commit):
        with session.begin_nested():
            assert set(session.scalars(select(Task.user_id))) == {BOB}
        with pytest.raises(ForeignOwner), session.begin_nested():
            session.execute(update(Task).values(user_id=ALICE))
        assert set(session.scalars(select(Task.user_id))) == {BOB}
        end()


def test_pooled_connection_forgets(shared: Sessions, session_of: SessionOf) -> None:
    """The next user of the connection is nobody until it says otherwise."""
    session_of(BOB).scalars(select(Task)).all()
    session_of(BOB).close()
    with shared() as session, pytest.raises(NoPrincipal):
        session.execute(select(Task))


def test_session_knows_its_principal(shared: Sessions) -> None:
    """For the room that tells the database."""
    bob = principal(BOB)
    assert principal_session(shared, bob).info[PRINCIPAL] is bob
    # What the factory itself puts into every session stays.
    session = principal_session(sessionmaker(shared.kw["bind"], info={"of": "the app"}), bob)
    assert (session.info[PRINCIPAL], session.info["of"]) == (bob, "the app")
    assert PRINCIPAL not in system_session(shared, reason="a job").info


@pytest.mark.parametrize(
    "factory",
    [
        lambda **_: Session(),
        lambda info: Session(info={**info, "jwt_auth_bridge.scope": None}),
        lambda info: Session(info={key: info[key] for key in info if key != PRINCIPAL}),
        lambda **_: object(),
    ],
)
def test_factory_that_ignores_info(factory: Callable[..., Any]) -> None:
    """Such a session is nobody's: it must not look like the caller's until its first query."""
    with pytest.raises(ConfigurationError, match="factory"):
        principal_session(factory, principal(BOB))


def test_system_sessions_factory_that_ignores_info() -> None:
    with pytest.raises(ConfigurationError, match="factory"):
        system_session(lambda **_: Session(), reason="a job")
