"""`AuthBridge`: the dependencies of one API, over one verifier."""

from functools import cached_property
from typing import Any

from fastapi import FastAPI
from starlette.middleware import Middleware

from ..bridge import Bridge
from ..revocation.lifespan import RevocationLifespan
from .dependencies import OptionalPrincipal, PathOwner, RequirePrincipal
from .gate import Gate
from .inventory import add_protecting_verifier, protecting_verifiers
from .openapi import add_refusals
from .refusal import Refusal, answer_refusal


class AuthBridge(Bridge):
    """Authentication of one FastAPI app.

    Give it a `verifier`, or what `Verifier` takes; `AuthBridge.from_env()` reads the environment.

    A dependency looks once. What stays open, as a WebSocket does, is looked at again with `verifier.check`.

    :param debug: answers tell the reason in `detail`: for a developer's machine, refused elsewhere.
    :raises ConfigurationError: for settings that cannot work.
    """

    @cached_property
    def principal(self) -> RequirePrincipal:
        """The caller, or 401."""
        return RequirePrincipal(self.verifier, debug=self.debug)

    @cached_property
    def optional_principal(self) -> OptionalPrincipal:
        """The caller, None without credentials, or 401 for bad ones."""
        return OptionalPrincipal(self.verifier, debug=self.debug)

    @cached_property
    def path_owner(self) -> PathOwner:
        """The caller when the path's `user_id` is theirs, or 401, or 403."""
        return PathOwner(self.verifier, debug=self.debug)

    def protect(self, app: FastAPI) -> None:
        """Complete an app that uses the dependencies: call it once for each bridge, before the app starts.

        The app then starts only with a guard or the mark `@public` on every route, and `path_owner` on every
        route with a `{user_id}`, in routers and mounted apps too. Refusals are answered as problem+json. A
        guarded route reads its body only after the guard. The OpenAPI document shows the 401, 403 and 503
        answers of every operation that uses the bridge. With revocations, the app starts when all that were
        published are known, and hears of new ones until it ends.
        """
        if app.middleware_stack is not None:
            raise RuntimeError("auth.protect(app) comes before the app's first request")
        known = protecting_verifiers(app)
        add_protecting_verifier(app, self.verifier)
        revocations = self.verifier.revocations
        if revocations is not None and all(each.revocations is not revocations for each in known):
            # Outside of the look at the routes: an app that will not start need not wait.
            app.user_middleware.insert(0, Middleware(RevocationLifespan, revocations=revocations))
        if known:
            return
        # Starlette's types know handlers for requests or for WebSockets; this one is for both.
        app.add_exception_handler(Refusal, answer_refusal)  # type: ignore[arg-type]
        # Innermost, so that a refusal need not find its way out through another middleware's read.
        app.user_middleware.append(Middleware(Gate, protected=app))
        generate = app.openapi

        def openapi() -> dict[str, Any]:
            document = generate()
            add_refusals(document, app.routes)
            return document

        # FastAPI's documented way to extend the document.
        app.openapi = openapi  # type: ignore[method-assign]
