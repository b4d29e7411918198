"""Where Redis is, by its URL."""

import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from ..errors import ConfigurationError

_PRINTABLE = re.compile(r"[!-~]+")
_DATABASE = re.compile(r"/?|/([0-9]{1,5})")
_PORT = 6379


@dataclass(frozen=True, slots=True)
class RedisAddress:
    """A server and a database of it, and who may read there. Shows no password."""

    host: str
    port: int
    database: int
    is_encrypted: bool
    username: str | None = None
    password: str | None = field(default=None, repr=False)

    def __str__(self) -> str:
        return f"Redis at {self.host}:{self.port}"


def parse_address(url: str) -> RedisAddress:
    """`redis://[user:password@]host[:port][/database]`, or `rediss://` for TLS.

    :raises ConfigurationError: for anything else: options in the URL could switch the check of TLS off. The
        message holds nothing of it.
    """
    mend = "Set REDIS_URL to an address such as rediss://user:password@redis.example:6379/0"
    if not url:
        raise ConfigurationError(f"REDIS_URL is not set. {mend}", code="setting_missing")
    refusal = ConfigurationError(f"REDIS_URL is not the address of a Redis. {mend}")
    if not _PRINTABLE.fullmatch(url):
        raise refusal
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise refusal from None
    database = _DATABASE.fullmatch(parts.path)
    if (
        parts.scheme not in ("redis", "rediss")
        or not host
        or database is None
        or parts.query
        or parts.fragment
    ):
        raise refusal
    return RedisAddress(
        host=host,
        port=_PORT if port is None else port,
        database=int(database[1] or 0),
        is_encrypted=parts.scheme == "rediss",
        username=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
    )
