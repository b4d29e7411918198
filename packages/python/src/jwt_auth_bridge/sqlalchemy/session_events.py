"""What a session does with its scope: hand it to its connections, and keep foreign rows out of itself."""

from weakref import WeakKeyDictionary

from sqlalchemy import Connection, event
from sqlalchemy.orm import QueryContext, Session, SessionTransaction, object_session

from .databases import check_database
from .errors import ForeignOwner, SharedConnection
from .models import Owned, owner_attribute
from .scope import KEY, Owner, Scope, scope_in, scope_on

_HOLDERS = "jwt_auth_bridge.holders"
"""How many sessions a connection serves: all of one scope."""
_used: WeakKeyDictionary[SessionTransaction, list[Connection]] = WeakKeyDictionary()
"""The connections that a session's transaction holds."""


def install() -> None:
    """Let every session of this process do so. Those without a scope are nobody's."""
    event.listen(Session, "after_begin", _hand_over)
    event.listen(Session, "after_transaction_end", _take_back)
    event.listen(Session, "before_attach", _refuse_foreign)
    event.listen(Session, "before_flush", _before_flush)
    event.listen(Owned, "load", _on_load, propagate=True)


def _hand_over(session: Session, transaction: SessionTransaction, connection: Connection) -> None:
    scope = scope_in(session.info)
    check_database(scope, connection)
    other = scope_on(connection)
    if other is not None and not _agree(scope, other):
        # The statements of both would run for one of them.
        raise SharedConnection(
            "two sessions of different callers use one connection at once: end the first one's transaction, "
            "or give each session a connection of its own"
        )
    used = _used.setdefault(_root(transaction), [])
    # A savepoint begins on a connection that the session has already.
    if connection not in used:
        used.append(connection)
        _hold(connection, other or scope, 1)


def _take_back(_session: Session, transaction: SessionTransaction) -> None:
    for connection in _used.pop(transaction, ()):
        if not connection.closed:
            _hold(connection, scope_on(connection), -1)


def _hold(connection: Connection, scope: Scope | None, more: int) -> None:
    """Let a connection serve a scope as long as at least one session holds it."""
    holders = connection.get_execution_options().get(_HOLDERS, 0) + more
    connection.execution_options(**{KEY: scope if holders else None, _HOLDERS: holders})


def _root(transaction: SessionTransaction) -> SessionTransaction:
    while transaction.parent is not None:
        transaction = transaction.parent
    return transaction


def _agree(one: Scope, other: Scope) -> bool:
    return one is other or (isinstance(one, Owner) and one.same_as(other))


def _refuse_foreign(session: Session | None, instance: object) -> None:
    scope = None if session is None else session.info.get(KEY)
    if isinstance(scope, Owner) and isinstance(instance, Owned):
        # What is loaded already: asking for more would go to the database.
        owner = instance.__dict__.get(instance.__owner__)
        if owner is not None and owner != scope.user_id:
            _check(instance, owner, scope)


def _check(instance: Owned, owner: object, scope: Owner) -> None:
    if not isinstance(owner, str) or owner != scope.user_id:
        raise ForeignOwner(
            f"a {type(instance).__name__} in a principal's session has another owner than the principal: "
            "leave the owner out, the session sets it"
        )


def _on_load(instance: Owned, context: QueryContext | None) -> None:
    # A merge has no context. A query has, for each row: it is the faster way to the session.
    _refuse_foreign(object_session(instance) if context is None else context.session, instance)


def _before_flush(session: Session, _context: object, _instances: object) -> None:
    scope = scope_in(session.info)
    if not isinstance(scope, Owner):
        return
    for instance in session.new:
        if isinstance(instance, Owned):
            attribute = owner_attribute(type(instance))
            if instance.__dict__.get(attribute) is None:
                setattr(instance, attribute, scope.user_id)
    for instance in (*session.new, *session.dirty):
        if isinstance(instance, Owned):
            # Not loaded is not changed. None is a change: to nobody.
            _check(instance, instance.__dict__.get(owner_attribute(type(instance)), scope.user_id), scope)
