"""Whether a path is its caller's own (profile rule A3)."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, unquote_to_bytes

from .errors import ConfigurationError, UserMismatch
from .log import logger
from .principal import Principal

PATH_PARAMETER = "user_id"
_STRAY = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_ESCAPED_SEPARATOR = re.compile(rb"%(?:2[Ff]|5[Cc])")
# Some read "\" as "/".
_DOT_SEGMENT = re.compile(r"(?:\A|[/\\])\.\.?(?:[/\\]|\Z)")


def owns(principal: Principal, user_id: object, scope: Mapping[str, Any]) -> bool:
    """Whether a path's `user_id`, decoded once, is the caller's, code point by code point.

    A path that whoever reads it next may take for another one is nobody's: one that climbs (`..`) or that
    escapes a separator.
    """
    own = principal.user_id
    if user_id != own:
        return False
    path: str = scope["path"]
    raw_path: bytes | None = scope.get("raw_path")
    # Nearly every path is what it was before it was decoded, and holds nothing that needs a closer look.
    is_same = path.isascii() and path.encode() == raw_path
    is_plain = is_same and "%" not in path and "/." not in path and "\\" not in path
    return "/" not in own and (is_plain or _is_clear(own, path, raw_path))


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


def _is_clear(user_id: str, path: str, raw_path: bytes | None) -> bool:
    """Whether a path means one thing to everybody, and its `user_id` is what the client wrote."""
    if "\\" in user_id or _DOT_SEGMENT.search(path):
        return False
    # Servers write bytes that are not UTF-8 as U+FFFD, and keep a stray "%". An id may hold either.
    is_literal = "\ufffd" not in user_id and "%" not in user_id
    if raw_path is None:  # a server that does not tell what it decoded
        return is_literal and "\\" not in path
    if _ESCAPED_SEPARATOR.search(raw_path) or _DOT_SEGMENT.search(unquote(raw_path.decode("latin-1"))):
        return False
    return is_literal or _is_decodable(raw_path)


def _is_decodable(raw_path: bytes) -> bool:
    if _STRAY.search(raw_path):
        return False
    try:
        unquote_to_bytes(raw_path).decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
