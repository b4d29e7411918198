"""The endpoint behind a dependency of the bridge's shape that does nothing: the ceiling for any check."""

from typing import Annotated

from fastapi import Depends, FastAPI
from jwt_auth_bridge import Principal
from starlette.requests import HTTPConnection

CALLER = Principal("user", "session", "https://app.example", frozenset(), {})


class DoNothing:
    """Takes the connection, gives a caller."""

    async def __call__(self, conn: HTTPConnection) -> Principal:
        """Who is calling: always the same."""
        return CALLER


app = FastAPI()


@app.get("/api/{user_id}/tasks")
async def tasks(user_id: str, caller: Annotated[Principal, Depends(DoNothing())]) -> dict[str, str]:
    return {"user_id": user_id}
