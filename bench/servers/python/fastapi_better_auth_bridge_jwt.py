"""fastapi-better-auth-bridge in its mode B, as its README has it: tokens of an unmodified `jwt()`."""

import os
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException
from fastapi_better_auth import BetterAuth, Httpx2Transport, JwtVerifier, Session, User

auth = BetterAuth(
    verifiers=[
        JwtVerifier(
            base_url=os.environ["BETTER_AUTH_URL"],
            transport=Httpx2Transport(),
            max_token_lifetime=3600,  # these tokens outlive a whole measurement; 15 minutes unless set
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
