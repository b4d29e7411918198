"""Why no key fits a token: the question that is asked most when two sides are set up."""

import re
from collections.abc import Iterable
from typing import cast

from . import base64url
from .errors import TokenInvalid
from .strict_json import parse_object

# A kid that is longer or of other characters was not made by any of us: it stays out of the log.
_PRINTABLE = re.compile(r"[A-Za-z0-9_-]{1,64}")


def unknown_key(
    kid: str, known: Iterable[str], payload: bytes, audience: str, *, is_published: bool = False
) -> TokenInvalid:
    """The refusal of a token whose `kid` names none of the verifier's keys.

    It tells what most likely differs between the two sides: a key is derived from both the secret and the
    audience.

    :param is_published: whether keys of the token's kind come from a key set.
    :param payload: segment of the token. Nobody vouches for it: it only chooses the sentence.
    """
    theirs = kid if _PRINTABLE.fullmatch(kid) else "another key"
    difference = "the issuer publishes no such key" if is_published else _what_differs(payload, audience)
    return TokenInvalid(
        f"kid_unknown: signed with {theirs}, this API accepts {', '.join(known)}: {difference}"
    )


def _what_differs(payload: bytes, audience: str) -> str:
    try:
        aud = parse_object(base64url.decode(payload)).get("aud")
    except ValueError:
        return "the secrets or the audiences differ"
    if aud == audience or (isinstance(aud, list) and audience in cast("list[object]", aud)):
        return "the secrets differ, set the same BETTER_AUTH_SECRET on both sides"
    return "the audiences differ, set the same JWT_AUDIENCE on both sides"
