"""`AuthBridge`: the guards of one API, over one verifier."""

from ..bridge import Bridge
from ..revocation.lifespan import RevocationLifespan
from .guards import Guard, OptionalGuard, OwnerGuard
from .types import ASGIApp


class AuthBridge(Bridge):
    """Puts a guard in front of ASGI apps.

    Give it a `verifier`, or what `Verifier` takes; `AuthBridge.from_env()` reads the environment.

    Behind a guard `principal_of(scope)` is the caller. Others are answered by the guard, which reads nothing
    of their requests. What stays open, as a WebSocket does, is not looked at again: `verifier.check` is for
    that. Each guard takes the `route` that the app is at, as it is declared: the log names that,
    never a path with ids.

    :param debug: answers tell the reason in `detail`: for a developer's machine, refused elsewhere.
    :raises ConfigurationError: for settings that cannot work.
    """

    def principal(self, app: ASGIApp, *, route: str) -> ASGIApp:
        """`app` for any caller. No credentials, or bad ones: 401."""
        return Guard(app, self.verifier, route=route, debug=self.debug)

    def optional_principal(self, app: ASGIApp, *, route: str) -> ASGIApp:
        """`app` for callers and for requests without bearer credentials. Bad ones: 401."""
        return OptionalGuard(app, self.verifier, route=route, debug=self.debug)

    def path_owner(self, app: ASGIApp, *, route: str) -> ASGIApp:
        """`app` for the one whose id is the path's `user_id`, code point by code point; anybody else: 403.

        The `user_id` is the one that a router such as Starlette's found; without a router it is read off the
        decoded path below `root_path`. A path that does not fit the route is nobody's. Runs before `app`, so
        the answer does not tell whether the other user exists.

        :param route: such as `/api/{user_id}`. The app answers for this path and all below it.
        :raises ConfigurationError: for a route without a segment `{user_id}`.
        """
        return OwnerGuard(app, self.verifier, route=route, debug=self.debug)

    def lifespan(self, app: ASGIApp) -> ASGIApp:
        """`app`, with revocations heard of while it is served: put it round the one that the server starts.

        The app has started when all that was published is known. One without a lifespan is given one.
        """
        revocations = self.verifier.revocations
        return app if revocations is None else RevocationLifespan(app, revocations=revocations)
