"""A database in a transaction: damage first, then the check."""

from sqlalchemy import Connection, MetaData, text

from jwt_auth_bridge.postgres.checks.faults import find_faults
from jwt_auth_bridge.postgres.statements import enable_statements

from ..models import METADATA
from ..server import Database, role_of


class Damaged:
    """The tests' schema, as a superuser's transaction has changed it."""

    def __init__(self, connection: Connection, database: Database) -> None:
        self._connection = connection
        self.admin = role_of(database.admin)
        self.owner = role_of(database.owner)
        self.serving = role_of(database.serving)

    def run(self, role: str, *statements: str) -> None:
        """Execute these as this role."""
        for statement in (f"SET LOCAL ROLE {role}", *statements, "RESET ROLE"):
            self._connection.execute(text(statement.replace(":", r"\:")))

    def enable(self, table: str) -> None:
        """Protect this table, which has a `user_id`."""
        self.run(self.owner, *enable_statements(table, "user_id", None))

    def faults(self, role: str | None = None, metadata: MetaData = METADATA) -> list[str]:
        """What the check finds on a connection of this role; of the one that serves unless told otherwise."""
        self._connection.execute(text(f"SET LOCAL SESSION AUTHORIZATION {role or self.serving}"))
        faults = find_faults(self._connection, metadata)
        self._connection.execute(text("RESET SESSION AUTHORIZATION"))
        return faults
