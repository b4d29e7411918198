"""Puts the Todo API together."""

import os
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any, NoReturn

from fastapi import FastAPI
from jwt_auth_bridge import ConfigurationError
from starlette.middleware import Middleware

from todo_api import handlers
from todo_api.answers import SCHEMAS
from todo_api.cors import Cors
from todo_api.database import Database
from todo_api.engine import create_engine
from todo_api.health import health_router
from todo_api.middleware import AccessLog, BodyLimit, CatchAll, Headers
from todo_api.settings import Settings
from todo_api.startup import admitting
from todo_api.tasks import tasks_router


class TodoApi(FastAPI):
    """FastAPI, whose OpenAPI document knows the bodies of the problems."""

    def openapi(self) -> dict[str, Any]:
        """Describe every operation; made once."""
        document = super().openapi()
        schemas = document["components"]["schemas"]
        for name, model in SCHEMAS.items():
            schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
            schema.pop("$defs", None)
            schemas[name] = schema | {"title": name}
        return document


def create_app(settings: Settings | None = None) -> FastAPI:
    """Build the app. It connects to nothing before the server starts it.

    Without settings they come from the environment, and the process is the app's own: a wrong or missing
    variable, or a database that does not keep users apart, ends it with one line and exit code 1.
    """
    own_process = settings is None
    if settings is None:
        try:
            settings = Settings.from_env()
        except ConfigurationError as error:
            raise SystemExit(f"todo-api: {error}") from None
    database = Database(create_engine(settings.database_url))

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncGenerator[None]:
        try:
            async with admitting(database):
                yield
        except* ConfigurationError as refused:
            if own_process:
                _end(refused.exceptions[0])
            raise
        finally:
            await database.close()

    app = TodoApi(
        title="Todo API",
        version="1.0.0",
        description="Each caller's own tasks, and nobody else's.",
        lifespan=lifespan,
        # /health and /ready are the only public routes; `python -m todo_api.openapi` prints the document.
        openapi_url=None,
        # A redirect would be one more answer to a path that does not exist.
        redirect_slashes=False,
        # The outermost first.
        middleware=[
            Middleware(Headers),
            Middleware(AccessLog),
            Middleware(Cors, origin=settings.web_origin),
            Middleware(CatchAll),
            Middleware(BodyLimit),
        ],
    )
    handlers.install(app)
    settings.auth.protect(app)
    app.include_router(health_router(settings.auth, database))
    app.include_router(tasks_router(settings.auth, database))
    app.state.database = database
    return app


def _end(error: Exception) -> NoReturn:
    """End the process. Nothing was served yet but 503.

    Raised instead, the error would reach the server, which adds a traceback and has an exit code of its own.
    """
    print(f"todo-api: {error}", file=sys.stderr, flush=True)
    os._exit(1)
