"""The endpoint behind `path_owner`, with 100,000 sessions of others that have ended."""

import asyncio
import time
from typing import Annotated

from fastapi import Depends, FastAPI
from jwt_auth_bridge import Principal, Revocations, RevocationSink, SessionEnded, read_environment
from jwt_auth_bridge.fastapi import AuthBridge

ENTRIES = 100_000


class Made:
    """Brings entries as a feed does: all at once, then a sign of life now and then."""

    async def run(self, sink: RevocationSink) -> None:
        """Add the entries, and be heard every ten seconds."""
        until = time.time() + 3600
        for number in range(ENTRIES):
            sink.add(SessionEnded(f"ended session number {number:09}", until))
        while True:
            sink.heard()
            await asyncio.sleep(10)


settings = read_environment()
auth = AuthBridge(
    issuer=settings.issuer,
    audience=settings.audience,
    keys=settings.keys,
    revocations=Revocations(Made()),
)
app = FastAPI()
auth.protect(app)


@app.get("/api/{user_id}/tasks")
async def tasks(user_id: str, caller: Annotated[Principal, Depends(auth.path_owner)]) -> dict[str, str]:
    return {"user_id": user_id}
