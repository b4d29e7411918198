"""What one connection reads of the stream."""

import json
import time
from pathlib import Path

from redis.asyncio import Redis

from jwt_auth_bridge import Revocations
from jwt_auth_bridge.revocation_redis.reader import StreamReader

from .redis_server import PASSWORD, STREAM, redis_server


def entries(name: str, count: int) -> list[str]:
    return [json.dumps({"sid": f"{name}{index}", "until": time.time() + 300}) for index in range(count)]


async def test_it_says_that_all_has_come_when_all_has_come(tmp_path: Path) -> None:
    """Also where a read takes no more than a part of it."""
    async with (
        redis_server(tmp_path) as server,
        Redis(port=server.port, password=PASSWORD, protocol=2) as client,
    ):
        revocations = Revocations()
        server.publish(*entries("old", 2000))
        reading = StreamReader(client, STREAM, 0.1, 5).read(revocations)
        asked = await anext(reading)
        assert asked <= time.monotonic()
        assert len(revocations) == 2000
        server.publish(*entries("new", 1500))
        await anext(reading)
        assert len(revocations) == 3500
        await anext(reading)
        assert len(revocations) == 3500
        await reading.aclose()
