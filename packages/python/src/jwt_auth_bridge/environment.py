"""Settings from environment variables. A wrong or missing one stops the process with one line."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from .errors import ConfigurationError
from .keys import DerivedKey, KeySource, SharedSecret
from .secret import check_secret

_VERSION = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a verifier needs: who issues, which API this is, and where the keys come from."""

    issuer: str
    audience: str
    keys: KeySource


def read_environment(env: Mapping[str, str] = os.environ) -> Settings:
    """Read `BETTER_AUTH_URL`, `JWT_AUDIENCE`, and the secret or `JWT_BRIDGE_KEY`.

    :raises ConfigurationError: one line that names the variable and the mend, never a secret.
    """
    return Settings(issuer=_issuer(env), audience=_audience(env), keys=_keys(env))


def _issuer(env: Mapping[str, str]) -> str:
    name = "BETTER_AUTH_URL"
    value = env.get(name, "")
    if not value:
        raise ConfigurationError(
            f"{name} is not set. Set it to the origin of the auth server, such as https://app.example",
            code="setting_missing",
        )
    mend = f"{name} must be an http or https URL with a host, such as https://app.example"
    try:
        url = urlsplit(value)
        host, port = url.hostname, url.port
    except ValueError:
        raise ConfigurationError(f"{mend}. It cannot be parsed") from None
    if url.scheme not in ("http", "https") or not host or value != value.strip() or not value.isprintable():
        raise ConfigurationError(mend)
    if "@" in url.netloc:
        raise ConfigurationError(f"{mend}, without user name and password")
    if not host.isascii():
        raise ConfigurationError(f"{mend}. Write an international host in its xn-- form")
    shown = f"[{host}]" if ":" in host else host
    default = 443 if url.scheme == "https" else 80
    return f"{url.scheme}://{shown}" + ("" if port is None or port == default else f":{port}")


def _audience(env: Mapping[str, str]) -> str:
    name = "JWT_AUDIENCE"
    value = env.get(name, "")
    if not value:
        raise ConfigurationError(
            f"{name} is not set. Set it to this API's name, the same as on the web side, such as todo-api",
            code="setting_missing",
        )
    if value != value.strip() or not value.isprintable():
        raise ConfigurationError(f"{name} has white space around it or unprintable characters. Remove them")
    return value


def _keys(env: Mapping[str, str]) -> KeySource:
    key, ring, secret = (
        env.get(name, "") for name in ("JWT_BRIDGE_KEY", "BETTER_AUTH_SECRETS", "BETTER_AUTH_SECRET")
    )
    if key:
        if ring or secret:
            raise ConfigurationError(
                "JWT_BRIDGE_KEY and a Better Auth secret are both set. Remove one: an API needs only the key"
            )
        return DerivedKey(key, name="JWT_BRIDGE_KEY")
    if ring:
        return SharedSecret(_ring(ring))
    return SharedSecret(check_secret(secret, "BETTER_AUTH_SECRET"))


def _ring(value: str) -> list[str]:
    """`2:new,1:old`, as Better Auth reads it: the first signs, all verify."""
    name = "BETTER_AUTH_SECRETS"
    mend = 'Write it as <version>:<secret>, the newest first: "2:new,1:old"'
    versions: set[int] = set()
    secrets: list[str] = []
    for position, entry in enumerate(value.split(","), start=1):
        version, colon, secret = entry.strip().partition(":")
        if not colon or not _VERSION.fullmatch(version.strip()):
            raise ConfigurationError(f"Entry {position} of {name} has no version. {mend}")
        if int(version) in versions:
            raise ConfigurationError(f"{name} has a version twice. {mend}")
        versions.add(int(version))
        secrets.append(check_secret(secret.strip(), f"Entry {position} of {name}"))
    return secrets
