"""asyncpg: the caller is set along with BEGIN.

create_async_engine(url, connect_args={"connection_class": IdentityConnection})
"""

from typing import Any
from weakref import ReferenceType, ref

import asyncpg  # type: ignore[import-untyped]
from sqlalchemy import RootTransaction

from .setting import SETTING


class IdentityConnection(asyncpg.Connection):  # type: ignore[misc]
    """A connection of asyncpg's that begins a transaction and sets its caller in one round trip."""

    _announced: tuple[ReferenceType[RootTransaction], str] | None = None

    def announce_at_begin(self, transaction: RootTransaction, claims: str) -> bool:
        """Set these claims in the BEGIN of this transaction, and of no other; False when that has been sent.

        SQLAlchemy sends BEGIN before the first statement. When none comes the claims are never sent: by the
        next BEGIN the transaction is over, or nobody holds it any more.
        """
        if self.is_in_transaction():
            return False
        self._announced = (ref(transaction), claims)
        return True

    async def execute(self, query: str, *args: Any, timeout: float | None = None) -> str:  # noqa: ASYNC109 - asyncpg's
        """As asyncpg's, which its transactions send BEGIN by."""
        if query.startswith("BEGIN"):
            query += self._take_announcement()
        status: str = await super().execute(query, *args, timeout=timeout)  # pyright: ignore[reportUnknownMemberType]
        return status

    def _take_announcement(self) -> str:
        announced, self._announced = self._announced, None
        if announced is None:
            return ""
        transaction = announced[0]()
        if transaction is None or not transaction.is_active:
            return ""
        # Several statements at once take no parameters. Nothing but $jwt$ ends such a literal, whatever the
        # server's settings, and JSON can do without a dollar.
        claims = announced[1].replace("$", r"\u0024")
        return f"SELECT set_config('{SETTING}', $jwt${claims}$jwt$, true);"
