"""The JOSE header of profile v1: exactly `alg`, `typ` and `kid`."""

import re
from collections.abc import Collection

from . import base64url
from .errors import TokenInvalid
from .strict_json import StrictJSONError, parse_object

_MEMBERS = {"alg", "typ", "kid"}
_KID = re.compile(r"[A-Za-z0-9_-]{1,64}")


def issued_segment(kid: str) -> bytes:
    """The header segment as the issuer writes it, byte for byte: this order, no spaces."""
    return base64url.encode(f'{{"alg":"HS256","typ":"at+jwt","kid":"{kid}"}}'.encode())


def read_kid(segment: bytes, known: Collection[str]) -> str:
    """The `kid` of a header that was spelled in another way than the issuer does.

    :raises TokenInvalid: unless the header is well-formed, ours, and names a known key.
    """
    try:
        header = parse_object(base64url.decode(segment))
    except StrictJSONError:
        raise TokenInvalid("header_json: the header is not strict JSON") from None
    kid = header.get("kid")
    if header.keys() != _MEMBERS or not all(isinstance(each, str) for each in header.values()):
        raise TokenInvalid("header_members: not exactly alg, typ and kid, each a string")
    if header["alg"] != "HS256":
        raise TokenInvalid("alg: the algorithm is not HS256")
    if header["typ"] != "at+jwt":
        raise TokenInvalid("typ: the type is not at+jwt")
    if not isinstance(kid, str) or kid not in known:
        # Only what looks like a key id goes into the log.
        shown = kid if isinstance(kid, str) and _KID.fullmatch(kid) else "(not a key id)"
        raise TokenInvalid(
            f"kid_unknown: signed with key {shown}, this API accepts {', '.join(known)}: "
            "the secrets or audiences differ"
        )
    return kid
