"""How one knows that a key may be dropped: when tokens of it were last seen."""

import logging
import math
import re
from collections.abc import Mapping
from typing import Any

from .profile import MAX_LEEWAY

LOG_EVERY = 60
"""Seconds; one line of a key in these at most."""

_PRINTABLE = re.compile(r"[A-Za-z0-9_-]{1,64}")

logger = logging.getLogger("jwt_auth_bridge")


class OldKey:
    """A key that nothing should be signed with any more, and the tokens of it that still come.

    Told of each token that is verified, but not of one that is remembered from before: of that one
    `latest_exp` says until when it may go on.

    :ivar last_seen: when a token of it was last verified, in seconds since the epoch.
    :ivar latest_exp: the latest `exp` of any of its tokens.
    """

    __slots__ = ("_lifetime", "_logged", "_shown", "last_seen", "latest_exp")

    def __init__(self, kid: str) -> None:
        # An id that is longer or of other characters was not made by any of us: it stays out of the log.
        self._shown = kid if _PRINTABLE.fullmatch(kid) else "of another issuer"
        self._lifetime = 0
        self._logged = -math.inf
        self.last_seen: float | None = None
        self.latest_exp: float | None = None

    def accepted(self, claims: Mapping[str, Any], now: float) -> None:
        """Note a token that was verified. The first one is logged, and then one a minute."""
        issued, expires = claims["iat"], claims["exp"]
        self.last_seen = now
        self.latest_exp = expires if self.latest_exp is None else max(self.latest_exp, expires)
        self._lifetime = max(self._lifetime, math.ceil(expires - issued))
        if now - self._logged < LOG_EVERY:
            return
        self._logged = now
        # The last line may be a minute older than the last token, and clocks may differ.
        silence = self._lifetime + LOG_EVERY + MAX_LEEWAY
        logger.info(
            "a token of key %s, not the newest, was accepted: drop the key when this line has stayed away "
            "for %d seconds",
            self._shown,
            silence,
        )
