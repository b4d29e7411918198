"""Notes and their labels. Each table says whose its rows are."""

from datetime import datetime

from jwt_auth_bridge.sqlalchemy import Owned
from sqlalchemy import DateTime, ForeignKeyConstraint, String, UniqueConstraint, func
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    """Base of all models."""


class NoteLabel(Owned, Base):
    """That a note has a label. The keys hold the owner: both are the same user's."""

    __tablename__ = "note_labels"
    __table_args__ = (
        ForeignKeyConstraint(["user_id", "note_id"], ["notes.user_id", "notes.id"]),
        ForeignKeyConstraint(["user_id", "label_id"], ["labels.user_id", "labels.id"]),
    )

    user_id: Mapped[str] = mapped_column(String(255))
    note_id: Mapped[int] = mapped_column(primary_key=True)
    label_id: Mapped[int] = mapped_column(primary_key=True)


class Label(Owned, Base):
    """A word on notes."""

    __tablename__ = "labels"
    __table_args__ = (UniqueConstraint("user_id", "id", name="uq_labels_user_id_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(String(255))
    name: Mapped[str]


class Note(Owned, Base):
    """A text of a user's."""

    __tablename__ = "notes"
    __table_args__ = (UniqueConstraint("user_id", "id", name="uq_notes_user_id_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(String(255))
    text: Mapped[str]
    written_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    labels: Mapped[list[Label]] = relationship(secondary="note_labels")
