"""The session's row, asked for in PostgreSQL for each request: SQLAlchemy's ORM over asyncpg."""

import os
from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy import DateTime, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

engine = create_async_engine(os.environ["DATABASE_URL"].replace("postgresql:", "postgresql+asyncpg:"))
new_session = async_sessionmaker(engine, expire_on_commit=False)
bearer = HTTPBearer()
app = FastAPI()


class Base(DeclarativeBase):
    """The tables that Better Auth has made."""


class Session(Base):
    """Who is signed in."""

    __tablename__ = "session"

    id: Mapped[str] = mapped_column(primary_key=True)
    token: Mapped[str]
    user_id: Mapped[str] = mapped_column("userId")
    expires_at: Mapped[datetime] = mapped_column("expiresAt", DateTime(timezone=True))


async def database() -> AsyncGenerator[AsyncSession]:
    async with new_session() as session:
        yield session


async def current_user(
    database: Annotated[AsyncSession, Depends(database)],
    credentials: Annotated[HTTPAuthorizationCredentials, Depends(bearer)],
) -> str:
    found = await database.scalar(select(Session).where(Session.token == credentials.credentials))
    if found is None or found.expires_at <= datetime.now(UTC):
        raise HTTPException(401, "No such session")
    return found.user_id


@app.get("/api/{user_id}/tasks")
async def tasks(user_id: str, caller: Annotated[str, Depends(current_user)]) -> dict[str, str]:
    if user_id != caller:
        raise HTTPException(403, "Not your tasks")
    return {"user_id": user_id}
