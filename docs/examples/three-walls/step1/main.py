"""Step 1: no route is open by accident. A WHERE is still forgotten."""

import os
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Body, Depends, FastAPI
from jwt_auth_bridge import Principal
from jwt_auth_bridge.fastapi import AuthBridge, public
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

from step0.models import Label, Note

auth = AuthBridge.from_env()
app = FastAPI()
auth.protect(app)
engine = create_async_engine(os.environ["DATABASE_URL"])
sessions = async_sessionmaker(engine)
Caller = Annotated[Principal, Depends(auth.path_owner)]


async def open_session() -> AsyncIterator[AsyncSession]:
    """A session for one request."""
    async with sessions() as session:
        yield session


Session = Annotated[AsyncSession, Depends(open_session)]
MONTHS = "SELECT to_char(written_at, 'YYYY-MM'), count(*) FROM notes WHERE user_id = :owner GROUP BY 1"


@app.post("/api/{user_id}/notes", status_code=201)
async def add(
    caller: Caller, session: Session, note: Annotated[str, Body()], label: Annotated[str, Body()]
) -> None:
    """Keep a note."""
    labels = [Label(user_id=caller.user_id, name=label)]
    session.add(Note(user_id=caller.user_id, text=note, labels=labels))
    await session.commit()


@app.get("/api/{user_id}/labels/{name}")
async def labelled(caller: Caller, session: Session, name: str) -> list[str]:
    """The notes with this label."""
    named = select(Note.text).join(Note.labels).where(Label.name == name)
    return list(await session.scalars(named.where(Note.user_id == caller.user_id)))


@app.get("/api/{user_id}/search")
async def search(_caller: Caller, session: Session, q: str) -> list[str]:
    """The notes with this text."""
    return list(await session.scalars(select(Note.text).where(Note.text.contains(q))))


@app.get("/api/{user_id}/months")
async def months(caller: Caller, session: Session) -> dict[str, int]:
    """How many notes each month has."""
    rows = await session.execute(text(MONTHS), {"owner": caller.user_id})
    return dict(rows.all())


@app.get("/api/{user_id}/export")
async def export(caller: Caller, session: Session) -> list[str]:
    """All notes."""
    return list(await session.scalars(select(Note.text).where(Note.user_id == caller.user_id)))


@app.get("/health")
@public
async def health() -> str:
    """Whether the process is there."""
    return "ok"
