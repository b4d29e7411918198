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
    column,
    delete,
    event,
    insert,
    quoted_name,
    select,
    table,
    text,
    update,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, aliased, joinedload, mapped_column, sessionmaker

from jwt_auth_bridge import ConfigurationError
from jwt_auth_bridge.session_info import PRINCIPAL
from jwt_auth_bridge.sqlalchemy import (
    ForeignOwner,
    NoPrincipal,
    Owned,
    SharedConnection,
    UnfilteredTable,
    principal_session,
    system_session,
)

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


in_main = Table("own_tasks", MetaData(), Column("id", Integer), schema="main")
LOOKALIKES = [
    again,
    again.alias(),
    table("own_tasks", column("id")),
    in_main,
    in_main.alias(),
    table("OWN_Tasks", column("id")),
    table("Own_Tasks", column("id"), schema="MAIN"),
    table(quoted_name("OWN_TASKS", quote=False), column("id")),
]


@pytest.mark.parametrize("lookalike", LOOKALIKES)
def test_lookalike(lookalike: Any, session_of: SessionOf) -> None:
    """Another object for the same table has no filter. Databases may disregard case."""
    for statement in (select(lookalike), delete(getattr(lookalike, "element", lookalike))):
        with pytest.raises(UnfilteredTable):
            session_of(BOB).execute(statement)


def test_translated_lookalike(session_of: SessionOf) -> None:
    """Its schema becomes the owned one's, by a map that the cached SQL does not hold."""

    class Base(DeclarativeBase):
        pass

    class Plan(Owned, Base):
        __tablename__ = "plans"
        __table_args__ = {"schema": "main"}  # noqa: RUF012
        id: Mapped[int] = mapped_column(primary_key=True)
        user_id: Mapped[str] = mapped_column(String(50))

    lookalike = select(table("plans", column("id"), schema="harmless"))
    connection = session_of(BOB).connection()
    Base.metadata.create_all(connection.engine)
    for schemas in ({"harmless": "temp"}, {"harmless": "main"}):
        with pytest.raises(UnfilteredTable):
            session_of(BOB).execute(lookalike, execution_options={"schema_translate_map": schemas})
    mine = session_of(BOB)
    options = {"schema_translate_map": {"main": None}}
    mine.execute(insert(Plan), [{"id": 1}], execution_options=options)
    assert mine.execute(select(Plan.user_id), execution_options=options).all() == [(BOB,)]


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
