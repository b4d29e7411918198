"""The endpoint behind `path_owner`, used as the README says. The environment tells where keys come from."""

from typing import Annotated

from fastapi import Depends, FastAPI
from jwt_auth_bridge import Principal
from jwt_auth_bridge.fastapi import AuthBridge

auth = AuthBridge.from_env()
app = FastAPI()
auth.protect(app)


@app.get("/api/{user_id}/tasks")
async def tasks(user_id: str, caller: Annotated[Principal, Depends(auth.path_owner)]) -> dict[str, str]:
    return {"user_id": user_id}
