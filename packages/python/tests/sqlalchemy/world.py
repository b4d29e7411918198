"""A small world: labels that everybody shares, and tasks, notes and documents that belong to somebody."""

from collections.abc import Iterable
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, String, func, select
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, column_property, mapped_column, relationship

from jwt_auth_bridge import Principal
from jwt_auth_bridge.sqlalchemy import Owned

ALICE, BOB = "alice", "bob"


def principal(user_id: str) -> Principal:
    return Principal(user_id, "session", "http://localhost:3000", frozenset(), {})


class Base(DeclarativeBase):
    pass


class Tag(Owned, Base):
    """Stands between tasks and labels."""

    __tablename__ = "own_tags"
    task_id: Mapped[int] = mapped_column(ForeignKey("own_tasks.id"), primary_key=True)
    label_id: Mapped[int] = mapped_column(ForeignKey("own_labels.id"), primary_key=True)
    user_id: Mapped[str] = mapped_column(String(255))


class Label(Base):
    """Nobody's."""

    __tablename__ = "own_labels"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    tasks: Mapped[list["Task"]] = relationship(back_populates="label", order_by="Task.id")
    tagged: Mapped[list["Task"]] = relationship(
        secondary="own_tags", back_populates="labels", order_by="Task.id"
    )


class Note(Owned, Base):
    """Names its owner in its own way."""

    __tablename__ = "own_notes"
    __owner__: ClassVar[str] = "writer"
    id: Mapped[int] = mapped_column(primary_key=True)
    writer: Mapped[str] = mapped_column("written_by", String(255))
    text: Mapped[str] = mapped_column(String(200))
    task_id: Mapped[int | None] = mapped_column(ForeignKey("own_tasks.id"))
    task: Mapped["Task | None"] = relationship(back_populates="notes")


class Task(Owned, Base):
    __tablename__ = "own_tasks"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(String(255))
    title: Mapped[str] = mapped_column(String(200))
    rank: Mapped[int] = mapped_column(default=0)
    body: Mapped[str] = mapped_column(String(200), default="", deferred=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("own_tasks.id"))
    label_id: Mapped[int | None] = mapped_column(ForeignKey("own_labels.id"))
    parent: Mapped["Task | None"] = relationship(remote_side="Task.id")
    label: Mapped[Label | None] = relationship(back_populates="tasks")
    labels: Mapped[list[Label]] = relationship(
        secondary="own_tags", back_populates="tagged", order_by=Label.id
    )
    notes: Mapped[list[Note]] = relationship(back_populates="task", order_by=Note.id)
    note_texts: AssociationProxy[list[str]] = association_proxy("notes", "text")
    all_notes: Mapped[int] = column_property(
        select(func.count(Note.id)).correlate_except(Note).scalar_subquery(), deferred=True
    )


class Document(Owned, Base):
    """Root of both kinds of inheritance."""

    __tablename__ = "own_documents"
    __mapper_args__: Any = {"polymorphic_on": "kind", "polymorphic_identity": "document"}  # noqa: RUF012
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(String(255))
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(50))


class Letter(Document):
    """In a table of its own, which has no owner."""

    __tablename__ = "own_letters"
    __mapper_args__: Any = {"polymorphic_identity": "letter"}  # noqa: RUF012
    id: Mapped[int] = mapped_column(ForeignKey("own_documents.id"), primary_key=True)
    address: Mapped[str] = mapped_column(String(50))


class Memo(Document):
    """In its parent's table."""

    __mapper_args__: Any = {"polymorphic_identity": "memo"}  # noqa: RUF012


FIRST = {ALICE: 101, BOB: 201}
"""The lowest id of each user's rows."""
LAST_LABEL = {ALICE: 3, BOB: 4}
"""The label of each user's last task: a label that the other's tasks do not have."""


def rows_of(user_id: str, first: int) -> Iterable[Base]:
    """The same rows for each user, but for their ids and titles."""
    for n in range(first, first + 3):
        yield Task(
            id=n,
            user_id=user_id,
            title=f"{user_id} {n}",
            rank=n % 10,
            body=f"body of {user_id}",
            parent_id=first if n > first else None,
            label_id=n % 2 + 1 if n < first + 2 else LAST_LABEL[user_id],
        )
        yield Note(id=n, writer=user_id, text=f"note of {user_id}", task_id=n)
        yield Note(id=n + 50, writer=user_id, text="again", task_id=n)
        yield Tag(task_id=n, label_id=1, user_id=user_id)
    yield Tag(task_id=first, label_id=2, user_id=user_id)
    # Belongs to a task of the other user: what a missing check on a foreign key leaves behind.
    yield Note(
        id=first + 70, writer=user_id, text=f"stray of {user_id}", task_id=101 if user_id == BOB else 201
    )
    yield Letter(id=first, user_id=user_id, name="letter", address=f"house of {user_id}")
    yield Memo(id=first + 1, user_id=user_id, name="memo")
    yield Document(id=first + 2, user_id=user_id, name="document")


def seed(session: Session, *users: str) -> None:
    """Labels, and the rows of these users."""
    labels = [Label(id=n, name=name) for n, name in enumerate(("red", "blue", "green", "grey"), 1)]
    session.add_all(labels)
    session.flush()
    for user_id in users:
        rows = list(rows_of(user_id, FIRST[user_id]))
        for kind in (Task, Document, Note, Tag):
            session.add_all(row for row in rows if isinstance(row, kind))
            session.flush()
    session.commit()


def snapshot(session: Session, user_id: str) -> dict[str, list[tuple[Any, ...]]]:
    """All rows that name this user as their owner, read in a session that filters nothing."""
    documents = select(Document.__table__, Letter.__table__.c.address).outerjoin(Letter.__table__)
    return {
        "tasks": _rows(session, select(Task.__table__).where(Task.user_id == user_id)),
        "notes": _rows(session, select(Note.__table__).where(Note.writer == user_id)),
        "tags": _rows(session, select(Tag.__table__).where(Tag.user_id == user_id)),
        "documents": _rows(session, documents.where(Document.user_id == user_id)),
    }


def _rows(session: Session, statement: Any) -> list[tuple[Any, ...]]:
    return sorted((tuple(row) for row in session.execute(statement)), key=repr)
