"""Sessions that act for a principal, or for the system."""

import logging
from collections.abc import Callable
from typing import TypeVar

from ..principal import Principal
from .reviewed import checked_reason
from .scope import KEY, Owner, Unowned

S = TypeVar("S")

logger = logging.getLogger("jwt_auth_bridge")


def principal_session(sessions: Callable[..., S], principal: Principal) -> S:
    """Open a session that sees and writes the rows of this principal alone, as far as models are `Owned`.

        async with principal_session(sessions, caller) as session:
            tasks = await session.scalars(select(Task))

    sessions: a `sessionmaker`, an `async_sessionmaker`, or whatever else passes `info` on to a `Session`.
    """
    return sessions(info={KEY: Owner(principal.user_id)})


def system_session(sessions: Callable[..., S], *, reason: str) -> S:
    """Open a session that sees and writes everybody's rows, for work that is nobody's.

    Nothing is filtered, stamped or refused in it. Each opening is one WARNING with the reason in the log
    `jwt_auth_bridge`. Raises ConfigurationError without a reason.
    """
    logger.warning("system session: %s", checked_reason(reason))
    return sessions(info={KEY: Unowned.SYSTEM})
