"""What the bridges of all frameworks have in common: one verifier, and how it is set up."""

import os
from collections.abc import Mapping
from typing import Self, overload

from .debug import check_debug
from .environment import read_environment
from .keys import KeySource
from .verifier import Verifier


class Bridge:
    """The verifier of one API, and whether its answers tell the reason.

    :raises ConfigurationError: for settings that cannot work.
    """

    @overload
    def __init__(self, *, verifier: Verifier, debug: bool = False) -> None: ...
    @overload
    def __init__(
        self, *, issuer: str, audience: str, keys: KeySource, leeway: float = 5, debug: bool = False
    ) -> None: ...
    def __init__(
        self,
        *,
        verifier: Verifier | None = None,
        issuer: str = "",
        audience: str = "",
        keys: KeySource | None = None,
        leeway: float = 5,
        debug: bool = False,
    ) -> None:
        if verifier is None:
            if keys is None:
                raise TypeError("AuthBridge needs verifier=, or issuer=, audience= and keys=")
            verifier = Verifier(issuer=issuer, audience=audience, keys=keys, leeway=leeway)
        self.verifier = verifier
        self.debug = check_debug(debug, verifier.issuer)

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> Self:
        """Read `BETTER_AUTH_URL`, `JWT_AUDIENCE`, `AUTH_DEBUG`, and the secret or `JWT_BRIDGE_KEY`.

        :raises ConfigurationError: one line that names the variable and the mend.
        """
        settings = read_environment(env)
        return cls(
            issuer=settings.issuer, audience=settings.audience, keys=settings.keys, debug=settings.debug
        )
