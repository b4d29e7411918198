"""The SQL compiler that writes the columns of owned tables without their schemas.

On the far side of an outer join a table becomes a subquery of the owner's rows, and a subquery has no schema.
Columns are written before it shows what becomes of their table, so they never have one.
"""
# The compiler's methods are SQLAlchemy's own extension points, but not typed.
# mypy: disable-error-code="no-untyped-call"
# pyright: reportPrivateUsage=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections.abc import Generator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from sqlalchemy import Table

from .errors import UnfilteredTable
from .ownership import ownership_of
from .preparer import schemaless
from .typed import TypeCompiler


class NameCompiler(TypeCompiler):
    """Base of a dialect's compiler. Without an owner it writes as SQLAlchemy does."""

    @cached_property
    def _schemaless(self) -> Any:
        """The compiler's way to write names, without schemas."""
        return schemaless(self._preparer)

    @cached_property
    def _named(self) -> dict[str, Any]:
        """The tables that the statement calls by their own names, without regard to case."""
        return {}

    @contextmanager
    def _names_of_its_own(self) -> Generator[None]:
        """For a subquery that nothing of the statement is compared in."""
        outer, self._named = self._named, {}
        try:
            yield
        finally:
            self._named = outer

    def visit_column(self, column: Any, *args: Any, **kw: Any) -> Any:
        """A column, that of an owned table without its schema."""
        table = getattr(column, "table", None)
        if self.owner is None or not isinstance(table, Table) or ownership_of(table) is None:
            return super().visit_column(column, *args, **kw)
        preparer = self._preparer
        self._preparer = self._schemaless
        # It would rename the table without a schema among two of one name: those are refused.
        kw["ambiguous_table_name_map"] = None
        try:
            return super().visit_column(column, *args, **kw)
        finally:
            self._preparer = preparer

    def keep_apart(self, table: Any) -> None:
        """Refuse an owned table beside one of its name in another schema: their columns look the same.

        In an inner statement, `items.id` would be that of the nearest table of the name.
        """
        if self.owner is None:
            return
        other = self._named.setdefault(table.name.casefold(), table)
        if other.schema != table.schema and (ownership_of(other) or ownership_of(table)):
            raise UnfilteredTable(
                f"a statement names {table.name!r} of two schemas: give one of them an alias, with aliased()"
            )
