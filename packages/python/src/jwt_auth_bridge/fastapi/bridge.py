"""`AuthBridge`: the dependencies of one API, over one verifier."""

import os
from collections.abc import Mapping
from typing import overload

from fastapi import FastAPI

from ..environment import read_environment
from ..keys import KeySource
from ..verifier import Verifier
from .dependencies import OptionalPrincipal, PathOwner, RequirePrincipal
from .refusal import Refusal, answer_refusal


class AuthBridge:
    """Authentication of one FastAPI app.

    Give it a `verifier`, or what `Verifier` takes; `AuthBridge.from_env()` reads the environment.

    * `principal`: the caller, or 401.
    * `optional_principal`: the caller, None without credentials, or 401 for bad ones.
    * `path_owner`: the caller when the path's `user_id` is theirs, or 401, or 403.

    :raises ConfigurationError: for settings that cannot work.
    """

    @overload
    def __init__(self, *, verifier: Verifier) -> None: ...
    @overload
    def __init__(self, *, issuer: str, audience: str, keys: KeySource, leeway: int = 5) -> None: ...
    def __init__(
        self,
        *,
        verifier: Verifier | None = None,
        issuer: str = "",
        audience: str = "",
        keys: KeySource | None = None,
        leeway: int = 5,
    ) -> None:
        if verifier is None:
            if keys is None:
                raise TypeError("AuthBridge needs verifier=, or issuer=, audience= and keys=")
            verifier = Verifier(issuer=issuer, audience=audience, keys=keys, leeway=leeway)
        self.verifier = verifier
        self.principal = RequirePrincipal(verifier)
        self.optional_principal = OptionalPrincipal(verifier)
        self.path_owner = PathOwner(verifier)

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> "AuthBridge":
        """Read `BETTER_AUTH_URL`, `JWT_AUDIENCE`, and the secret or `JWT_BRIDGE_KEY`.

        :raises ConfigurationError: one line that names the variable and the mend.
        """
        settings = read_environment(env)
        return cls(issuer=settings.issuer, audience=settings.audience, keys=settings.keys)

    def protect(self, app: FastAPI) -> None:
        """Answer refusals of `app` as problem+json, and show them in its OpenAPI document."""
        app.add_exception_handler(Refusal, answer_refusal)  # type: ignore[arg-type]
