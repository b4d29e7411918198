"""The `Authorization` header (RFC 6750 §2.1): `Bearer`, one space or more, the token, nothing else."""

import re
from collections.abc import Iterable

from .errors import TokenInvalid, TokenMissing

# Ignoring case for the scheme alone: for the token's characters it would cost four times the time.
_CREDENTIALS = re.compile(rb"(?i:bearer) +([A-Za-z0-9._~+/-]+=*)")
_TOKEN = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."
_SCHEME = re.compile(rb"bearer(?:[ \t]|\Z)", re.IGNORECASE)
# What stands between server and app may have joined two headers into one value.
_JOINED = re.compile(rb",[ \t]*bearer(?:[ \t,]|\Z)", re.IGNORECASE)


def find_authorization(headers: Iterable[tuple[bytes, bytes]]) -> bytes | None:
    """The one `Authorization` value among raw ASGI headers, whose names are lower-case; None without one.

    :raises TokenInvalid: when there are several: two readers could each take another one.
    """
    found: bytes | None = None
    for name, value in headers:
        if name == b"authorization":
            if found is not None:
                raise _many_headers()
            # White space round a value belongs to its line (RFC 9110 §5.5); uvicorn hands on what follows it.
            found = value.strip(b" \t")
    return found


def read_bearer(authorization: bytes | None) -> bytes:
    """The token of an `Authorization` value. What a token looks like is the verifier's business.

    :raises TokenMissing: without a value, or for another scheme.
    :raises TokenInvalid: for `Bearer` with anything but one token behind it.
    """
    if not authorization:
        raise TokenMissing("no_credentials: no Authorization header")
    if authorization.startswith(b"Bearer "):  # as nearly every client writes it
        token = authorization[7:]
        if token and not token.translate(None, _TOKEN):
            return token
    match = _CREDENTIALS.fullmatch(authorization)
    if match is not None:
        return match[1]
    if _SCHEME.match(authorization) is not None:
        raise TokenInvalid("header_malformed: not one token after Bearer")
    if _JOINED.search(authorization) is not None:
        raise _many_headers()
    raise TokenMissing("other_scheme: the scheme is not Bearer")


def _many_headers() -> TokenInvalid:
    return TokenInvalid("many_headers: more than one Authorization header")
