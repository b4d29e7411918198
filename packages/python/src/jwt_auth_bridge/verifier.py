"""Verification: one short path for what the issuer writes, one strict path for the rest."""

import time
from collections.abc import Callable, Sequence
from typing import Any

from .bearer import read_bearer
from .claims import check_expiry
from .errors import ConfigurationError
from .jws import check_length, parse_compact
from .key_ring import KeyRing
from .keys import KeySource
from .policy import read_policy
from .principal import Principal
from .revocation.revocations import Revocations
from .token_reader import TokenReader
from .unmodified import Compatibility, read_compatibility
from .verified import VerifiedTokens


class Verifier:
    """Checks access tokens of profile v1, and tells who is calling.

    :param issuer: the exact `iss`: the origin of the auth server, `https://app.example`.
    :param audience: this API's name, as the issuer puts it into `aud`.
    :param keys: where the keys come from: `SharedSecret(...)`, or several sources of them.
    :param leeway: seconds that the two clocks may differ, 0 to 60.
    :param revocations: what ends tokens before they expire; without it nothing does.
    :param compatibility: "better-auth-jwt" accepts tokens of Better Auth's own `jwt()` as well, while an app
        moves to `jwtBridge()`. They need the keys of a key set, and name no session: not with `revocations`.
    :param now: seconds since the epoch; handed in so that tests need not wait.
    :raises ConfigurationError: for settings that cannot work.
    """

    __slots__ = ("_now", "_policy", "_reader", "_revocations", "_ring", "_verified")

    def __init__(
        self,
        *,
        issuer: str,
        audience: str,
        keys: KeySource | Sequence[KeySource],
        leeway: float = 5,
        revocations: Revocations | None = None,
        compatibility: Compatibility | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._policy = read_policy(issuer, audience, leeway)
        sources = tuple(keys) if isinstance(keys, Sequence) else (keys,)
        if not sources:
            raise ConfigurationError("The verifier has no keys. Give a source of keys, such as SharedSecret")
        is_compatible = read_compatibility(compatibility, has_revocations=revocations is not None)
        self._revocations = revocations
        self._now = now
        self._forget()
        self._ring = KeyRing(sources, audience, changed=self._forget, is_compatible=is_compatible)
        self._reader = TokenReader(self._policy, self._ring, now)

    def _forget(self) -> None:
        """Remember no token: the key of any of them may be gone."""
        self._verified = VerifiedTokens(self._policy.leeway)

    @property
    def issuer(self) -> str:
        """The origin of the auth server."""
        return self._policy.issuer

    @property
    def revocations(self) -> Revocations | None:
        """What ends tokens before they expire, where something does."""
        return self._revocations

    def metrics(self) -> dict[str, Any]:
        """Plain numbers for whatever shows them.

        `keys`: for each kid `newest` (of its source), and of those that may be about to go `last_seen` and
        `latest_exp`, seconds since the epoch. Of revocations: `revocations_held`, and
        `revocations_staleness_seconds`. `compatibility`: the two of the tokens that it is for.
        """
        metrics: dict[str, Any] = {"keys": self._ring.metrics()}
        if self._ring.is_compatible:
            seen = self._reader.unmodified
            metrics["compatibility"] = {"last_seen": seen.last_seen, "latest_exp": seen.latest_exp}
        return metrics if self._revocations is None else metrics | self._revocations.metrics()

    async def verify(self, token: str) -> Principal:
        """Who the token speaks for.

        :raises AuthError: for every other token; nothing else is ever raised.
        """
        raw = token.encode("utf-8", "surrogatepass")
        principal = None if self._ring.is_due() else self._verify_issued(raw)
        return self._unless_revoked(principal or await self._verify_other(raw))

    async def verify_header(self, value: bytes | str | None) -> Principal:
        """Who the value of an `Authorization` header speaks for.

        Of a header that was verified before only the times and the revocations are checked again.

        :raises TokenMissing: when there is no value, or its scheme is not Bearer.
        :raises AuthError: for everything else that is not acceptable.
        """
        if isinstance(value, str):
            value = value.encode("utf-8", "replace")
        principal = self.verify_at_once(value)
        if principal is None:
            token = read_bearer(value)
            principal = self._take_in(token, await self._verify_other(token))
        return principal

    def verify_at_once(self, value: bytes | None) -> Principal | None:
        """The same for the usual header; None when somebody may have to be asked about it.

        In a running event loop.

        :raises AuthError: as `verify_header` does.
        """
        if self._ring.is_due():
            # Before what is remembered: its key may have been withdrawn.
            return None
        known = self._verified.find(value, self._now()) if value else None
        if known is not None:
            return self._unless_revoked(known)
        token = read_bearer(value)
        principal = self._verify_issued(token)
        return None if principal is None else self._take_in(token, principal)

    def check(self, principal: Principal) -> None:
        """Whether a caller who was let in may stay: for what is open longer than a token lives. Asks nobody.

        :raises TokenExpired: when their token has expired since.
        :raises TokenRevoked: when it was ended since.
        :raises VerificationUnavailable: when nobody knows, and such tokens are to be refused.
        """
        check_expiry(principal.claims, self._policy, self._now())
        self._unless_revoked(principal)

    def _take_in(self, token: bytes, principal: Principal) -> Principal:
        # One spelling alone: with spaces to spare, one token could fill the memory.
        self._verified.keep(b"Bearer " + token, principal)
        return self._unless_revoked(principal)

    def _unless_revoked(self, principal: Principal) -> Principal:
        if self._revocations is not None:
            self._revocations.check(principal)
        return principal

    def _verify_issued(self, token: bytes) -> Principal | None:
        """The usual token; None when its header is not the bytes that the issuer of a known key writes."""
        check_length(token)
        key = self._ring.by_segment.get(token.partition(b".")[0])
        return None if key is None else self._reader.read(token, key)

    async def _verify_other(self, token: bytes) -> Principal:
        """Any other, and any while the keys may be too old."""
        await self._ring.renew()
        key, is_unmodified = await self._ring.find(parse_compact(token))
        return self._reader.read(token, key, is_unmodified=is_unmodified)
