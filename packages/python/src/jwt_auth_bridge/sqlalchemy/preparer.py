"""The writer of names that does not let SQL pass for one."""
# The preparer's methods are SQLAlchemy's own extension points, but not typed.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

import copy
from collections.abc import Callable
from typing import Any

from .grammar import is_unquoted


def checked(preparer: Any, refuse: Callable[[], None]) -> Any:
    """A copy of SQLAlchemy's preparer. Calls `refuse` for a name that needs quotes and shall have none."""
    quote = preparer.quote

    def checked_quote(name: str) -> Any:
        # `quoted_name(..., quote=False)` is written as it stands.
        if getattr(name, "quote", None) is False and not is_unquoted(name):
            refuse()
        return quote(name)

    copied = copy.copy(preparer)
    copied.quote = checked_quote
    return copied


def schemaless(preparer: Any) -> Any:
    """A copy that writes names without schemas."""
    copied = copy.copy(preparer)
    copied.schema_for_object = _no_schema
    return copied


def _no_schema(_table: object) -> None:
    return None
