"""Tokens of a kind that should come no more, and how one knows that they have stopped."""

import logging
import math
from collections.abc import Mapping
from typing import Any

from .profile import MAX_LEEWAY

LOG_EVERY = 60
"""Seconds; one line in these at most."""

logger = logging.getLogger("jwt_auth_bridge")


class LastSeen:
    """When tokens of a kind were last verified.

    Told of each token that is verified, but not of one that is remembered from before: of that one
    `latest_exp` says until when it may go on.

    :ivar last_seen: when such a token was last verified, in seconds since the epoch.
    :ivar latest_exp: the latest `exp` of any of them.
    """

    __slots__ = ("last_seen", "latest_exp")

    def __init__(self) -> None:
        self.last_seen: float | None = None
        self.latest_exp: float | None = None

    def accepted(self, claims: Mapping[str, Any], now: float) -> None:
        """Note a token that was verified."""
        expires = claims["exp"]
        self.last_seen = now
        self.latest_exp = expires if self.latest_exp is None else max(self.latest_exp, expires)


class Sightings(LastSeen):
    """The same, in the log as well.

    :param of: what the tokens are of.
    :param mend: what to do when they come no more.
    """

    __slots__ = ("_lifetime", "_logged", "_mend", "_of")

    def __init__(self, of: str, mend: str) -> None:
        super().__init__()
        self._of = of
        self._mend = mend
        self._lifetime = 0
        self._logged = -math.inf

    def accepted(self, claims: Mapping[str, Any], now: float) -> None:
        """Note a token that was verified. The first one is logged, and then one a minute."""
        super().accepted(claims, now)
        self._lifetime = max(self._lifetime, math.ceil(claims["exp"] - claims["iat"]))
        if now - self._logged < LOG_EVERY:
            return
        self._logged = now
        # The last line may be a minute older than the last token, and clocks may differ.
        silence = self._lifetime + LOG_EVERY + MAX_LEEWAY
        logger.info(
            "a token of %s was accepted: %s when this line has stayed away for %d seconds",
            self._of,
            self._mend,
            silence,
        )
