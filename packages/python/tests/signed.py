"""One verifier, and tokens over any payload that its key signs."""

import base64

from jwt_auth_bridge import AuthError, Principal, SharedSecret, Verifier
from jwt_auth_bridge.hmac_key import HmacKey, derive_key
from jwt_auth_bridge.testing import issue_test_token

from .conftest import AUDIENCE, ISSUER, NOW, SECRET

KEY = derive_key(SECRET, AUDIENCE)
VERIFIER = Verifier(issuer=ISSUER, audience=AUDIENCE, keys=SharedSecret(SECRET), now=lambda: NOW)
GOOD = issue_test_token(secret=SECRET, issuer=ISSUER, audience=AUDIENCE, user_id="alice", now=NOW)
HEADER = GOOD.partition(".")[0].encode()
CLAIMS = {
    "iss": ISSUER,
    "aud": AUDIENCE,
    "sub": "alice",
    "sid": "s",
    "jti": "j",
    "iat": NOW,
    "exp": NOW + 300,
}


def sign(payload: bytes, *, key: HmacKey = KEY, header: bytes = HEADER) -> str:
    """A token over any payload at all, under the right key."""
    signing_input = header + b"." + base64.urlsafe_b64encode(payload).rstrip(b"=")
    return (signing_input + b"." + key.sign(signing_input)).decode()


async def verdict(token: str) -> str:
    """`valid`, or the word of the refusal. Whatever else is raised fails the test."""
    try:
        principal = await VERIFIER.verify(token)
    except AuthError as error:
        return error.reason.split(":")[0]
    assert isinstance(principal, Principal)
    return "valid"
