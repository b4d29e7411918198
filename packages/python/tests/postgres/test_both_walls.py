"""One declaration, two walls: the session's filter and the database's policies, together and alone."""

from typing import Any

import pytest
from sqlalchemy import ForeignKeyConstraint, String, UniqueConstraint, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from jwt_auth_bridge.postgres import OWNER, bind_principal, check_row_level_security
from jwt_auth_bridge.postgres.asyncpg import IdentityConnection
from jwt_auth_bridge.postgres.owned import owned_tables
from jwt_auth_bridge.sqlalchemy import Owned, principal_session, system_session

from .conftest import ALICE, BOB
from .server import migrate, new_database


class Base(DeclarativeBase):
    pass


class Paper(Owned, Base):
    __tablename__ = "papers"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(String(255))


async def owners(session: AsyncSession) -> list[str]:
    return list(await session.scalars(select(Paper.user_id)))


def test_a_model_that_the_session_owns_is_one_that_the_database_owns() -> None:
    assert [(table.name, owner) for table, owner in owned_tables(Base.metadata)] == [("papers", "user_id")]


async def test_both_and_each_alone() -> None:
    with new_database() as database:
        migrate(database, Base.metadata)
        url = database.serving.set(drivername="postgresql+asyncpg")
        engine = create_async_engine(url, connect_args={"connection_class": IdentityConnection})
        sessions = async_sessionmaker(engine)
        await check_row_level_security(engine, Base.metadata)
        for caller in (ALICE, BOB):
            async with principal_session(sessions, caller) as session:
                bind_principal(session, caller)
                session.add(Paper())
                await session.commit()
                assert await owners(session) == [caller.user_id]
        # The session filters nothing: the database does.
        async with system_session(sessions, reason="the other wall alone") as session:
            bind_principal(session, ALICE)
            assert await owners(session) == ["alice"]
        # They do not disagree.
        async with principal_session(sessions, BOB) as session:
            with pytest.raises(RuntimeError, match="the session is another principal's"):
                bind_principal(session, ALICE)
        await engine.dispose()


class Family(DeclarativeBase):
    pass


class Sheet(Owned, Family):
    __tablename__ = "sheets"
    __table_args__: Any = (UniqueConstraint("user_id", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(String(255))
    kind: Mapped[str] = mapped_column(String(20))
    __mapper_args__: Any = {"polymorphic_on": "kind", "polymorphic_identity": "sheet"}  # noqa: RUF012 - as SQLAlchemy has it


class Letter(Sheet):
    __tablename__ = "letters"
    __table_args__ = (
        ForeignKeyConstraint(["user_id", "id"], ["sheets.user_id", "sheets.id"]),
        {"info": {OWNER: "user_id"}},
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(String(255))
    __mapper_args__: Any = {"polymorphic_identity": "letter"}  # noqa: RUF012 - as SQLAlchemy has it


async def test_joined_inheritance_with_an_owner_in_each_table() -> None:
    with new_database() as database:
        migrate(database, Family.metadata)
        engine = create_async_engine(database.serving.set(drivername="postgresql+asyncpg"))
        await check_row_level_security(engine, Family.metadata)
        sessions = async_sessionmaker(engine)
        for caller in (ALICE, BOB):
            async with principal_session(sessions, caller) as session:
                bind_principal(session, caller)
                session.add(Letter())
                await session.commit()
                found = (await session.scalars(select(Letter))).all()
                assert [letter.user_id for letter in found] == [caller.user_id]
        await engine.dispose()
