"""What an API asks the auth server for revocations with. It verifies and signs no access token."""

import json
import math

from .. import base64url
from ..hmac_key import HmacKey

_INFO = b"revocation-feed/HS256"
_LIFETIME = 60


class FeedKey:
    """The feed's key, from the access tokens' key: whoever verifies those can listen (profile rule F1)."""

    __slots__ = ("_header", "_key")

    def __init__(self, key: HmacKey) -> None:
        self._key = HmacKey(key.kid, key.derive(_INFO))
        self._header = base64url.encode(
            f'{{"alg":"HS256","typ":"revocations+jwt","kid":"{key.kid}"}}'.encode()
        )

    def __repr__(self) -> str:
        return f"FeedKey(kid={self._key.kid!r})"

    def sign(self, *, issuer: str, audience: str, now: float) -> str:
        """A feed token for one request: `iss` is the API, `aud` the auth server (profile rule F2).

        :param now: seconds since the epoch; the token is good for 60 from then on.
        """
        issued = math.floor(now)
        claims = {"iss": audience, "aud": issuer, "iat": issued, "exp": issued + _LIFETIME}
        payload = json.dumps(claims, separators=(",", ":"), ensure_ascii=False).encode()
        signing_input = self._header + b"." + base64url.encode(payload)
        return (signing_input + b"." + self._key.sign(signing_input)).decode("ascii")
