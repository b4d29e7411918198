"""The caller of a session, told to PostgreSQL at the begin of each transaction.

The setting `request.jwt.claims` is local to the transaction: however that ends, the connection then knows
nobody, whoever gets it next. So it is set again at each begin: after a commit or a rollback in the middle of
a request too. A savepoint lies within its transaction and needs nothing.
"""

import json

from sqlalchemy import Connection, bindparam, event, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session, SessionTransaction

from ..errors import ConfigurationError
from ..principal import Principal
from .setting import SETTING

_BOUND = "jwt_auth_bridge.postgres.bound"
"""The key of `Session.info` that holds the principal and its claims."""
_ANNOUNCE = select(func.set_config(SETTING, bindparam("claims"), True))


def bind_principal(session: Session | AsyncSession, principal: Principal) -> None:
    """Make PostgreSQL know the caller in every transaction of this session.

    A session that nobody is bound to sees no row of an owned table, and writes none. Outside a transaction
    (`isolation_level="AUTOCOMMIT"`) the setting does not last, and the same holds.

    :raises ValueError: for a user id or session id that no JSON of PostgreSQL's can hold.
    :raises RuntimeError: when the session has begun a transaction, or is somebody else's.
    """
    sync = session.sync_session if isinstance(session, AsyncSession) else session
    bound = sync.info.get(_BOUND)
    if bound is not None:
        if bound[0] == principal:
            return
        raise RuntimeError("the session is bound to another principal: take a new session for each caller")
    if sync.in_transaction():
        raise RuntimeError("bind the principal before the session begins its first transaction")
    sync.info[_BOUND] = (principal, claims_text(principal))


# For all sessions: to listen to each by itself takes longer than all the rest of binding it.
@event.listens_for(Session, "after_begin")
def _announce(session: Session, transaction: SessionTransaction, connection: Connection) -> None:
    bound = session.info.get(_BOUND)
    if bound is not None and not transaction.nested:
        announce(connection, bound[1])


def claims_text(principal: Principal) -> str:
    """The caller as JSON, of ASCII characters alone.

    :raises ValueError: for an empty id, a NUL or half a surrogate pair, which policies would stumble over.
    """
    for value in (principal.user_id, principal.session_id):
        if value == "" or "\0" in value or not _is_unicode(value):
            raise ValueError("an id is empty, or holds a NUL or a lone surrogate")
    return json.dumps({"sub": principal.user_id, "sid": principal.session_id})


def announce(connection: Connection, claims: str) -> None:
    """Set the claims for the transaction that this connection has begun.

    :raises ConfigurationError: for another database than PostgreSQL.
    """
    if connection.dialect.name != "postgresql":
        raise ConfigurationError(
            f"bind_principal needs PostgreSQL: {connection.dialect.name} has no row-level security. "
            "Bind the principal on PostgreSQL alone",
            code="database_unsupported",
        )
    # An `IdentityConnection` of asyncpg's sets it along with its BEGIN.
    announce_at_begin = getattr(connection.connection.driver_connection, "announce_at_begin", None)
    if announce_at_begin is not None:
        announce_at_begin(connection.get_transaction(), claims)
    else:
        connection.execute(_ANNOUNCE, {"claims": claims})


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
