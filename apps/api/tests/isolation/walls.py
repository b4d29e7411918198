"""The app without one of its walls, or without two: what no setting of its own can do."""

from collections.abc import AsyncGenerator, Callable, Collection, Generator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, Literal
from unittest.mock import patch

from fastapi import FastAPI
from jwt_auth_bridge import Principal
from jwt_auth_bridge.fastapi import AuthBridge
from jwt_auth_bridge.sqlalchemy import principal_session, system_session
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession

from tests.databases import Place
from todo_api import database
from todo_api.main import create_app
from todo_api.models import Task
from todo_api.settings import Settings

Wall = Literal["guard", "session", "database"]
WEB_ORIGIN = "http://localhost:3000"


@contextmanager
def app_without(walls: Collection[Wall], place: Place, auth: AuthBridge) -> Generator[FastAPI]:
    """The app, not started, without those of these walls that are its own."""
    app = create_app(Settings(auth=auth, database_url=place.serving, web_origin=WEB_ORIGIN))
    if "guard" in walls:
        app.dependency_overrides[auth.path_owner] = auth.principal
    opened = _open_unfiltered if "session" in walls else principal_session
    with patch.object(database, "principal_session", opened):
        yield app


@asynccontextmanager
async def policies_without(walls: Collection[Wall], place: Place) -> AsyncGenerator[None]:
    """The database without its wall. To be entered when the app has started: it would refuse to."""
    if "database" not in walls:
        yield
        return
    await place.run("ALTER TABLE tasks DISABLE ROW LEVEL SECURITY")
    yield
    await place.run("ALTER TABLE tasks ENABLE ROW LEVEL SECURITY")


def _open_unfiltered(sessions: Callable[..., AsyncSession], principal: Principal) -> AsyncSession:
    """A session that filters and refuses nothing. What is added to it still gets the caller for its owner."""
    session = system_session(sessions, reason="a test without this wall")

    def stamp(sync: Any, *_: Any) -> None:
        for added in sync.new:
            if isinstance(added, Task):
                added.user_id = principal.user_id

    event.listen(session.sync_session, "before_flush", stamp)
    return session
