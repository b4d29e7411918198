"""Joined inheritance of more than one level, with a key of more than one column."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import ForeignKey, String, create_engine, event, func, insert, select, update
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, sessionmaker
from sqlalchemy.pool import StaticPool

from jwt_auth_bridge.sqlalchemy import ForeignOwner, Owned, principal_session, system_session

from .conftest import Sessions
from .world import ALICE, BOB, principal


class Base(DeclarativeBase):
    pass


class Paper(Owned, Base):
    __tablename__ = "kin_papers"
    __mapper_args__: Any = {"polymorphic_on": "kind", "polymorphic_identity": "paper"}  # noqa: RUF012
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(String(50))
    kind: Mapped[str] = mapped_column(String(10))


class Bill(Paper):
    __tablename__ = "kin_bills"
    __mapper_args__: Any = {"polymorphic_identity": "bill"}  # noqa: RUF012
    id: Mapped[int] = mapped_column(ForeignKey("kin_papers.id"), primary_key=True)
    about_id: Mapped[int | None] = mapped_column(ForeignKey("kin_papers.id"))
    """Another key to the parent's table, which does not tell whose it is."""
    __mapper_args__["inherit_condition"] = id == Paper.id  # noqa: A003


class Fine(Bill):
    __tablename__ = "kin_fines"
    __mapper_args__: Any = {"polymorphic_identity": "fine"}  # noqa: RUF012
    id: Mapped[int] = mapped_column(ForeignKey("kin_bills.id"), primary_key=True)
    cause: Mapped[str] = mapped_column(String(50), default="none")


class Reminder(Fine):
    """In the table of its parent, which is a joined child."""

    __mapper_args__: Any = {"polymorphic_identity": "reminder"}  # noqa: RUF012


BILLS: Any = Bill.__table__
FINES: Any = Fine.__table__


@pytest.fixture
def sessions() -> Iterator[Sessions]:
    """Alice has 1 to 3, Bob 11 to 13: a paper, a bill and a fine."""
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    Base.metadata.create_all(engine)
    opened = sessionmaker(engine)
    for user, first in ((ALICE, 1), (BOB, 11)):
        with principal_session(opened, principal(user)) as session:
            session.add_all([Paper(id=first), Bill(id=first + 1), Fine(id=first + 2)])
            session.commit()
    yield opened
    engine.dispose()


def test_two_levels(sessions: Sessions) -> None:
    for user, first in ((ALICE, 1), (BOB, 11)):
        with principal_session(sessions, principal(user)) as session:
            assert sorted(session.scalars(select(FINES.c.id))) == [first + 2]
            assert sorted(session.scalars(select(BILLS.c.id))) == [first + 1, first + 2]
            assert [fine.user_id for fine in session.scalars(select(Fine))] == [user]


def test_single_table_below(sessions: Sessions) -> None:
    """It adds no table: what holds for its parent's holds for it."""
    for user in (ALICE, BOB):
        with principal_session(sessions, principal(user)) as session:
            session.add(Reminder(cause=user))
            session.flush()
            assert [row.cause for row in session.scalars(select(Reminder))] == [user]
            assert sorted(session.scalars(select(FINES.c.cause))) == sorted([user, "none"])
            session.commit()


def test_another_key_to_the_parent(sessions: Sessions) -> None:
    """A bill about somebody else's paper is still one's own."""
    with system_session(sessions, reason="as a missing check leaves it") as session:
        session.execute(update(BILLS).where(BILLS.c.id == 12).values(about_id=1))
        session.commit()
    with principal_session(sessions, principal(BOB)) as session:
        assert sorted(session.scalars(select(BILLS.c.id))) == [12, 13]
        session.execute(update(BILLS).values(about_id=11))
        session.commit()
    with principal_session(sessions, principal(ALICE)) as session:
        assert set(session.scalars(select(BILLS.c.about_id))) == {None}


@pytest.mark.parametrize(
    "statement",
    [
        insert(FINES).values(id=2, cause="hers"),
        insert(FINES).values(id=11, cause="no bill"),
        insert(BILLS).values(id=1),
        update(FINES).values(id=2),
        update(BILLS).values(id=1),
    ],
)
def test_another_users_parent(statement: Any, sessions: Sessions) -> None:
    with principal_session(sessions, principal(BOB)) as session, pytest.raises(ForeignOwner):
        session.execute(statement)


def test_many_rows(sessions: Sessions) -> None:
    """One question for 500 parents, and a foreign one among many is found."""
    with principal_session(sessions, principal(BOB)) as session:
        session.execute(insert(Paper), [{"id": n, "kind": "bill"} for n in range(1000, 2200)])
        asked: list[str] = []
        engine = sessions.kw["bind"]
        event.listen(engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
        session.execute(insert(BILLS), [{"id": n} for n in range(1000, 2200)])
        assert sum("count" in sql for sql in asked) == 3
        assert session.scalar(select(func.count()).select_from(BILLS)) == 1202
        session.rollback()
        session.execute(insert(Paper), [{"id": n, "kind": "bill"} for n in range(1000, 2200)])
        with pytest.raises(ForeignOwner):
            session.execute(insert(BILLS), [{"id": n} for n in (*range(1000, 2200), 1)])
