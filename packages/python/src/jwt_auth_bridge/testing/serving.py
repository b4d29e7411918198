"""An ASGI app over real HTTP, on a free port of this machine, for the length of a test."""

import socket
import threading
import time
from collections.abc import Awaitable, Callable, Generator, MutableMapping
from contextlib import contextmanager, suppress
from typing import Any

Message = MutableMapping[str, Any]
ASGIApp = Callable[
    [Message, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]], Awaitable[None]
]

START_TIME = 30.0  # seconds
END_TIME = 10.0


@contextmanager
def serve(app: ASGIApp) -> Generator[str]:
    """Serve the app with uvicorn in a thread, lifespan included; gives its origin.

    :raises RuntimeError: without uvicorn, and when the app does not start.
    """
    try:
        import uvicorn
    except ImportError:
        message = 'uvicorn serves the app, and is missing: pip install "jwt-auth-bridge[testing]"'
        raise RuntimeError(message) from None
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))

        def run() -> None:
            with suppress(Exception, SystemExit):  # it has logged why, and whoever waits sees that it is gone
                server.run(sockets=[listening])

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        try:
            _wait_for(server, thread)
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(END_TIME)


def _wait_for(server: Any, thread: threading.Thread) -> None:
    until = time.monotonic() + START_TIME
    while not server.started:
        if not thread.is_alive():
            raise RuntimeError("The app did not start: its log says why")
        if time.monotonic() > until:
            raise RuntimeError(f"The app did not start within {START_TIME:.0f} seconds")
        time.sleep(0.02)
