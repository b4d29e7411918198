"""The one table of this service."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID, uuid4

from jwt_auth_bridge.sqlalchemy import Owned
from sqlalchemy import Index, MetaData, String, UniqueConstraint, Uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from todo_api.column_types import BYTE_ORDER, UtcDateTime


class Base(DeclarativeBase):
    """Base of this service's tables. Its metadata holds them alone: others may live in the same database."""

    metadata: ClassVar[MetaData] = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Task(Owned, Base):
    """One task of one user. Every index begins with the owner, because every query does.

    `Owned`: a caller's session adds the owner to every statement, and PostgreSQL does so once more.
    """

    __tablename__ = "tasks"
    __table_args__ = (
        # One key stands for one task of a user; another user may use the same key.
        UniqueConstraint("user_id", "idempotency_key"),
        # One for each sort; backwards they serve the descending one. The id makes the order total.
        Index(None, "user_id", "created_at", "id"),
        Index(None, "user_id", "updated_at", "id"),
        Index(None, "user_id", "title_key", "id"),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    user_id: Mapped[str] = mapped_column(String(255))
    """The `sub` of the owner's token. No foreign key: the users' table may be in another database."""
    title: Mapped[str] = mapped_column(String(200))
    title_key: Mapped[str] = mapped_column(BYTE_ORDER)
    """What the title is sorted by, see `text.title_sort_key`."""
    description: Mapped[str] = mapped_column(String(2000))
    completed: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    idempotency_key: Mapped[str | None] = mapped_column(String(64))
