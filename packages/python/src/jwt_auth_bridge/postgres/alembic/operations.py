"""`op.enable_row_level_security` and `op.disable_row_level_security`: each undoes the other."""

from typing import Any, ClassVar

from alembic.operations import MigrateOperation, Operations
from sqlalchemy import text

from ...errors import ConfigurationError
from ..statements import disable_statements, enable_statements


class RowLevelSecurity(MigrateOperation):
    """What both have in common."""

    name: ClassVar[str]
    opposite: ClassVar[type["RowLevelSecurity"]]

    def __init__(self, table_name: str, *, owner: str, schema: str | None = None) -> None:
        self.table_name = table_name
        self.owner = owner
        self.schema = schema

    @classmethod
    def run(cls, operations: Operations, table_name: str, *, owner: str, schema: str | None = None) -> None:
        """Do it.

        :param table_name: without its schema.
        :param owner: the column that holds the user id, of a type of text.
        """
        operations.invoke(cls(table_name, owner=owner, schema=schema))

    def reverse(self) -> "RowLevelSecurity":
        return self.opposite(self.table_name, owner=self.owner, schema=self.schema)

    def to_diff_tuple(self) -> tuple[Any, ...]:
        """What `alembic check` shows."""
        return (self.name, self.schema, self.table_name, self.owner)


@Operations.register_operation("enable_row_level_security", "run")
class EnableRowLevelSecurity(RowLevelSecurity):
    """Enable and force row-level security, with the four policies.

    The owner gets an index when none begins with it.
    """

    name = "enable_row_level_security"


@Operations.register_operation("disable_row_level_security", "run")
class DisableRowLevelSecurity(RowLevelSecurity):
    """Drop the four policies and the index that came with them, and disable row-level security."""

    name = "disable_row_level_security"
    opposite = EnableRowLevelSecurity


EnableRowLevelSecurity.opposite = DisableRowLevelSecurity


@Operations.implementation_for(EnableRowLevelSecurity)
@Operations.implementation_for(DisableRowLevelSecurity)
def execute(operations: Operations, operation: EnableRowLevelSecurity | DisableRowLevelSecurity) -> None:
    """Send the statements, or write them out where Alembic makes a script.

    :raises ConfigurationError: for another database than PostgreSQL.
    """
    dialect = operations.migration_context.dialect
    if dialect.name != "postgresql":
        raise ConfigurationError(
            f"op.{operation.name} needs PostgreSQL: {dialect.name} has no row-level security. "
            'Call it only if op.get_context().dialect.name == "postgresql"',
            code="database_unsupported",
        )
    statements = enable_statements if isinstance(operation, EnableRowLevelSecurity) else disable_statements
    for statement in statements(operation.table_name, operation.owner, operation.schema):
        operations.execute(text(statement.replace(":", r"\:")))  # a colon is no parameter of SQLAlchemy's
