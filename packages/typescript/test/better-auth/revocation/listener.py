"""The Python package's verifier, listening to revocations: a token a line, a verdict a line."""

import asyncio
import json
import sys

from jwt_auth_bridge import AuthError, Revocations, SharedSecret, Verifier
from jwt_auth_bridge.asgi import AuthBridge
from jwt_auth_bridge.revocation_feed import RevocationFeed
from jwt_auth_bridge.revocation_redis import RedisRevocations


async def main() -> None:
    """The first line is the settings: issuer, audience, secret, and the url of the feed or of Redis."""
    settings = json.loads(await asyncio.to_thread(sys.stdin.readline))
    issuer, audience, url = settings["issuer"], settings["audience"], settings["url"]
    keys = SharedSecret(settings["secret"])
    transport = (
        RedisRevocations(url, audience=audience)
        if url.startswith("redis:")
        else RevocationFeed(issuer=issuer, audience=audience, keys=keys, url=url)
    )
    revocations = Revocations(transport)
    verifier = Verifier(issuer=issuer, audience=audience, keys=keys, revocations=revocations)
    async with AuthBridge(verifier=verifier).listening():
        print("listening", flush=True)
        while token := await asyncio.to_thread(sys.stdin.readline):
            print(await verdict(verifier, token.strip()), flush=True)


async def verdict(verifier: Verifier, token: str) -> str:
    """`accepted`, or the code of the refusal."""
    try:
        await verifier.verify(token)
    except AuthError as error:
        return error.code
    return "accepted"


asyncio.run(main())
