"""What makes a model owned, and which declarations do not start."""

from collections.abc import Callable
from typing import Any, ClassVar

import pytest
from sqlalchemy import (
    Column,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    column,
    create_engine,
    func,
    select,
    table,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import CITEXT
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    joinedload,
    mapped_column,
    registry,
    relationship,
    sessionmaker,
)

from jwt_auth_bridge import ConfigurationError
from jwt_auth_bridge.sqlalchemy import Owned, UnfilteredTable, UnreviewedSql, principal_session

from .world import ALICE, BOB, principal


def new_base() -> Any:
    class Base(DeclarativeBase):
        pass

    return Base


def sessions_of(metadata: MetaData) -> sessionmaker[Session]:
    """Sessions of a new database with these tables, some in the schema `app`."""
    engine = create_engine("sqlite://")
    connection = engine.connect()
    connection.exec_driver_sql("ATTACH ':memory:' AS app")
    metadata.create_all(connection)
    connection.commit()
    return sessionmaker(connection)


def for_both(sessions: sessionmaker[Session], run: Callable[[Session, str], object]) -> None:
    for user in (ALICE, BOB):
        with principal_session(sessions, principal(user)) as session:
            run(session, user)
            session.commit()


def no_column(base: Any) -> None:
    class Lost(Owned, base):  # type: ignore[misc]
        __tablename__ = "lost"
        id: Mapped[int] = mapped_column(primary_key=True)


def other_name(base: Any) -> None:
    class Lost(Owned, base):  # type: ignore[misc]
        __tablename__ = "lost"
        __owner__: ClassVar[str] = "writer"
        id: Mapped[int] = mapped_column(primary_key=True)
        user_id: Mapped[str]


def number(base: Any) -> None:
    class Lost(Owned, base):  # type: ignore[misc]
        __tablename__ = "lost"
        id: Mapped[int] = mapped_column(primary_key=True)
        user_id: Mapped[int]


def collated(base: Any) -> None:
    class Lost(Owned, base):  # type: ignore[misc]
        __tablename__ = "lost"
        id: Mapped[int] = mapped_column(primary_key=True)
        user_id: Mapped[str] = mapped_column(String(collation="NOCASE"))


def case_insensitive(base: Any) -> None:
    class Lost(Owned, base):  # type: ignore[misc]
        __tablename__ = "lost"
        id: Mapped[int] = mapped_column(primary_key=True)
        user_id: Mapped[str] = mapped_column(CITEXT)


def query(base: Any) -> None:
    first = Table(
        "first",
        base.metadata,
        Column("id", Integer, primary_key=True),
        Column("user_id", String, nullable=False),
    )

    class Lost(Owned, base):  # type: ignore[misc]
        __table__ = select(first).subquery()


def no_key(base: Any) -> None:
    class Root(Owned, base):  # type: ignore[misc]
        __tablename__ = "roots"
        id: Mapped[int] = mapped_column(primary_key=True)
        user_id: Mapped[str]

    class Lost(Root):
        __tablename__ = "lost"
        __mapper_args__: Any = {}  # noqa: RUF012
        other: Mapped[int] = mapped_column(primary_key=True)
        __mapper_args__["inherit_condition"] = other == Root.id


@pytest.mark.parametrize(
    ("declare", "word"),
    [
        (no_column, "user_id"),
        (other_name, "writer"),
        (number, "text"),
        (collated, "loosely"),
        (case_insensitive, "plain text"),
        (query, "table"),
        (no_key, "foreign key"),
    ],
)
def test_wrong_declaration(declare: Callable[[Any], None], word: str) -> None:
    """Stops the process when the model is read, not when a row leaks."""
    base = new_base()
    with pytest.raises(ConfigurationError, match=word):
        declare(base)
    # The process goes on, here.
    base.registry.dispose()


def test_table_in_a_schema() -> None:
    """Subqueries of the owner's rows have no schema, so columns go without."""

    class Base(DeclarativeBase):
        metadata = MetaData(schema="app")

    class Folder(Owned, Base):
        __tablename__ = "folders"
        id: Mapped[int] = mapped_column(primary_key=True)
        user_id: Mapped[str] = mapped_column(String(50))
        files: Mapped[list["File"]] = relationship()

    class File(Owned, Base):
        __tablename__ = "files"
        id: Mapped[int] = mapped_column(primary_key=True)
        user_id: Mapped[str] = mapped_column(String(50))
        folder_id: Mapped[int] = mapped_column(ForeignKey("app.folders.id"))

    def run(session: Session, user: str) -> None:
        session.add(Folder(files=[File(), File()]))
        session.flush()
        for found in (
            session.scalars(select(Folder).options(joinedload(Folder.files))).unique().all(),
            session.scalars(select(Folder).outerjoin(Folder.files).where(File.id > 0)).unique().all(),
            session.scalars(update(Folder).values(user_id=user).returning(Folder)).all(),
        ):
            assert [(f.user_id, {file.user_id for file in f.files}) for f in found] == [(user, {user})]
        assert session.scalar(select(func.count(File.id)).join(Folder)) == 2
        # A search path may find it without its schema.
        with pytest.raises(UnfilteredTable):
            session.execute(select(table("folders", column("id"))))

    for_both(sessions_of(Base.metadata), run)


def test_imperative_mapping() -> None:
    """A table that was there before its class."""
    metadata = MetaData()
    things = Table(
        "things",
        metadata,
        Column("id", Integer, primary_key=True),
        Column("user_id", String(9), nullable=False),
    )

    class Thing(Owned):
        user_id: str

    registry(metadata=metadata).map_imperatively(Thing, things)

    def run(session: Session, user: str) -> None:
        session.add(Thing())
        session.flush()
        assert session.scalars(select(things.c.user_id)).all() == [user]

    for_both(sessions_of(metadata), run)


def test_every_model_of_a_base() -> None:
    class Base(Owned, DeclarativeBase):
        user_id: Mapped[str] = mapped_column(String(50))

    class Thing(Base):
        __tablename__ = "all_things"
        id: Mapped[int] = mapped_column(primary_key=True)

    def run(session: Session, user: str) -> None:
        session.add(Thing())
        assert [thing.user_id for thing in session.scalars(select(Thing))] == [user]

    for_both(sessions_of(Base.metadata), run)


def test_defaults_that_are_sql() -> None:
    """SQL in a model is the model's author's; the same text in a statement is not."""

    class Base(DeclarativeBase):
        pass

    class Stamp(Owned, Base):
        __tablename__ = "stamps"
        id: Mapped[int] = mapped_column(primary_key=True)
        user_id: Mapped[str] = mapped_column(String(50))
        made: Mapped[str] = mapped_column(default=text("'made'"))
        changed: Mapped[str | None] = mapped_column(onupdate=text("'changed'"))
        seen: Mapped[bool] = mapped_column(default=False)

    def run(session: Session, user: str) -> None:
        session.add(stamp := Stamp())
        session.flush()
        stamp.seen = True
        session.flush()
        assert (stamp.user_id, stamp.made, stamp.changed) == (user, "made", "changed")
        with pytest.raises(UnreviewedSql):
            session.execute(update(Stamp).values(made=text("'made'")))

    for_both(sessions_of(Base.metadata), run)
