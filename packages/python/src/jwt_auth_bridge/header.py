"""The JOSE header of profile v1: exactly `alg`, `typ` and `kid`."""

from . import base64url
from .errors import TokenInvalid
from .strict_json import StrictJSONError, parse_object

_MEMBERS = {"alg", "typ", "kid"}


def issued_segment(kid: str) -> bytes:
    """The header segment as the issuer writes it, byte for byte: this order, no spaces."""
    return base64url.encode(f'{{"alg":"HS256","typ":"at+jwt","kid":"{kid}"}}'.encode())


def read_kid(segment: bytes) -> str:
    """The `kid` of a header that was spelled in another way than the issuer does.

    :raises TokenInvalid: unless the header is well-formed and ours.
    """
    try:
        header = parse_object(base64url.decode(segment))
    except StrictJSONError:
        raise TokenInvalid(
            "header_json: the header is not a JSON object that every parser reads alike"
        ) from None
    kid = header.get("kid")
    if (
        header.keys() != _MEMBERS
        or not isinstance(kid, str)
        or not all(isinstance(each, str) for each in header.values())
    ):
        raise TokenInvalid("header_members: not exactly alg, typ and kid, each a string")
    if header["alg"] != "HS256":
        raise TokenInvalid("alg: not HS256")
    if header["typ"] != "at+jwt":
        raise TokenInvalid("typ: not at+jwt")
    return kid
