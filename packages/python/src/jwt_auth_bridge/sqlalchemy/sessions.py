"""Sessions that act for a principal, or for the system."""

import logging
from collections.abc import Callable
from typing import TypeVar

from ..errors import ConfigurationError
from ..principal import Principal
from ..session_info import PRINCIPAL
from .models import configure
from .reviewed import checked_reason
from .scope import KEY, Owner, Unowned

S = TypeVar("S")

logger = logging.getLogger("jwt_auth_bridge")


def principal_session(sessions: Callable[..., S], principal: Principal) -> S:
    """Open a session that sees and writes the rows of this principal alone, as far as models are `Owned`.

        async with principal_session(sessions, caller) as session:
            tasks = await session.scalars(select(Task))

    sessions: a `sessionmaker`, an `async_sessionmaker`, or whatever else passes `info` on to a `Session`.

    Raises ConfigurationError when the session is without that `info`: it would be nobody's. Owned
    models are configured before the first session, so what is wrong with a relationship shows then.
    """
    configure()
    return _opened(sessions, {KEY: Owner(principal.user_id), PRINCIPAL: principal})


def system_session(sessions: Callable[..., S], *, reason: str) -> S:
    """Open a session that sees and writes everybody's rows, for work that is nobody's.

    Nothing is filtered, stamped or refused in it. Each opening is one WARNING with the reason in the log
    `jwt_auth_bridge`. Raises ConfigurationError without a reason, and as `principal_session` does.
    """
    logger.warning("system session: %s", checked_reason(reason))
    return _opened(sessions, {KEY: Unowned.SYSTEM})


def _opened(sessions: Callable[..., S], info: dict[str, object]) -> S:
    session = sessions(info=info)
    kept = getattr(session, "info", {})
    if any(kept.get(key) is not value for key, value in info.items()):
        raise ConfigurationError(
            "the session was opened without the info that says whose it is: "
            "let its factory pass `info` on to the Session",
            code="session_info_missing",
        )
    return session
