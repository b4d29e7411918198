"""`AuthBridge`: the guards of one API, over one verifier."""

import os
from collections.abc import Mapping
from typing import overload

from ..debug import check_debug
from ..environment import read_environment
from ..keys import KeySource
from ..verifier import Verifier
from .guards import Guard, OptionalGuard, OwnerGuard
from .types import ASGIApp


class AuthBridge:
    """Puts a guard in front of ASGI apps.

    Give it a `verifier`, or what `Verifier` takes; `AuthBridge.from_env()` reads the environment.

    Behind a guard `principal_of(scope)` is the caller. Others are answered by the guard, which reads nothing
    of their requests. Each guard takes the `route` that the app is at, as it is declared: the log names that,
    never a path with ids.

    :param debug: answers tell the reason in `detail`: for a developer's machine, refused elsewhere.
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
        self._verifier = verifier
        self._debug = check_debug(debug, verifier.issuer)

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> "AuthBridge":
        """Read `BETTER_AUTH_URL`, `JWT_AUDIENCE`, `AUTH_DEBUG`, and the secret or `JWT_BRIDGE_KEY`.

        :raises ConfigurationError: one line that names the variable and the mend.
        """
        settings = read_environment(env)
        return cls(
            issuer=settings.issuer, audience=settings.audience, keys=settings.keys, debug=settings.debug
        )

    def principal(self, app: ASGIApp, *, route: str) -> ASGIApp:
        """`app` for any caller. No credentials, or bad ones: 401."""
        return Guard(app, self._verifier, route=route, debug=self._debug)

    def optional_principal(self, app: ASGIApp, *, route: str) -> ASGIApp:
        """`app` for callers and for requests without bearer credentials. Bad ones: 401."""
        return OptionalGuard(app, self._verifier, route=route, debug=self._debug)

    def path_owner(self, app: ASGIApp, *, route: str) -> ASGIApp:
        """`app` for the one whose id is the path's `user_id`, code point by code point; anybody else: 403.

        The `user_id` is the one that a router such as Starlette's found; without a router it is read off the
        decoded path below `root_path`. A path that does not fit the route is nobody's. Runs before `app`, so
        the answer does not tell whether the other user exists.

        :param route: such as `/api/{user_id}`. The app answers for this path and all below it.
        :raises ConfigurationError: for a route without a segment `{user_id}`.
        """
        return OwnerGuard(app, self._verifier, route=route, debug=self._debug)
