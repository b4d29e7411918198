"""Owned tables of one name in two schemas: their columns are written without the schema."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import (
    Column,
    Integer,
    Table,
    create_engine,
    delete,
    exists,
    func,
    insert,
    select,
    true,
    update,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, aliased, mapped_column, sessionmaker
from sqlalchemy.pool import StaticPool

from jwt_auth_bridge.sqlalchemy import Owned, UnfilteredTable, principal_session

from .conftest import Sessions
from .world import ALICE, BOB, principal


class Base(DeclarativeBase):
    pass


class First(Owned, Base):
    __tablename__ = "twin_items"
    __table_args__ = {"schema": "one"}  # noqa: RUF012
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[str]


class Second(Owned, Base):
    __tablename__ = "twin_items"
    __table_args__ = {"schema": "two"}  # noqa: RUF012
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[str]


nobodys = Table("Twin_Items", Base.metadata, Column("id", Integer), schema="three")
Other = aliased(Second)
FIRST: Any = First.__table__


@pytest.fixture
def sessions() -> Iterator[Sessions]:
    """Alice has 1 to 3 in both tables; Bob 11 to 13 in the first one, and 11 in the second."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    with engine.begin() as connection:
        for schema in ("one", "two", "three"):
            connection.exec_driver_sql(f"ATTACH ':memory:' AS {schema}")
        Base.metadata.create_all(connection)
    opened = sessionmaker(engine)
    for user, first, second in ((ALICE, (1, 2, 3), (1, 2, 3)), (BOB, (11, 12, 13), (11,))):
        with principal_session(opened, principal(user)) as session:
            session.add_all([*(First(id=n) for n in first), *(Second(id=n) for n in second)])
            session.commit()
    yield opened
    engine.dispose()


@pytest.mark.parametrize(
    "statement",
    [
        delete(First).where(exists().where(Second.id == First.id)),
        update(First).where(exists().where(Second.id == First.id)).values(id=1),
        select(First.id).where(exists().where(Second.id == First.id)),
        select(First.id).outerjoin(Second, true()),
        select(First.id).where(exists().where(nobodys.c.id == First.id)),
        select(nobodys.c.id).where(exists().where(nobodys.c.id == First.id)),
        insert(First).from_select(["id"], select(Second.id)),
    ],
)
def test_together(statement: Any, sessions: Sessions) -> None:
    """Refused: the nearest table of the name would count, and other rows would be found than are meant."""
    with (
        principal_session(sessions, principal(BOB)) as session,
        pytest.raises(UnfilteredTable, match="aliased"),
    ):
        session.execute(statement)


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        (select(First.id), [11, 12, 13]),
        (select(Second.id), [11]),
        (select(First.id).where(exists().where(Other.id == First.id)), [11]),
        (select(First.id).join(Other, Other.id == First.id), [11]),
        (select(func.coalesce(Other.id, 0)).outerjoin_from(First, Other, Other.id == First.id), [0, 0, 11]),
        (delete(First).where(exists().where(Other.id == First.id)).returning(First.id), [11]),
        (select(nobodys.c.id), []),
    ],
)
def test_apart(statement: Any, found: list[int] | None, sessions: Sessions) -> None:
    """One by one, or under another name."""
    with principal_session(sessions, principal(BOB)) as session:
        result = session.execute(statement)
        if found is not None:
            assert sorted(result.scalars()) == found
        session.commit()
    with principal_session(sessions, principal(ALICE)) as session:
        assert sorted(session.scalars(select(FIRST.c.id))) == [1, 2, 3]
