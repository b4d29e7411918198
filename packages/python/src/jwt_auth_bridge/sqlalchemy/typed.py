"""The SQL compiler that sees SQL in the form of a type or of a literal, which are written as they stand."""
# The compiler's methods are SQLAlchemy's own extension points, but not typed.
# mypy: disable-error-code="no-untyped-call"
# pyright: reportPrivateUsage=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from typing import Any

from sqlalchemy import TableValuedAlias

from .grammar import is_literal, is_type
from .textual import TextualCompiler


class TypeCompiler(TextualCompiler):
    """Base of a dialect's compiler. Without an owner it only notes what it would refuse."""

    def visit_typeclause(self, typeclause: Any, **kw: Any) -> Any:
        """`CAST(... AS type)`."""
        return self._type(super().visit_typeclause(typeclause, **kw))

    def render_bind_cast(self, type_: Any, dbapi_type: Any, sqltext: str) -> str:
        """`$1::type`."""
        cast = str(super().render_bind_cast(type_, dbapi_type, sqltext))
        self._type(cast.removeprefix(f"{sqltext}::"))
        return cast

    def visit_array(self, element: Any, **kw: Any) -> Any:
        """`ARRAY[]::type`, of PostgreSQL's."""
        self._check(element.type)
        return super().visit_array(element, **kw)  # type: ignore[misc]

    def visit_empty_set_expr(self, element_types: Any, **kw: Any) -> Any:
        """What an empty list of values becomes: `NULL` of each type."""
        for type_ in element_types or ():
            self._check(type_)
        return super().visit_empty_set_expr(element_types, **kw)

    def visit_alias(self, alias: Any, *args: Any, **kw: Any) -> Any:
        """A function as a table, with the types of its columns."""
        if isinstance(alias, TableValuedAlias) and alias._render_derived_w_types:
            for column in alias.c:
                self._check(column.type)
        return super().visit_alias(alias, *args, **kw)

    def render_literal_value(self, value: Any, type_: Any) -> str:
        """A value in the SQL itself, in the way of its type."""
        literal = str(super().render_literal_value(value, type_))
        if not is_literal(literal):
            self.refuse_text("a literal in the way of its type")
        return literal

    def _check(self, type_: Any) -> None:
        if not type_._isnull:
            self._type(self.dialect.type_compiler_instance.process(type_))

    def _type(self, sql: str) -> str:
        if not is_type(sql):
            self.refuse_text("a type with more than its name, numbers and collation")
        return sql
