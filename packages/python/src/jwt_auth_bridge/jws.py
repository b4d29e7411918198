"""JWS compact serialization (RFC 7515 §7.1), by the grammar of profile v1."""

from typing import NamedTuple

from . import base64url
from .errors import TokenInvalid
from .profile import MAX_TOKEN_LENGTH


class CompactJWS(NamedTuple):
    """The segments of a token, each of them canonical base64url."""

    header: bytes
    payload: bytes
    signature: bytes
    signing_input: bytes
    """What is signed: the first two segments and their dot."""


def parse_compact(token: bytes) -> CompactJWS:
    """The segments of a token. Nothing in them is interpreted.

    :raises TokenInvalid: for a text that is too long, or is not three segments of canonical base64url.
    """
    check_length(token)
    segments = token.split(b".")
    try:
        for segment in segments:
            base64url.decode(segment)
    except ValueError:
        raise not_compact() from None
    if len(segments) != 3:
        raise not_compact()
    header, payload, signature = segments
    return CompactJWS(header, payload, signature, token[: len(header) + 1 + len(payload)])


def check_length(token: bytes) -> None:
    """Refuse what is too long, before anything else is done with it (profile rule T1).

    :raises TokenInvalid:
    """
    if len(token) > MAX_TOKEN_LENGTH:
        raise TokenInvalid(f"too_long: more than {MAX_TOKEN_LENGTH} bytes")


def not_compact() -> TokenInvalid:
    """The refusal for whatever is not three segments of canonical base64url."""
    return TokenInvalid("grammar: not three segments of canonical base64url")
