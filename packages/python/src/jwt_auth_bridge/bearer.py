"""The `Authorization` header (RFC 6750 §2.1): `Bearer`, one space or more, the token, nothing else."""

from collections.abc import Iterable

from .errors import TokenInvalid, TokenMissing

_NAME = b"authorization"


def read_header(headers: Iterable[tuple[bytes, bytes]]) -> bytes | None:
    """The one `Authorization` value among raw ASGI headers, or None where there is none.

    :raises TokenInvalid: when there are several: two readers could each take another one.
    """
    found: bytes | None = None
    for name, value in headers:
        if name == _NAME:
            if found is not None:
                raise TokenInvalid("many_headers: more than one Authorization header")
            found = value
    return found


def read_token(value: bytes | None) -> bytes:
    """The token of an `Authorization` value.

    :raises TokenMissing: without a value, or for another scheme.
    :raises TokenInvalid: for `Bearer` with anything but one token behind it.
    """
    if value is None:
        raise TokenMissing("no_credentials: no Authorization header")
    scheme, space, rest = value.partition(b" ")
    if scheme != b"Bearer" and scheme.lower() != b"bearer":
        raise TokenMissing("other_scheme: the scheme is not Bearer")
    token = rest.lstrip(b" ")
    if not space or not token or b" " in token or b"\t" in token or b"," in token:
        raise TokenInvalid("header_malformed: not one token after Bearer")
    return token
