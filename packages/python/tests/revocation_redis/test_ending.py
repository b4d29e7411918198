"""Whoever listens to Redis ends when it is told to, at any moment, and leaves no connection open."""

import asyncio
import gc
from pathlib import Path

from redis.asyncio import Redis

from jwt_auth_bridge import Revocations
from jwt_auth_bridge.revocation_redis import RedisRevocations
from jwt_auth_bridge.revocation_redis.stream import close

from .redis_server import PASSWORD, redis_server


async def test_it_is_told_once_whatever_it_does(tmp_path: Path) -> None:
    """With a `socket_timeout`, before Python 3.12, redis-py swallows what comes while it sends."""
    async with redis_server(tmp_path) as server:
        for steps in range(24):
            listening = asyncio.create_task(
                RedisRevocations(server.url(), audience="todo-api").run(Revocations())
            )
            for _ in range(steps):
                await asyncio.sleep(0)
            listening.cancel()
            await asyncio.wait([listening], timeout=5)
            assert listening.cancelled(), f"after {steps} steps"
    # A connection that was left open complains.
    gc.collect()


async def test_a_connection_is_closed_by_whoever_is_told_to_end_meanwhile(tmp_path: Path) -> None:
    async with redis_server(tmp_path) as server:
        client = Redis(port=server.port, password=PASSWORD, single_connection_client=True)
        await client.initialize()
        connection = client.connection
        assert connection is not None
        closing = asyncio.create_task(close(client))
        while not closing.done():
            await asyncio.sleep(0)
            closing.cancel()
        assert closing.cancelled()
        assert not connection.is_connected
