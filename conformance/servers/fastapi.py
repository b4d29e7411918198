"""The contract's doors on FastAPI. Run it with `python -P`: otherwise `import fastapi` finds this file."""

import logging
import os
import time
from typing import Annotated

import uvicorn
from fastapi import Depends, FastAPI
from pydantic import BaseModel

from jwt_auth_bridge import Verifier, read_environment
from jwt_auth_bridge.fastapi import AuthBridge, Principal, public


class Clock(BaseModel):
    """Seconds since 1970; None for the time of day."""

    now: float | None = None


clock = Clock()


def now() -> float:
    """What the verifier takes for the time."""
    return time.time() if clock.now is None else clock.now


settings = read_environment()
verifier = Verifier(
    issuer=settings.issuer,
    audience=settings.audience,
    keys=settings.keys,
    compatibility="better-auth-jwt" if os.environ.get("COMPATIBILITY") else None,
    now=now,
)
auth = AuthBridge(verifier=verifier, debug=settings.debug)

app = FastAPI()
auth.protect(app)


@app.get("/health")
@public
async def health() -> dict[str, str]:
    """Tell that the server is up."""
    return {"status": "ok"}


@app.put("/clock", status_code=204)
@public
async def set_clock(given: Clock) -> None:
    """Set the time."""
    clock.now = given.now


@app.get("/me")
async def me(caller: Annotated[Principal, Depends(auth.principal)]) -> dict[str, object]:
    """Tell who is calling."""
    # By UTF-16 units, as JavaScript sorts.
    scopes = sorted(caller.scopes, key=lambda scope: scope.encode("utf-16-be"))
    session = caller.session_id if caller.has_session else None
    return {"user_id": caller.user_id, "session_id": session, "scopes": scopes}


@app.get("/optional")
async def optional(
    caller: Annotated[Principal | None, Depends(auth.optional_principal)],
) -> dict[str, str | None]:
    """Tell who is calling, or that nobody is known to."""
    return {"user_id": caller.user_id if caller else None}


@app.get("/api/{user_id}/tasks")
async def tasks(caller: Annotated[Principal, Depends(auth.path_owner)]) -> dict[str, str]:
    """Tell whose path it is."""
    return {"user_id": caller.user_id}


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    uvicorn.run(app, port=int(os.environ["PORT"]), log_level="warning", access_log=False)
