"""The session's row, asked for in PostgreSQL for each request: asyncpg and its pool."""

import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Annotated

import asyncpg
from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

bearer = HTTPBearer()


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
    async with asyncpg.create_pool(os.environ["DATABASE_URL"]) as pool:
        app.state.pool = pool
        yield


app = FastAPI(lifespan=lifespan)


async def current_user(
    request: Request, credentials: Annotated[HTTPAuthorizationCredentials, Depends(bearer)]
) -> str:
    row = await request.app.state.pool.fetchrow(
        'SELECT "userId", "expiresAt" FROM session WHERE token = $1', credentials.credentials
    )
    if row is None or row["expiresAt"] <= datetime.now(UTC):
        raise HTTPException(401, "No such session")
    return str(row["userId"])


@app.get("/api/{user_id}/tasks")
async def tasks(user_id: str, caller: Annotated[str, Depends(current_user)]) -> dict[str, str]:
    if user_id != caller:
        raise HTTPException(403, "Not your tasks")
    return {"user_id": user_id}
