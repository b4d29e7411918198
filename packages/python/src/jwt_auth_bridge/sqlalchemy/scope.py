"""On whose behalf a session and its connections act."""

from collections.abc import Mapping
from enum import Enum
from typing import Any, Final

from sqlalchemy import BindParameter, Connection, String, bindparam
from sqlalchemy.orm import UserDefinedOption
from sqlalchemy.sql.cache_key import HasCacheKey
from sqlalchemy.sql.visitors import InternalTraversal

KEY: Final = "jwt_auth_bridge.scope"
"""Where a session's `info` and a connection's execution options hold their scope."""

_PARAMETER: Final = "jwt_auth_bridge_owner"
"""What the SQL calls the owner's id. `param` would be the name of parameters that applications name too."""


class Owner(HasCacheKey, UserDefinedOption):
    """One user. As an option of a statement, it makes the compiler put the filters in.

    The user's id is a bound parameter of the cache key: users share the compiled statement, never the value.
    """

    _traverse_internals = [("bind", InternalTraversal.dp_clauseelement)]  # noqa: RUF012
    _is_has_cache_key = True

    def __init__(self, user_id: str) -> None:
        super().__init__()
        self.user_id = user_id
        # Unique: it gets a number behind its name. The name is one that no application gives.
        self.bind: BindParameter[str] = bindparam(_PARAMETER, user_id, type_=String(), unique=True)

    def same_as(self, other: object) -> bool:
        """Whether that is the same user."""
        return isinstance(other, Owner) and other.user_id == self.user_id


class Unowned(Enum):
    """Scopes of no user."""

    SYSTEM = "system"
    """A job's: everybody's rows."""
    NOBODY = "nobody"
    """A plain session's: no owned rows."""


Scope = Owner | Unowned


def scope_in(info: Mapping[Any, Any]) -> Scope:
    """The scope of a session with this `info`."""
    scope = info.get(KEY)
    return scope if isinstance(scope, Owner | Unowned) else Unowned.NOBODY


def scope_on(connection: Connection) -> Scope | None:
    """The scope that a connection serves; None when no session uses it."""
    # Not a statement's own execution options: those are the caller's to write.
    scope = connection.get_execution_options().get(KEY)
    return scope if isinstance(scope, Owner | Unowned) else None
