"""Classes of SQLModel."""

import pytest
from pydantic import BaseModel
from sqlalchemy import create_engine
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import sessionmaker
from sqlalchemy.pool import StaticPool
from sqlmodel import Field, Relationship, Session, SQLModel, select
from sqlmodel.ext.asyncio.session import AsyncSession

from jwt_auth_bridge.sqlalchemy import NoPrincipal, Owned, principal_session

from .world import ALICE, BOB, principal


class Shelf(Owned, SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    user_id: str = Field(default=None)
    name: str
    books: list["Book"] = Relationship(back_populates="shelf")


class Book(Owned, SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    user_id: str
    title: str
    shelf_id: int | None = Field(default=None, foreign_key="shelf.id")
    shelf: Shelf | None = Relationship(back_populates="books")


def test_sqlmodel() -> None:
    engine = create_engine("sqlite://")
    SQLModel.metadata.create_all(engine)
    sessions = sessionmaker(engine, class_=Session)
    for user in (ALICE, BOB):
        with principal_session(sessions, principal(user)) as session:
            session.add(Shelf(name="top", books=[Book(title="one"), Book(title="two")]))  # type: ignore[call-arg]
            session.commit()
    for user in (ALICE, BOB):
        with principal_session(sessions, principal(user)) as session:
            shelves = session.exec(select(Shelf)).all()
            assert [(shelf.user_id, {book.user_id for book in shelf.books}) for shelf in shelves] == [
                (user, {user})
            ]
            assert session.exec(select(Book.title)).all() == ["one", "two"]
    engine.dispose()


async def test_sqlmodel_async() -> None:
    engine = create_async_engine("sqlite+aiosqlite://", poolclass=StaticPool)
    async with engine.begin() as connection:
        await connection.run_sync(SQLModel.metadata.create_all)
    sessions = async_sessionmaker(engine, class_=AsyncSession)
    for user in (ALICE, BOB):
        async with principal_session(sessions, principal(user)) as session:
            session.add(Book(title=f"of {user}"))  # type: ignore[call-arg]
            await session.commit()
    for user in (ALICE, BOB):
        async with principal_session(sessions, principal(user)) as session:
            assert (await session.exec(select(Book.title))).all() == [f"of {user}"]
    async with sessions() as session:
        with pytest.raises(NoPrincipal):
            await session.exec(select(Book))
    await engine.dispose()


def test_fields_are_the_models_own() -> None:
    """The mixin adds nothing to what pydantic reads and writes."""
    assert list(Shelf.model_fields) == ["id", "user_id", "name"]
    assert issubclass(Shelf, BaseModel)
