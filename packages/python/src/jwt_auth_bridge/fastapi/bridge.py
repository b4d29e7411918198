"""`AuthBridge`: the dependencies of one API, over one verifier."""

import os
from collections.abc import Mapping
from typing import Any, overload

from fastapi import FastAPI
from starlette.middleware import Middleware

from ..debug import check_debug
from ..environment import read_environment
from ..keys import KeySource
from ..verifier import Verifier
from .dependencies import OptionalPrincipal, PathOwner, RequirePrincipal
from .gate import BodyGate
from .inventory import add_protecting_verifier, protecting_verifiers
from .openapi import add_refusals
from .refusal import Refusal, answer_refusal
from .startup import StartupCheck


class AuthBridge:
    """Authentication of one FastAPI app.

    Give it a `verifier`, or what `Verifier` takes; `AuthBridge.from_env()` reads the environment.

    * `principal`: the caller, or 401.
    * `optional_principal`: the caller, None without credentials, or 401 for bad ones.
    * `path_owner`: the caller when the path's `user_id` is theirs, or 401, or 403.

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
        self.verifier = verifier
        check_debug(debug, verifier.issuer)
        self.principal = RequirePrincipal(verifier, debug=debug)
        self.optional_principal = OptionalPrincipal(verifier, debug=debug)
        self.path_owner = PathOwner(verifier, debug=debug)

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> "AuthBridge":
        """Read `BETTER_AUTH_URL`, `JWT_AUDIENCE`, `AUTH_DEBUG`, and the secret or `JWT_BRIDGE_KEY`.

        :raises ConfigurationError: one line that names the variable and the mend.
        """
        settings = read_environment(env)
        return cls(
            issuer=settings.issuer, audience=settings.audience, keys=settings.keys, debug=settings.debug
        )

    def protect(self, app: FastAPI) -> None:
        """Complete an app that uses the dependencies: call it once for each bridge, before the app starts.

        The app then starts only with a guard or the mark `@public` on every route, and `path_owner` on every
        route with a `{user_id}`, in routers and mounted apps too. Refusals are answered as problem+json. A
        guarded route reads its body only after the guard. The OpenAPI document shows the 401, 403 and 503
        answers of every operation that uses the bridge.
        """
        if app.middleware_stack is not None:
            raise RuntimeError("auth.protect(app) comes before the app's first request")
        is_complete = bool(protecting_verifiers(app))
        add_protecting_verifier(app, self.verifier)
        if is_complete:
            return
        # Starlette's types know handlers for requests or for WebSockets; this one is for both.
        app.add_exception_handler(Refusal, answer_refusal)  # type: ignore[arg-type]
        # Innermost, so that a refusal need not find its way out through another middleware's read.
        app.user_middleware += [Middleware(StartupCheck, protected=app), Middleware(BodyGate)]
        generate = app.openapi

        def openapi() -> dict[str, Any]:
            document = generate()
            add_refusals(document, app.routes)
            return document

        # FastAPI's documented way to extend the document.
        app.openapi = openapi  # type: ignore[method-assign]
