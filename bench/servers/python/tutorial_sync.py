"""The same as `tutorial`, with a plain `def`: FastAPI runs the check in its thread pool."""

import os
from typing import Annotated

import jwt
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

KEY = bytes.fromhex(os.environ["BENCH_KEY"])
ISSUER = os.environ["BETTER_AUTH_URL"]
AUDIENCE = os.environ["JWT_AUDIENCE"]

app = FastAPI()
bearer = HTTPBearer()


def current_user(credentials: Annotated[HTTPAuthorizationCredentials, Depends(bearer)]) -> str:
    try:
        claims = jwt.decode(
            credentials.credentials, KEY, algorithms=["HS256"], audience=AUDIENCE, issuer=ISSUER
        )
    except jwt.InvalidTokenError as error:
        raise HTTPException(401, "Invalid token") from error
    return str(claims["sub"])


@app.get("/api/{user_id}/tasks")
async def tasks(user_id: str, caller: Annotated[str, Depends(current_user)]) -> dict[str, str]:
    if user_id != caller:
        raise HTTPException(403, "Not your tasks")
    return {"user_id": user_id}
