"""An API on FastAPI whose settings change: who is calling, and how its verifier goes.

With `REVOCATION` set it hears of sign-outs. Run it with `python -P`.
"""

import logging
import os
from typing import Annotated, Any

import uvicorn
from fastapi import Depends, FastAPI

from jwt_auth_bridge.fastapi import AuthBridge, Principal, public

auth = AuthBridge.from_env(revocation="refuse" if os.environ.get("REVOCATION") else None)
app = FastAPI()
auth.protect(app)


@app.get("/health")
@public
async def health() -> dict[str, str]:
    """Tell that the server is up."""
    return {"status": "ok"}


@app.get("/metrics")
@public
async def metrics() -> dict[str, Any]:
    """Tell how the verifier goes."""
    return dict(auth.verifier.metrics())


@app.get("/me")
async def me(caller: Annotated[Principal, Depends(auth.principal)]) -> dict[str, str]:
    """Tell who is calling."""
    return {"user_id": caller.user_id}


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    uvicorn.run(app, port=int(os.environ["PORT"]), log_level="warning", access_log=False)
