"""Runs the API: `python -m todo_api`, with `--reload` for work on it.

Its own entry rather than the uvicorn command, because that one logs each path, and paths hold user ids.
"""

import argparse
import logging
from pathlib import Path

import uvicorn
from jwt_auth_bridge import ConfigurationError

from todo_api.settings import Settings

GRACE = 5
"""Seconds that running requests are given after Ctrl-C."""


def main() -> None:
    """Serve until told to stop. A wrong or missing variable: one line, exit code 1."""
    parser = argparse.ArgumentParser(prog="python -m todo_api", description="Run the Todo API.")
    parser.add_argument("--reload", action="store_true", help="restart when the source changes")
    reload: bool = parser.parse_args().reload
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    # A line for each request to the web app would add nothing to what the bridge says.
    logging.getLogger("httpx2").setLevel(logging.WARNING)
    try:
        settings = Settings.from_env()
    except ConfigurationError as error:
        raise SystemExit(f"todo-api: {error}") from None
    here = Path(__file__).parent
    uvicorn.run(
        "todo_api.main:create_app",
        factory=True,
        app_dir=str(here.parent),
        host=settings.host,
        port=settings.port,
        reload=reload,
        reload_dirs=[str(here)] if reload else None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
    )


if __name__ == "__main__":
    main()
