"""The caller of a session, told to PostgreSQL at the begin of each transaction.

The setting `request.jwt.claims` is local to the transaction: however that ends, the connection then knows
nobody, whoever gets it next. So it is set again at each begin: after a commit or a rollback in the middle of
a request too. A savepoint lies within its transaction and needs nothing.

A session that is bound to a connection may join a transaction which others began and which outlives it. That
one knows the caller until the session's own part of it is over, and then nobody.
"""

import json
from dataclasses import dataclass, field

from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session, SessionTransaction

from ..principal import Principal
from ..session_info import PRINCIPAL
from .announcement import Announcement, announce, withdraw


@dataclass(frozen=True, slots=True)
class _Bound:
    principal: Principal
    claims: str
    announcements: list[Announcement] = field(default_factory=list[Announcement])
    """Those of the session's present transaction: one for each connection that it uses."""


_BOUND = "jwt_auth_bridge.postgres.bound"
"""The key of `Session.info` that holds all this."""


def bind_principal(session: Session | AsyncSession, principal: Principal) -> None:
    """Make PostgreSQL know the caller in every transaction of this session.

    A session that nobody is bound to sees no row of an owned table, and writes none. Outside a transaction
    (`isolation_level="AUTOCOMMIT"`) the setting does not last, and the same holds.

    A transaction has one caller: two sessions on one connection at once have to be the same principal's.

    :raises ValueError: for a user id or session id that no JSON of PostgreSQL's can hold.
    :raises RuntimeError: when the session has begun a transaction, or is somebody else's: bound to another
        principal, or opened for one.
    """
    sync = session.sync_session if isinstance(session, AsyncSession) else session
    bound: _Bound | None = sync.info.get(_BOUND)
    if bound is not None and bound.principal == principal:
        return
    if bound is not None or sync.info.get(PRINCIPAL, principal) != principal:
        raise RuntimeError("the session is another principal's: take a new session for each caller")
    if sync.in_transaction():
        raise RuntimeError("bind the principal before the session begins its first transaction")
    sync.info[_BOUND] = _Bound(principal, claims_text(principal))


# For all sessions: to listen to each by itself takes longer than all the rest of binding it.
@event.listens_for(Session, "after_begin")
def _begin(session: Session, transaction: SessionTransaction, connection: Connection) -> None:
    bound: _Bound | None = session.info.get(_BOUND)
    if bound is not None and not transaction.nested:
        bound.announcements.append(announce(connection, bound.claims))


@event.listens_for(Session, "after_transaction_end")
def _end(session: Session, transaction: SessionTransaction) -> None:
    bound: _Bound | None = session.info.get(_BOUND)
    if bound is not None and transaction.parent is None:
        while bound.announcements:
            withdraw(bound.announcements.pop())


def claims_text(principal: Principal) -> str:
    """The caller as JSON, of ASCII characters alone.

    :raises ValueError: for an empty id, a NUL or half a surrogate pair, which policies would stumble over.
    """
    claims = {"sub": principal.user_id}
    if principal.has_session:
        claims["sid"] = principal.session_id
    for value in claims.values():
        if value == "" or "\0" in value or not _is_unicode(value):
            raise ValueError("an id is empty, or holds a NUL or a lone surrogate")
    return json.dumps(claims)


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
