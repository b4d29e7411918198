"""The payload as the issuer writes it, read by one regular expression: then only its times are left to check.

It says yes, and who. What it does not know, and whatever is wrong, is left to the strict readers, which find
the reason.
"""

import re
from json import dumps
from math import inf

from . import base64url
from .claims import Policy
from .principal import Principal
from .profile import MAX_ID_LENGTH, MAX_LIFETIME

# Nothing that JSON escapes, and no character of which there are two ways to write it.
_ID = rf"[ !#-\[\]-~]{{1,{MAX_ID_LENGTH}}}"
# So few digits that neither a double nor JavaScript rounds them. Milliseconds at most.
_WHOLE = "[1-9][0-9]{0,14}"
_MOMENT = rf"{_WHOLE}(?:\.[0-9]{{1,3}})?"
_NO_SCOPES: frozenset[str] = frozenset()


class IssuedPayload:
    """Reads the payloads of one issuer for one API: the seven claims, in the order that the issuer has."""

    __slots__ = ("_match", "_policy")

    def __init__(self, policy: Policy) -> None:
        issuer, audience = (
            re.escape(dumps(text, ensure_ascii=False)) for text in (policy.issuer, policy.audience)
        )
        self._policy = policy
        self._match = re.compile(
            rf'\{{"iss":{issuer},"aud":{audience},"sub":"({_ID})","sid":"({_ID})","jti":"{_ID}",'
            rf'"iat":({_MOMENT}),"exp":({_WHOLE})\}}'
        ).fullmatch

    def read(self, segment: bytes, now: float) -> Principal | None:
        """Who the payload of a token with a good signature speaks for; None for the strict readers to say.

        :param now: seconds since the epoch.
        """
        try:
            payload = base64url.decode(segment)
            match = self._match(payload.decode())
        except ValueError:
            return None
        if match is None:
            return None
        user_id, session_id, issued, expires = match.groups()
        iat, exp = float(issued), int(expires)
        policy = self._policy
        # Said positively: nothing is before or after NaN. Such a clock vouches for no token.
        is_in_time = iat <= now + policy.leeway < inf and now < exp + policy.leeway
        if is_in_time and 0 < exp - iat <= MAX_LIFETIME:
            return Principal(user_id, session_id, policy.issuer, _NO_SCOPES, payload)
        return None
