"""Schemas that are changed and looked at within one transaction."""

from sqlalchemy import Connection, text

from .server import Database, role_of


class World:
    """A superuser's transaction that becomes Alice's, on the role that serves, and is never committed."""

    def __init__(self, connection: Connection, database: Database) -> None:
        self._connection = connection
        self.owner, self.serving = role_of(database.owner), role_of(database.serving)
        self.admin = role_of(database.admin)

    def prepare(self, role: str, *statements: str) -> None:
        for statement in (f"SET LOCAL ROLE {role}", *statements, "RESET ROLE"):
            self._connection.execute(text(statement))

    def as_alice(self, statement: str) -> list[object]:
        self._connection.execute(text(f"SET LOCAL SESSION AUTHORIZATION {self.serving}"))
        result = self._connection.execute(text(statement))
        rows: list[object] = list(result.scalars()) if result.returns_rows else []
        self._connection.execute(text("RESET SESSION AUTHORIZATION"))
        return rows

    def count(self, where: str = "") -> int:
        """How many tasks there are, of everybody's."""
        found: int = self._connection.execute(text(f"SELECT count(*) FROM tasks {where}")).scalar_one()  # noqa: S608
        return found
