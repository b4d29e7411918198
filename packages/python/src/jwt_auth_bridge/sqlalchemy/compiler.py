"""The SQL compiler that puts the owner's filter beside every owned table it writes.

Filters are put in where SQL is made, not where statements are built: a relationship's loader, a subquery, a
refresh and a Core statement all write their tables here, so none can be forgotten.
"""
# The compiler's methods are SQLAlchemy's own extension points, but not typed.
# mypy: disable-error-code="no-untyped-call"
# pyright: reportPrivateUsage=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportIncompatibleMethodOverride=false

from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from sqlalchemy import Dialect, FromClause, TableClause, UpdateBase, select

from .always_there import always_there
from .errors import UnfilteredTable
from .names import NameCompiler
from .ownership import Ownership, has_owned_name, is_undeclared, ownership_of
from .targets import bare, target_of
from .writes import moves_rows


class OwnerCompiler(NameCompiler):
    """Base of a dialect's compiler. Without an owner it only notes what it would have had to do."""

    touches_owned = False
    """Whether the statement reads or writes an owned table."""

    @cached_property
    def _filtered(self) -> list[set[FromClause]]:
        """For each statement being written, inner ones last: the tables that its WHERE restricts."""
        return []

    @property
    def _is_inside(self) -> bool:
        """Whether what is being written is a part of the statement: nobody has looked at its values."""
        # `select(...).from_statement(...)` has no level of its own.
        return bool(self.stack) or not isinstance(self.statement, UpdateBase)

    @contextmanager
    def _filtering(self, tables: Iterable[FromClause]) -> Generator[None]:
        self._filtered.append(set(tables))
        try:
            yield
        finally:
            self._filtered.pop()

    def _ownership(self, table: FromClause) -> Ownership | None:
        ownership = ownership_of(table)
        if ownership is not None:
            self.touches_owned = True
        elif is_undeclared(table):
            self.touches_owned = True
            self.refuse(
                UnfilteredTable("a table between owned models is nobody's: map it to a class that is Owned")
            )
        elif has_owned_name(table, self.schema_translate_map is not None):
            self.refuse(
                UnfilteredTable(
                    "a table by the name of an owned one is not the model's own object: use the model's"
                )
            )
        return ownership

    def _compose_select_body(
        self, text: Any, select: Any, compile_state: Any, inner_columns: Any, froms: Any, *rest: Any
    ) -> Any:
        """Write a SELECT from its FROM on, with the filters of its tables in its WHERE."""
        own: list[FromClause] = []
        if self.owner is not None:
            for rows, ownership in always_there(froms):
                select = select.where(ownership.filter(rows, self.owner))
                own.append(rows)
        with self._filtering(own):
            return super()._compose_select_body(text, select, compile_state, inner_columns, froms, *rest)

    def visit_table(  # type: ignore[override]  # the rest passes through
        self, table: Any, asfrom: bool = False, ashint: bool = False, enclosing_alias: Any = None, **kw: Any
    ) -> Any:
        """A table in a FROM: as it is where the WHERE restricts it, else a subquery of the owner's rows."""
        plain = super().visit_table(
            table, asfrom=asfrom, ashint=ashint, enclosing_alias=enclosing_alias, **kw
        )
        if ashint or not asfrom:
            return plain
        ownership = self._ownership(table)
        aliased = getattr(enclosing_alias, "element", None) is table
        if not aliased:
            self.keep_apart(table)
        if ownership is None or self.owner is None:
            return plain
        if (enclosing_alias if aliased else table) in self._filtered[-1]:
            return plain
        # On the far side of an outer join, or beside the table that an UPDATE or DELETE is about.
        rows = select(ownership.table).correlate(None)
        with self._names_of_its_own():
            inner = f"({self.process(rows, asfrom=True, literal_binds=kw.get('literal_binds', False))})"
        return inner if aliased else inner + self.get_render_as_alias_suffix(self.preparer.quote(table.name))

    def visit_update(self, update_stmt: Any, *args: Any, **kw: Any) -> Any:
        """An UPDATE, of the owner's rows alone."""
        if self.owner is not None and self._is_inside and moves_rows(update_stmt):
            raise UnfilteredTable(
                "an UPDATE inside another statement sets the owner, or a key to it: leave that column out"
            )
        return self._write(super().visit_update, update_stmt, *args, **kw)

    def visit_delete(self, delete_stmt: Any, *args: Any, **kw: Any) -> Any:
        """A DELETE, of the owner's rows alone."""
        return self._write(super().visit_delete, delete_stmt, *args, **kw)

    def _write(self, write: Callable[..., Any], statement: Any, *args: Any, **kw: Any) -> Any:
        target = target_of(statement)
        ownership = self._written(bare(target))
        if ownership is not None and self.owner is not None:
            statement = statement.where(ownership.filter(target, self.owner))
        with self._filtering([target]):
            return write(statement, *args, **kw)

    def visit_insert(self, insert_stmt: Any, *args: Any, **kw: Any) -> Any:
        """An INSERT. Its owner was put in when it was executed; one inside another statement was not."""
        # Not without its alias: an INSERT takes the alias for the name of the table.
        table = target_of(insert_stmt)
        if self._written(table) is not None and self.owner is not None and self._is_inside:
            raise UnfilteredTable(
                "an INSERT into an owned table stands inside another statement: execute it by itself"
            )
        self.keep_apart(table)
        with self._filtering([]):
            return super().visit_insert(insert_stmt, *args, **kw)

    def _written(self, table: Any) -> Ownership | None:
        if isinstance(table, TableClause):
            self.trust_defaults(table)
        else:
            # A join, a CTE, a function: nobody could tell whose rows are written.
            self.refuse(
                UnfilteredTable(
                    "a statement writes to something else than a table: write to the model, or its alias"
                )
            )
        return self._ownership(table)


def watch(dialect: Dialect) -> None:
    """Let this dialect compile through an `OwnerCompiler`, from now on."""
    compiler = dialect.statement_compiler
    if not issubclass(compiler, OwnerCompiler):
        dialect.statement_compiler = type(f"Owner{compiler.__name__}", (OwnerCompiler, compiler), {})
