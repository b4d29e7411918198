"""The claims of a connection's transaction: set as it begins, withdrawn when it outlives its session."""

from dataclasses import dataclass
from weakref import ReferenceType, WeakKeyDictionary, ref

from sqlalchemy import Connection, NestedTransaction, RootTransaction, bindparam, func, select
from sqlalchemy.exc import SQLAlchemyError

from ..errors import ConfigurationError
from .setting import SETTING

_SET = select(func.set_config(SETTING, bindparam("claims"), True))
_NOBODY = ""


@dataclass(slots=True, eq=False, weakref_slot=True)
class Announcement:
    """That a session has told a connection its caller."""

    connection: Connection
    transaction: RootTransaction
    savepoint: NestedTransaction | None
    """The one that it was told in."""
    claims: str


# References alone: they keep no connection of a session that was dropped without being closed. (A WeakSet
# would do, and cost each request ten microseconds.)
_ANNOUNCED: WeakKeyDictionary[RootTransaction, list[ReferenceType[Announcement]]] = WeakKeyDictionary()
"""Whose sessions are at work in a transaction."""


def announce(connection: Connection, claims: str) -> Announcement:
    """Set the claims for the transaction that this connection has begun.

    :raises ConfigurationError: for another database than PostgreSQL.
    :raises RuntimeError: when another caller's session is at work in the same transaction.
    """
    if connection.dialect.name != "postgresql":
        raise ConfigurationError(
            f"bind_principal needs PostgreSQL: {connection.dialect.name} has no row-level security. "
            "Bind the principal on PostgreSQL alone",
            code="database_unsupported",
        )
    transaction = connection.get_transaction()
    assert transaction is not None  # a session has begun it, or joined it
    others = _ANNOUNCED.setdefault(transaction, [])
    if any(other.claims != claims for other in _living(others)):
        raise RuntimeError("the connection's transaction is another caller's: take a connection of its own")
    # An `IdentityConnection` of asyncpg's sets it along with its BEGIN, if that is still to come.
    announce_at_begin = getattr(connection.connection.driver_connection, "announce_at_begin", None)
    if announce_at_begin is None or not announce_at_begin(transaction, claims):
        connection.execute(_SET, {"claims": claims})
    announcement = Announcement(connection, transaction, connection.get_nested_transaction(), claims)
    others.append(ref(announcement))
    return announcement


def withdraw(announcement: Announcement) -> None:
    """Let the transaction know nobody, if it goes on and no other session of this caller is at work in it.

    Where PostgreSQL cannot be told so, in a transaction that has failed, the connection is cut.
    """
    connection, transaction = announcement.connection, announcement.transaction
    if not transaction.is_active or connection.invalidated:
        return
    others = _ANNOUNCED[transaction]
    others.remove(ref(announcement))
    if _living(others):
        return
    try:
        connection.execute(_SET, {"claims": _NOBODY})
    except SQLAlchemyError:
        connection.invalidate()
        return
    if _may_come_back(announcement):
        connection.invalidate()


def _living(announcements: list[ReferenceType[Announcement]]) -> list[Announcement]:
    return [living for announcement in announcements if (living := announcement()) is not None]


def _may_come_back(announcement: Announcement) -> bool:
    """Whether a savepoint is left that was made after the claims were set: a rollback to it restores them."""
    left, before = announcement.connection.get_nested_transaction(), announcement.savepoint
    return left is not None and left is not before and (before is None or before.is_active)
