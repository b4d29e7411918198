"""One app that uses the bridge in every way the tests need."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, Request, Response, Security, WebSocket
from fastapi.testclient import TestClient
from pydantic import BaseModel

from jwt_auth_bridge.fastapi import AuthBridge, Principal, public


class Task(BaseModel):
    title: str


def make_app(auth: AuthBridge, *, protect: bool = True) -> FastAPI:
    app = FastAPI()
    if protect:
        auth.protect(app)
    caller = Annotated[Principal, Depends(auth.principal)]
    maybe = Annotated[Principal | None, Depends(auth.optional_principal)]
    owner = Annotated[Principal, Depends(auth.path_owner)]

    @app.get("/me")
    async def me(principal: caller) -> str:
        return principal.user_id

    @app.post("/me/tasks")
    async def add(principal: caller, task: Task) -> dict[str, str]:
        return {"owner": principal.user_id, "title": task.title}

    @app.get("/hello")
    async def hello(principal: maybe) -> str | None:
        return principal.user_id if principal else None

    @app.get("/scoped")
    async def scoped(
        principal: Annotated[Principal, Security(auth.principal, scopes=["tasks:write"])],
    ) -> str:
        return principal.user_id

    @app.get("/unowned")
    async def unowned(principal: owner) -> str:
        return principal.user_id

    @app.get("/typed/{user_id:int}")
    async def typed(principal: owner) -> str:
        return principal.user_id

    @app.get("/stream")
    async def stream(principal: caller) -> Response:
        from fastapi.responses import StreamingResponse

        return StreamingResponse(iter([principal.user_id.encode()]))

    @app.post("/raw")
    async def raw(principal: caller, request: Request) -> int:
        return len(await request.body())

    @app.post("/open")
    @public
    async def open_to_all(body: dict[str, Any]) -> int:
        return len(body)

    router = APIRouter()

    @router.get("/tasks")
    async def tasks() -> list[str]:
        return []

    @router.post("/tasks")
    async def add_owned(user_id: str, task: Task) -> dict[str, str]:
        return {"owner": user_id, "title": task.title}

    @router.websocket("/live")
    async def live(socket: WebSocket) -> None:
        await socket.accept()
        await socket.send_text("hello")
        await socket.close()

    # Prefix and guard come with the inclusion: FastAPI then keeps them beside the route, not in it.
    app.include_router(router, prefix="/api/{user_id}", dependencies=[Depends(auth.path_owner)])

    @app.websocket("/ws")
    async def ws(socket: WebSocket, principal: caller) -> None:
        await socket.accept()
        await socket.send_text(principal.user_id)
        await socket.close()

    return app


def client_of(app: FastAPI) -> TestClient:
    return TestClient(app, raise_server_exceptions=False)


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
