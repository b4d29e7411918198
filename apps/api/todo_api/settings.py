"""Settings from environment variables. A wrong or missing one is a ConfigurationError of one line."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from jwt_auth_bridge import ConfigurationError
from jwt_auth_bridge.fastapi import AuthBridge
from sqlalchemy import URL

from todo_api.database_url import database_url

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8000
MAX_PORT = 65535


@dataclass(frozen=True, slots=True)
class Settings:
    """What the API needs to know to start."""

    auth: AuthBridge
    database_url: URL
    web_origin: str
    """The one origin that CORS admits."""
    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> "Settings":
        """Read everything, or raise ConfigurationError for the first wrong or missing variable."""
        return cls(
            # Rather nobody is served than somebody whose session may have ended.
            auth=AuthBridge.from_env(env, revocation="refuse"),
            database_url=database_url(env),
            web_origin=_web_origin(env),
            host=env.get("API_HOST") or DEFAULT_HOST,
            port=_port(env),
        )


def _web_origin(env: Mapping[str, str]) -> str:
    value = env.get("WEB_ORIGIN", "")
    mend = "Set it to the web app's origin as browsers send it, such as https://app.example"
    if not value:
        raise ConfigurationError(f"WEB_ORIGIN is not set. {mend}")
    try:
        url = urlsplit(value)
        host, port = url.hostname or "", url.port
    except ValueError:
        raise ConfigurationError(f"WEB_ORIGIN is not an origin. {mend}") from None
    shown = f"[{host}]" if ":" in host else host
    default = {"http": 80, "https": 443}.get(url.scheme)
    origin = f"{url.scheme}://{shown}" + ("" if port in (None, default) else f":{port}")
    # Compared as text with what the browser sends: a path, a slash or a capital would never match.
    if default is None or not host or origin != value:
        raise ConfigurationError(f"WEB_ORIGIN is not an origin: scheme, host and port, nothing else. {mend}")
    return value


def _port(env: Mapping[str, str]) -> int:
    text = env.get("API_PORT") or str(DEFAULT_PORT)
    if not (text.isascii() and text.isdigit() and 0 <= int(text[:6]) <= MAX_PORT):
        raise ConfigurationError("API_PORT is not a port. Set it to a number from 0 to 65535, such as 8000")
    return int(text)
