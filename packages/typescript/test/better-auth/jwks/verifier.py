"""The Python package's verifier under a clock that the test sets: a question a line, a verdict a line.

The clock is the event loop's too: whatever is to happen after five minutes does when the test says so.
"""

import asyncio
import json
import sys
from typing import Any

from jwt_auth_bridge import AuthError, SharedSecret, Verifier
from jwt_auth_bridge.jwks import RemoteJWKS

now = 0.0


async def main() -> None:
    """The first line is the settings: issuer, audience, url and secret."""
    global now
    loop = asyncio.get_running_loop()
    settings = json.loads(await asyncio.to_thread(sys.stdin.readline))
    now = settings["now"]
    loop.time = lambda: now  # type: ignore[method-assign]
    loop._clock_resolution = 0.001  # type: ignore[attr-defined] # seconds since 1970 leave no room for its nanosecond
    remote = RemoteJWKS(settings["url"], clock=lambda: now)
    keys = [remote, SharedSecret(settings["secret"])]
    verifier = Verifier(
        issuer=settings["issuer"],
        audience=settings["audience"],
        keys=keys,
        now=lambda: now,
    )
    while line := await asyncio.to_thread(sys.stdin.readline):
        question = json.loads(line)
        now = question["now"]
        await asyncio.sleep(0)  # what is due begins,
        await asyncio.to_thread(lambda: None)
        flight = remote._flight
        if flight is not None and not flight.done():
            await flight  # and ends
        print(
            json.dumps([await verdict(verifier, token) for token in question["tokens"]]),
            flush=True,
        )
    remote.close()


async def verdict(verifier: Verifier, token: str) -> Any:
    """`accepted`, or the word of the reason."""
    try:
        await verifier.verify_header(f"Bearer {token}")
    except AuthError as error:
        return error.reason.split(":")[0]
    return "accepted"


asyncio.run(main())
