"""The bridge in an OpenAPI document: who reads it knows what each operation takes and may answer."""

from collections.abc import Mapping, Sequence
from typing import Any

from ..errors import (
    AuthError,
    InsufficientScope,
    TokenExpired,
    TokenInvalid,
    TokenMissing,
    TokenRevoked,
    UserMismatch,
    VerificationUnavailable,
)
from ..path_owner import PATH_PARAMETER
from ..problem import MEDIA_TYPE
from .dependencies import SCHEME_NAME, BridgeDependency, OptionalPrincipal, PathOwner
from .routes import guarded_operations

SCHEMA_NAME = "Problem"
_SCHEMA = {
    "type": "object",
    "title": SCHEMA_NAME,
    "description": "RFC 9457 problem details. `code` is the word to decide by.",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
    },
}


def add_refusals(document: dict[str, Any], routes: Sequence[Any]) -> None:
    """Add the 401, 403 and 503 answers to every operation that uses the bridge, and the path's owner.

    What an app wrote stays.
    """
    for path, method, dependencies in guarded_operations(routes):
        operation = document.get("paths", {}).get(path, {}).get(method)
        if operation is None:
            continue
        if any(isinstance(each, PathOwner) for each in dependencies):
            _declare_owner(path, operation)
        schemas = document.setdefault("components", {}).setdefault("schemas", {})
        schemas.setdefault(SCHEMA_NAME, _SCHEMA)
        for status, answer in _answers(operation, dependencies).items():
            operation.setdefault("responses", {}).setdefault(status, answer)
        # Optional alone: the operation also works without credentials.
        if all(isinstance(each, OptionalPrincipal) for each in dependencies):
            security = operation.setdefault("security", [])
            if {} not in security:
                security.append({})


def _declare_owner(path: str, operation: dict[str, Any]) -> None:
    """FastAPI describes the parameters that handlers take. A guarded handler need not take this one.

    Each name in a path has to be described (OpenAPI 3.1, Path Templating): otherwise clients and the audit
    guess what it is.
    """
    if f"{{{PATH_PARAMETER}}}" not in path:
        return
    parameters: list[dict[str, Any]] = operation.setdefault("parameters", [])
    if not any(each.get("in") == "path" and each.get("name") == PATH_PARAMETER for each in parameters):
        schema = {"type": "string", "description": "The caller's own id, as in the token's `sub`."}
        parameters.insert(0, {"name": PATH_PARAMETER, "in": "path", "required": True, "schema": schema})


def _answers(operation: Mapping[str, Any], dependencies: Sequence[BridgeDependency]) -> dict[str, Any]:
    refused: list[type[AuthError]] = [TokenInvalid, TokenExpired, TokenRevoked]
    if not all(isinstance(each, OptionalPrincipal) for each in dependencies):
        refused.insert(0, TokenMissing)
    answers = {"401": _answer(refused)}
    forbidden: list[type[AuthError]] = []
    if any(isinstance(each, PathOwner) for each in dependencies):
        forbidden.append(UserMismatch)
    if any(requirement.get(SCHEME_NAME) for requirement in operation.get("security", [])):
        forbidden.append(InsufficientScope)
    if forbidden:
        answers["403"] = _answer(forbidden)
    return answers | {"503": _answer([VerificationUnavailable])}


def _answer(errors: Sequence[type[AuthError]]) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "description": " ".join(f"`{error.code}`: {error.detail}" for error in errors),
        "content": {MEDIA_TYPE: {"schema": {"$ref": f"#/components/schemas/{SCHEMA_NAME}"}}},
    }
    if any(error.challenge for error in errors):
        answer["headers"] = {"WWW-Authenticate": {"schema": {"type": "string"}}}
    if any(error.retry_after for error in errors):
        answer["headers"] = {"Retry-After": {"schema": {"type": "integer"}}}
    return answer
