"""`REDIS_URL`: what it may be, and that nobody is told what it is."""

import pytest

from jwt_auth_bridge import ConfigurationError
from jwt_auth_bridge.revocation_redis import RedisRevocations
from jwt_auth_bridge.revocation_redis.address import RedisAddress, parse_address

GOOD = {
    "redis://localhost": RedisAddress("localhost", 6379, 0, is_encrypted=False),
    "redis://127.0.0.1:6380/": RedisAddress("127.0.0.1", 6380, 0, is_encrypted=False),
    "rediss://redis.example/15": RedisAddress("redis.example", 6379, 15, is_encrypted=True),
    "redis://:pass@redis": RedisAddress("redis", 6379, 0, is_encrypted=False, password="pass"),
    "redis://me:a%40b%2F@[::1]:1/2": RedisAddress(
        "::1", 1, 2, is_encrypted=False, username="me", password="a@b/"
    ),
}


@pytest.mark.parametrize(("url", "address"), GOOD.items(), ids=GOOD)
def test_addresses(url: str, address: RedisAddress) -> None:
    assert parse_address(url) == address


@pytest.mark.parametrize(
    "url",
    [
        "",
        "redis",
        "localhost:6379",
        "http://localhost",
        "unix:///run/redis.sock",
        "redis://",
        "redis:///0",
        "redis://me:hunter22@redis:port",
        "redis://me:hunter22@redis:99999",
        "redis://me:hunter22@redis/zero",
        "redis://me:hunter22@redis/0/1",
        "rediss://me:hunter22@redis/0?ssl_cert_reqs=none",
        "redis://me:hunter22@redis/0#1",
        "redis://me:hunter22@redis /0",
        "redis://me:hunter22@redis/0\n",
        "redis://me:hunter22@[::1/0",
    ],
)
def test_what_is_none(url: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        RedisRevocations(url, audience="todo-api")
    message = str(refused.value)
    assert message.startswith("REDIS_URL is not")
    assert "\n" not in message
    assert "hunter22" not in message
    assert refused.value.__cause__ is None
    assert refused.value.code == ("setting_invalid" if url else "setting_missing")


@pytest.mark.parametrize("audience", ["", "todo\napi"])
def test_an_audience_that_is_none(audience: str) -> None:
    with pytest.raises(ConfigurationError, match="The audience is not"):
        RedisRevocations("redis://localhost", audience=audience)


def test_it_shows_no_password() -> None:
    assert repr(RedisRevocations("redis://me:hunter22@redis", audience="todo-api")) == (
        "RedisRevocations(Redis at redis:6379)"
    )
    assert "hunter22" not in repr(parse_address("redis://me:hunter22@redis"))
