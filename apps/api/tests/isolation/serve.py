"""`python -m tests.isolation.serve`: the real app on a real database, for somebody who means it no good.

It makes a database of its own on the server of TEST_DATABASE_URL, serves until it is told to stop, and drops
it.
"""

import argparse
from collections.abc import Collection
from contextlib import AbstractContextManager
from typing import Any
from unittest.mock import patch

import uvicorn
from alembic import command
from fastapi import FastAPI
from jwt_auth_bridge.fastapi import AuthBridge
from jwt_auth_bridge.testing import published_revocations
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from tests.databases import Place, alembic_config, new_postgres_place
from tests.isolation.chaos import Chaos, disturb
from tests.isolation.walls import Wall, app_without, policies_without
from todo_api import engine
from todo_api.database import Database

IDLE = 75
"""Seconds that a connection may be idle: longer than any caller waits between two requests."""


def options() -> argparse.Namespace:
    """What to serve, and how."""
    parser = argparse.ArgumentParser(prog="python -m tests.isolation.serve")
    parser.add_argument("--pool", type=int, required=True, help="connections")
    parser.add_argument("--without", action="append", default=[], choices=["guard", "session", "database"])
    return parser.parse_args()


def pool_of(size: int) -> AbstractContextManager[object]:
    """Let the app's engine have so many connections, and no more."""

    def create(*args: Any, **kwargs: Any) -> AsyncEngine:
        return create_async_engine(*args, **kwargs, pool_size=size, max_overflow=0)

    return patch.object(engine, "create_async_engine", create)


class Server(uvicorn.Server):
    """A server of an app that loses walls as soon as it has started."""

    def __init__(self, app: FastAPI, place: Place, without: Collection[Wall]) -> None:
        quiet: Any = {"access_log": False, "log_level": "warning"}
        super().__init__(uvicorn.Config(Chaos(app), port=0, timeout_keep_alive=IDLE, **quiet))
        self._database: Database = app.state.database
        self._walls = (without, place)

    async def main_loop(self) -> None:
        """Say on which port, and serve."""
        await self._database.check()
        async with policies_without(*self._walls):
            port = self.servers[0].sockets[0].getsockname()[1]
            print(f"serving http://127.0.0.1:{port}", flush=True)
            await super().main_loop()


def main() -> None:
    """Serve until SIGTERM."""
    chosen = options()
    with new_postgres_place() as place:
        command.upgrade(alembic_config(place), "head")
        auth = AuthBridge.from_env(revocation="refuse")
        # No session ends here, and no web app is there to say so.
        unended = published_revocations(auth)
        with unended, pool_of(chosen.pool), app_without(chosen.without, place, auth) as app:
            disturb(app.state.database.engine.sync_engine)
            Server(app, place, chosen.without).run()


if __name__ == "__main__":
    main()
