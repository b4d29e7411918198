"""Other objects by the name of an owned table: they have no filter."""

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
    insert,
    quoted_name,
    select,
    table,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from jwt_auth_bridge.sqlalchemy import Owned, UnfilteredTable

from .world import BOB

SessionOf = Callable[[str], Session]
again = Table("own_tasks", MetaData(), Column("id", Integer), Column("title", String))
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
