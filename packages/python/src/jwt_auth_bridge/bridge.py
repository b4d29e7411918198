"""What the bridges of all frameworks have in common: one verifier, and how it is set up."""

import os
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Self, overload

from .debug import check_debug
from .environment import read_environment
from .keys import KeySource
from .revocation.listening import first_news, listening
from .revocation.revocations import Revocations, WhenStale
from .revocation.settings import revocations_of
from .unmodified import Compatibility
from .verifier import Verifier


class Bridge:
    """The verifier of one API, and whether its answers tell the reason.

    :raises ConfigurationError: for settings that cannot work.
    """

    @overload
    def __init__(self, *, verifier: Verifier, debug: bool = False) -> None: ...
    @overload
    def __init__(
        self,
        *,
        issuer: str,
        audience: str,
        keys: KeySource | Sequence[KeySource],
        leeway: float = 5,
        revocations: Revocations | None = None,
        compatibility: Compatibility | None = None,
        debug: bool = False,
    ) -> None: ...
    def __init__(
        self,
        *,
        verifier: Verifier | None = None,
        issuer: str = "",
        audience: str = "",
        keys: KeySource | Sequence[KeySource] | None = None,
        leeway: float = 5,
        revocations: Revocations | None = None,
        compatibility: Compatibility | None = None,
        debug: bool = False,
    ) -> None:
        if verifier is None:
            if keys is None:
                raise TypeError("AuthBridge needs verifier=, or issuer=, audience= and keys=")
            verifier = Verifier(
                issuer=issuer,
                audience=audience,
                keys=keys,
                leeway=leeway,
                revocations=revocations,
                compatibility=compatibility,
            )
        elif revocations is not None:
            raise TypeError("revocations= belongs to the verifier, where there is one")
        elif compatibility is not None:
            raise TypeError("compatibility= belongs to the verifier, where there is one")
        self.verifier = verifier
        self.debug = check_debug(debug, verifier.issuer)

    @classmethod
    def from_env(
        cls,
        env: Mapping[str, str] = os.environ,
        *,
        revocation: WhenStale | None = None,
        compatibility: Compatibility | None = None,
    ) -> Self:
        """Read `BETTER_AUTH_URL`, `JWT_AUDIENCE`, `AUTH_DEBUG`, and the secret or `JWT_BRIDGE_KEY`.

        :param revocation: without it, tokens live until they expire. With it, those of ended sessions do not:
            the API listens to the auth server, or to Redis where `REDIS_URL` is set. When nothing was heard
            for 30 seconds: "refuse" every token with 503, or "accept" them, with a warning a minute.
        :param compatibility: "better-auth-jwt" accepts tokens of Better Auth's own `jwt()` as well, for the
            time of a move to `jwtBridge()`. Not together with `revocation`.
        :raises ConfigurationError: one line that names the variable and the mend.
        """
        settings = read_environment(env)
        return cls(
            issuer=settings.issuer,
            audience=settings.audience,
            keys=settings.keys,
            revocations=None if revocation is None else revocations_of(settings, revocation),
            compatibility=compatibility,
            debug=settings.debug,
        )

    @asynccontextmanager
    async def listening(self) -> AsyncGenerator[None]:
        """Hear of revocations for the length of the block, which begins when all that there are are known.

        For apps that are not told of their start: mounted in another one, or behind no server at all.
        """
        revocations = self.verifier.revocations
        if revocations is None:
            yield
            return
        async with listening(revocations):
            await first_news(revocations)
            yield
