"""Joined children with a column of their own for the owner, by the parent's name or by another."""

from collections.abc import Iterator
from typing import Any, ClassVar

import pytest
from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, String, create_engine, insert, select, update
from sqlalchemy.exc import SAWarning
from sqlalchemy.orm import DeclarativeBase, Mapped, column_property, mapped_column, sessionmaker
from sqlalchemy.pool import StaticPool

from jwt_auth_bridge.session_info import OWNER
from jwt_auth_bridge.sqlalchemy import ForeignOwner, Owned, principal_session, system_session

from .conftest import Sessions
from .world import ALICE, BOB, principal


class Base(DeclarativeBase):
    pass


class Asset(Owned, Base):
    __tablename__ = "column_assets"
    __mapper_args__: Any = {"polymorphic_on": "kind", "polymorphic_identity": "asset"}  # noqa: RUF012
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    user_id: Mapped[str]
    name: Mapped[str]


class House(Asset):
    """By the same name, as a policy of the database's needs it."""

    __tablename__ = "column_houses"
    __mapper_args__: Any = {"polymorphic_identity": "house"}  # noqa: RUF012
    id: Mapped[int] = mapped_column(ForeignKey("column_assets.id"), primary_key=True)
    user_id: Mapped[str] = column_property(Asset.user_id, Column("user_id", String, nullable=False))
    street: Mapped[str]


class Villa(Asset):
    """By the same name, and in the key to the parent."""

    __tablename__ = "column_villas"
    __mapper_args__: Any = {"polymorphic_identity": "villa"}  # noqa: RUF012
    __table_args__ = (ForeignKeyConstraint(["id", "user_id"], ["column_assets.id", "column_assets.user_id"]),)
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[str]


class Boat(Asset):
    """By another name."""

    __tablename__ = "column_boats"
    __owner__: ClassVar[str] = "holder"
    __mapper_args__: Any = {"polymorphic_identity": "boat"}  # noqa: RUF012
    id: Mapped[int] = mapped_column(ForeignKey("column_assets.id"), primary_key=True)
    holder: Mapped[str]
    harbour: Mapped[str]


VILLA: dict[str, Any] = {"id": 23, "name": "new"}
HOUSE: dict[str, Any] = {"id": 21, "name": "new", "street": "new"}
BOAT: dict[str, Any] = {"id": 22, "name": "new", "harbour": "new"}


@pytest.fixture
def sessions() -> Iterator[Sessions]:
    """Alice has 1 to 3, Bob 11 to 13: a house, a boat and a villa."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    Base.metadata.create_all(engine)
    opened = sessionmaker(engine)
    for user, first in ((ALICE, 1), (BOB, 11)):
        with principal_session(opened, principal(user)) as session:
            session.add(House(id=first, name="", street=""))
            session.add(Boat(id=first + 1, name="", harbour=""))
            session.add(Villa(id=first + 2, name=""))
            session.commit()
    yield opened
    engine.dispose()


def owners(sessions: Sessions) -> dict[str, dict[int, str]]:
    """Who has what, in each table."""
    owned: Any = {Asset: Asset.user_id, House: House.__table__.c.user_id, Boat: Boat.holder}
    owned[Villa] = Villa.__table__.c.user_id
    with system_session(sessions, reason="what is there") as session:
        return {
            model.__tablename__: {
                row[0]: row[1] for row in session.execute(select(model.__table__.c.id, column))
            }
            for model, column in owned.items()
        }


def test_each_table_is_owned_by_its_own_column(sessions: Sessions) -> None:
    tables: list[Any] = [model.__table__ for model in (Asset, House, Villa, Boat)]
    assert [table.info[OWNER] for table in tables] == [
        *["user_id"] * 3,
        "holder",
    ]
    assert owners(sessions) == {
        "column_assets": {1: ALICE, 2: ALICE, 3: ALICE, 11: BOB, 12: BOB, 13: BOB},
        "column_houses": {1: ALICE, 11: BOB},
        "column_villas": {3: ALICE, 13: BOB},
        "column_boats": {2: ALICE, 12: BOB},
    }


@pytest.mark.parametrize(
    ("statement", "row", "table"),
    [
        (insert(House), HOUSE, "column_houses"),
        (insert(House), HOUSE | {"user_id": BOB}, "column_houses"),
        # SQLAlchemy takes the parts of the key to the parent out of the row.
        (insert(Villa), VILLA | {"user_id": BOB}, "column_villas"),
        (insert(Boat), BOAT, "column_boats"),
        (insert(Boat), BOAT | {"user_id": BOB, "holder": BOB}, "column_boats"),
    ],
)
def test_many_rows(statement: Any, row: dict[str, Any], table: str, sessions: Sessions) -> None:
    """Parent and child are both stamped."""
    with principal_session(sessions, principal(BOB)) as session:
        session.execute(statement, [row])
        session.commit()
    now = owners(sessions)
    assert (now["column_assets"][row["id"]], now[table][row["id"]]) == (BOB, BOB)


@pytest.mark.parametrize(
    ("statement", "row"),
    [
        (insert(House), HOUSE | {"user_id": ALICE}),
        (insert(Villa), VILLA | {"user_id": ALICE}),
        (insert(Boat), BOAT | {"user_id": ALICE}),
        (insert(Boat), BOAT | {"holder": ALICE}),
        (insert(Boat).values(user_id=ALICE), BOAT),
        (update(House), {"id": 11, "user_id": ALICE}),
        (update(Boat), {"id": 12, "user_id": ALICE}),
        (update(Boat), {"id": 12, "holder": ALICE}),
        (update(Boat).values(user_id=ALICE), {"id": 12, "name": "x"}),
    ],
)
def test_another_owner(statement: Any, row: dict[str, Any], sessions: Sessions) -> None:
    """Neither of the two tables takes a row for Alice."""
    before = owners(sessions)
    with principal_session(sessions, principal(BOB)) as session:
        with pytest.raises(ForeignOwner):
            session.execute(statement, [row])
        session.rollback()
    assert owners(sessions) == before


def test_update_by_key(sessions: Sessions) -> None:
    with principal_session(sessions, principal(BOB)) as session:
        session.execute(update(House), [{"id": 11, "name": "changed", "street": "changed"}])
        session.execute(update(Boat), [{"id": 12, "name": "changed", "harbour": "changed"}])
        session.commit()
        assert session.execute(select(House.name, House.street)).all() == [("changed", "changed")]
        assert session.execute(select(Boat.name, Boat.harbour)).all() == [("changed", "changed")]
    with principal_session(sessions, principal(ALICE)) as session:
        assert set(session.scalars(select(Asset.name))) == {""}


def test_columns_that_are_combined_implicitly() -> None:
    """SQLAlchemy warns. The child's own still counts for its table."""

    class Apart(DeclarativeBase):
        pass

    class Root(Owned, Apart):
        __tablename__ = "column_roots"
        id: Mapped[int] = mapped_column(primary_key=True)
        user_id: Mapped[str]

    with pytest.warns(SAWarning, match="Implicitly combining"):

        class Leaf(Root):
            __tablename__ = "column_leaves"
            id: Mapped[int] = mapped_column(ForeignKey("column_roots.id"), primary_key=True)
            user_id: Mapped[str]

    table: Any = Leaf.__table__
    assert table.info[OWNER] == "user_id"
