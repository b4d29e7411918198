"""Whether a path is its caller's own (profile rule A3)."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote_to_bytes

from .errors import ConfigurationError, UserMismatch
from .log import logger
from .principal import Principal

PATH_PARAMETER = "user_id"
_STRAY = re.compile(rb"%(?![0-9A-Fa-f]{2})")


def owns(principal: Principal, user_id: object, scope: Mapping[str, Any]) -> bool:
    """Whether a path's `user_id`, decoded once, is the caller's, code point by code point."""
    if user_id != principal.user_id:
        return False
    # Servers write bytes that are not UTF-8 as U+FFFD, and keep a stray "%". An id may hold either.
    is_plain = "\ufffd" not in principal.user_id and "%" not in principal.user_id
    return is_plain or _is_decodable(scope.get("raw_path"))


def not_owned(user_id: object, method: str, route: str) -> UserMismatch | ConfigurationError:
    """What to raise for a path that is not the caller's, or that has no `user_id` at all.

    The latter is a mistake of the app, not of the caller: closed for everybody, and loud.
    """
    if isinstance(user_id, str):
        return UserMismatch("path_user: the path's user_id is not the token's sub")
    message = (
        f"path_owner guards {method} {route}, whose path has no "
        f"{{{PATH_PARAMETER}}} that is text. Add it without a converter, or use auth.principal"
    )
    logger.error(message)
    return ConfigurationError(message, code="path_parameter_missing")


def _is_decodable(raw_path: bytes | None) -> bool:
    if raw_path is None or _STRAY.search(raw_path):  # None: a server that does not tell what it decoded
        return False
    try:
        unquote_to_bytes(raw_path).decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
