"""The session's row, asked for in SQLite for each request: aiosqlite, one connection."""

import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Annotated

import aiosqlite
from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

bearer = HTTPBearer()


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
    async with aiosqlite.connect(os.environ["DATABASE_URL"]) as connection:
        app.state.connection = connection
        yield


app = FastAPI(lifespan=lifespan)


async def current_user(
    request: Request, credentials: Annotated[HTTPAuthorizationCredentials, Depends(bearer)]
) -> str:
    query = 'SELECT "userId", "expiresAt" FROM session WHERE token = ?'
    async with request.app.state.connection.execute(query, (credentials.credentials,)) as cursor:
        row = await cursor.fetchone()
    if row is None or datetime.fromisoformat(row[1]) <= datetime.now(UTC):
        raise HTTPException(401, "No such session")
    return str(row[0])


@app.get("/api/{user_id}/tasks")
async def tasks(user_id: str, caller: Annotated[str, Depends(current_user)]) -> dict[str, str]:
    if user_id != caller:
        raise HTTPException(403, "Not your tasks")
    return {"user_id": user_id}
