"""fastapi-betterauth, as its README has it: tokens of Better Auth's unmodified `jwt()`."""

import os
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException
from fastapi_betterauth import BetterAuth, User

app = FastAPI()
better_auth = BetterAuth(os.environ["BETTER_AUTH_URL"])


@app.get("/api/{user_id}/tasks")
async def tasks(user_id: str, user: Annotated[User, Depends(better_auth)]) -> dict[str, str]:
    if user_id != user["id"]:
        raise HTTPException(403, "Not your tasks")
    return {"user_id": user_id}
