"""The JOSE header of profile v1: exactly `alg`, `typ` and `kid`."""

from . import base64url
from .errors import TokenInvalid
from .strict_json import StrictJSONError, parse_object
from .unmodified import is_unmodified


def issued_segment(kid: str, algorithm: str = "HS256") -> bytes:
    """The header segment as the issuer writes it, byte for byte: this order, no spaces."""
    return base64url.encode(f'{{"alg":"{algorithm}","typ":"at+jwt","kid":"{kid}"}}'.encode())


def read_header(segment: bytes) -> tuple[str, str | None, str]:
    """`alg`, `typ` and `kid` of a header that was spelled in another way than the issuer does.

    Better Auth's own `jwt()` leaves `typ` out: then it is None, and `alg` is not of a secret.

    :raises TokenInvalid: unless it is an object of these, each a string.
    """
    try:
        header = parse_object(base64url.decode(segment))
    except StrictJSONError:
        raise TokenInvalid(
            "header_json: the header is not a JSON object that every parser reads alike"
        ) from None
    match header:
        case {"alg": str(alg), "typ": str(typ), "kid": str(kid)} if len(header) == 3:
            return alg, typ, kid
        case {"alg": str(alg), "kid": str(kid)} if len(header) == 2 and is_unmodified(alg, None):
            return alg, None, kid
        case _:
            raise TokenInvalid("header_members: not exactly alg, typ and kid, each a string")
