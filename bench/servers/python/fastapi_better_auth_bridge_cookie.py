"""fastapi-better-auth-bridge in its mode A, as its README has it: the cookie, looked up in PostgreSQL."""

import os
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException
from fastapi_better_auth import (
    BetterAuth,
    CookieVerifier,
    OriginCheck,
    Session,
    SharedSecret,
    SqlAlchemySessionStore,
    User,
)
from sqlalchemy.ext.asyncio import create_async_engine

engine = create_async_engine(os.environ["DATABASE_URL"].replace("postgresql:", "postgresql+asyncpg:"))
auth = BetterAuth(
    verifiers=[
        CookieVerifier(
            secret=SharedSecret(os.environ["BETTER_AUTH_SECRET"]),
            store=SqlAlchemySessionStore(engine=engine),
            csrf=OriginCheck(allowed_origins=["https://app.example.com"]),
            secure_cookies=False,  # this Better Auth listens on http
        )
    ]
)
CurrentSession = Annotated[Session[User], Depends(auth.current_session())]

app = FastAPI()


@app.get("/api/{user_id}/tasks")
async def tasks(user_id: str, session: CurrentSession) -> dict[str, str]:
    if user_id != session.user.id:
        raise HTTPException(403, "Not your tasks")
    return {"user_id": user_id}
