"""The caller, as a guard leaves it in the scope of a request."""

from collections.abc import Mapping
from typing import Any

from ..errors import ConfigurationError
from ..principal import Principal

PRINCIPAL = "jwt_auth_bridge.principal"
"""Key of the scope: a `Principal`, or None behind `optional_principal`. Without a guard it is not there."""


def principal_of(scope: Mapping[str, Any]) -> Principal:
    """The caller of a request behind `principal` or `path_owner`.

    :raises ConfigurationError: without one: a mistake of the app, never taken for an anonymous caller.
    """
    principal = optional_principal_of(scope)
    if principal is None:
        message = "principal_of met nobody. Behind auth.optional_principal use optional_principal_of"
        raise ConfigurationError(message, code="guard_missing")
    return principal


def optional_principal_of(scope: Mapping[str, Any]) -> Principal | None:
    """The caller of a request behind any of the guards; None for nobody, behind `optional_principal`.

    :raises ConfigurationError: behind no guard.
    """
    if PRINCIPAL not in scope:
        message = "No guard of AuthBridge is in front of this app. Wrap it in auth.principal"
        raise ConfigurationError(message, code="guard_missing")
    principal: Principal | None = scope[PRINCIPAL]
    return principal
