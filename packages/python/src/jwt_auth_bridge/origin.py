"""The issuer that an auth server's URL stands for."""

import re
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import urlsplit

from .errors import ConfigurationError

_DEFAULT_PORTS = {"http": 80, "https": 443}
# URL parsers disagree on what white space, a backslash and other alphabets mean.
_PRINTABLE = re.compile(r"[!-\[\]-~]+")
_HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?")
_LOOPBACK = re.compile(r"https?://(?:(?:[a-z0-9_.-]+\.)?localhost|127(?:\.[0-9]+){3}|\[::1\])(?::[0-9]+)?")
_NUMERIC = re.compile(r"(.*\.)?(0x[0-9a-f]*|[0-9]+)\.?")


def origin_of(url: str, name: str = "BETTER_AUTH_URL") -> str:
    """The issuer of an auth server: the origin of its URL (profile rule K6).

    :param name: how messages call the setting.
    :returns: `scheme://host[:port]` in lower case, a default port and any path dropped.
    :raises ConfigurationError: without a URL, and for one that is not plain http or https. What a URL parser
        would rewrite (an international host name, `http://127.1`) is refused: write what it becomes.
    """
    mend = f"Set {name} to an address such as https://app.example"
    if not url:
        raise ConfigurationError(f"{name} is not set. {mend}", code="setting_missing")
    if not _PRINTABLE.fullmatch(url):
        raise ConfigurationError(f"{name} is not an http or https URL. {mend}")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise ConfigurationError(f"{name} is not an http or https URL. {mend}") from None
    if parts.scheme not in _DEFAULT_PORTS or not host:
        raise ConfigurationError(f"{name} is not an http or https URL. {mend}")
    if "@" in parts.netloc:
        raise ConfigurationError(f"{name} holds a user name or a password. {mend}")
    try:
        host = _plain_host(host)
    except ValueError:
        raise ConfigurationError(f"The host of {name} is not in its plain ASCII form. {mend}") from None
    return f"{parts.scheme}://{host}" + ("" if port in (None, _DEFAULT_PORTS[parts.scheme]) else f":{port}")


def check_issuer(issuer: object) -> str:
    """Give the issuer back when it is an origin as `origin_of` writes it: no token has another `iss`.

    :raises ConfigurationError: otherwise.
    """
    if not isinstance(issuer, str) or not issuer:
        message = "The issuer is not set. Give the origin of the auth server, such as https://app.example"
        raise ConfigurationError(message, code="setting_missing")
    if not _is_origin(issuer):
        message = "The issuer is not an origin. Give that of the auth server, such as https://app.example"
        raise ConfigurationError(message)
    return issuer


def is_loopback(origin: str) -> bool:
    """Whether this origin is of the machine itself: `localhost`, `*.localhost`, `127.0.0.0/8`, `[::1]`."""
    return _LOOPBACK.fullmatch(origin) is not None


def _is_origin(text: str) -> bool:
    try:
        return origin_of(text) == text
    except ConfigurationError:
        return False


def _plain_host(host: str) -> str:
    if ":" in host:
        address = IPv6Address(host)
        if address.scope_id is not None or address.compressed != host:
            raise ValueError("a zone, or not shortened")
        return f"[{host}]"
    if _NUMERIC.fullmatch(host):
        return str(IPv4Address(host))
    if not _HOST.fullmatch(host):
        raise ValueError("not a host name")
    return host
