"""Tokens for tests, signed as the issuer signs them. Not for production: nothing here asks who is asking."""

import json
import time
import uuid
from collections.abc import Mapping
from enum import Enum
from typing import Any, Final

from .. import base64url
from ..hmac_key import derive_key


class Absent(Enum):
    """The type of `ABSENT`."""

    ABSENT = "ABSENT"


ABSENT: Final = Absent.ABSENT
"""In place of a value: the token does not have this claim, or its header not this member."""


def issue_test_token(
    *,
    secret: str,
    issuer: str,
    audience: str,
    user_id: str,
    session_id: str | None = None,
    lifetime: int = 300,
    now: float | None = None,
    claims: Mapping[str, Any] | None = None,
    header: Mapping[str, Any] | None = None,
) -> str:
    """A token of profile v1, signed with the key derived from `secret`.

    :param lifetime: seconds between `iat` and `exp`.
    :param now: seconds since the epoch; the clock by default.
    :param claims: added to the payload, or put over it: that is how a test makes a bad token. `ABSENT` takes
        one away: `claims={"sid": ABSENT}`.
    :param header: the same for the JOSE header.
    """
    key = derive_key(secret, audience)
    issued = int(time.time() if now is None else now)
    payload = {
        "iss": issuer,
        "aud": audience,
        "sub": user_id,
        "sid": str(uuid.uuid4()) if session_id is None else session_id,
        "jti": str(uuid.uuid4()),
        "iat": issued,
        "exp": issued + lifetime,
        **(claims or {}),
    }
    segments = ({"alg": "HS256", "typ": "at+jwt", "kid": key.kid, **(header or {})}, payload)
    signing_input = b".".join(base64url.encode(_compact(segment)) for segment in segments)
    return (signing_input + b"." + key.sign(signing_input)).decode("ascii")


def _compact(value: Mapping[str, Any]) -> bytes:
    members = {name: member for name, member in value.items() if member is not ABSENT}
    return json.dumps(members, separators=(",", ":"), ensure_ascii=False).encode()
