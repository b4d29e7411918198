"""Better Auth's `get-session`, asked over HTTP for each request with the request's own cookie."""

import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Annotated

import httpx2
from fastapi import Depends, FastAPI, HTTPException, Request

URL = os.environ["BETTER_AUTH_URL"] + "/api/auth/get-session"


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
    async with httpx2.AsyncClient() as client:
        app.state.client = client
        yield


app = FastAPI(lifespan=lifespan)


async def current_user(request: Request) -> str:
    answer = await request.app.state.client.get(URL, headers={"Cookie": request.headers.get("Cookie", "")})
    found = answer.raise_for_status().json()
    if found is None:
        raise HTTPException(401, "No such session")
    return str(found["user"]["id"])


@app.get("/api/{user_id}/tasks")
async def tasks(user_id: str, caller: Annotated[str, Depends(current_user)]) -> dict[str, str]:
    if user_id != caller:
        raise HTTPException(403, "Not your tasks")
    return {"user_id": user_id}
