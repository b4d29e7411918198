"""The SQL compiler that sees SQL in the form of text.

Text can name any table, so an owner's statement may hold none but what was reviewed. What SQLAlchemy itself
writes as text, such as `*`, is let through: a single term reads no table.
"""
# The compiler's methods are SQLAlchemy's own extension points, but not typed.
# mypy: disable-error-code="no-untyped-call"
# pyright: reportPrivateUsage=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportIncompatibleVariableOverride=false

from functools import cached_property
from typing import Any

from .errors import IsolationError, UnreviewedSql
from .grammar import is_operator, is_term, is_word, takes_sql
from .parameter import ParameterCompiler
from .preparer import checked
from .reviewed import ReviewedColumn, ReviewedText


class TextualCompiler(ParameterCompiler):
    """Base of a dialect's compiler. Without an owner it only notes what it would refuse."""

    @cached_property
    def faults(self) -> list[IsolationError]:
        """What an owner's statement would have been refused for."""
        return []

    @cached_property
    def _model_texts(self) -> list[Any]:
        """Defaults that the table being written declares as SQL: part of the model, not of the statement."""
        return []

    @property
    def preparer(self) -> Any:
        """SQLAlchemy's writer of names, an attribute there. This one is checked."""
        return self._preparer

    @preparer.setter
    def preparer(self, preparer: Any) -> None:
        self._preparer = checked(preparer, lambda: self.refuse_text("quoted_name(..., quote=False)"))

    def refuse(self, fault: IsolationError) -> None:
        """Raise the fault in an owner's statement, note it in any other."""
        if self.owner is not None:
            raise fault
        self.faults.append(fault)

    def refuse_text(self, what: str) -> None:
        """Refuse what is written as it stands, and more than one word."""
        self.refuse(
            UnreviewedSql(
                f"{what} is SQL as text, which no filter reaches: build it from the model, or mark it "
                'with reviewed(text(...), reason="...")'
            )
        )

    def trust_defaults(self, table: Any) -> None:
        """Take the SQL that this table's columns declare as defaults for reviewed."""
        defaults = (default for column in table.columns for default in (column.default, column.onupdate))
        self._model_texts.extend(
            default.arg for default in defaults if default is not None and default.is_clause_element
        )

    def visit_textclause(self, textclause: Any, *args: Any, **kw: Any) -> Any:
        """`text(...)`, wherever it stands."""
        if not isinstance(textclause, ReviewedText) and not any(
            textclause is known for known in self._model_texts
        ):
            self.refuse_text("text(...)")
        return super().visit_textclause(textclause, *args, **kw)

    def visit_tstring(self, tstring: Any, *args: Any, **kw: Any) -> Any:
        """`tstring(...)` of SQLAlchemy 2.1."""
        self.refuse_text("tstring(...)")
        return super().visit_tstring(tstring, *args, **kw)

    def visit_column(self, column: Any, *args: Any, **kw: Any) -> Any:
        """`literal_column(...)` is a column whose name is written as it is."""
        if column.is_literal and not isinstance(column, ReviewedColumn) and not is_term(str(column.name)):
            self.refuse_text("literal_column(...)")
        return super().visit_column(column, *args, **kw)

    def visit_function(self, func: Any, *args: Any, **kw: Any) -> Any:
        """A function that takes SQL or names of tables reads what no filter reaches."""
        if takes_sql(str(func.name)):
            self.refuse_text(f"an argument of func.{func.name}(...)")
        return super().visit_function(func, *args, **kw)

    def visit_custom_op_binary(self, element: Any, operator: Any, **kw: Any) -> Any:
        """`a.op(...)(b)`."""
        self._check_operator(operator)
        return super().visit_custom_op_binary(element, operator, **kw)

    def visit_custom_op_unary_operator(self, element: Any, operator: Any, **kw: Any) -> Any:
        """An operator of one's own in front of its operand."""
        self._check_operator(operator)
        return super().visit_custom_op_unary_operator(element, operator, **kw)

    def visit_custom_op_unary_modifier(self, element: Any, operator: Any, **kw: Any) -> Any:
        """An operator of one's own behind its operand."""
        self._check_operator(operator)
        return super().visit_custom_op_unary_modifier(element, operator, **kw)

    def _check_operator(self, operator: Any) -> None:
        if not is_operator(operator.opstring):
            self.refuse_text("op(...) with another operator than one of signs or a known word")

    def visit_extract(self, extract: Any, **kwargs: Any) -> Any:
        """`extract(field, ...)` writes the field as it is."""
        if not is_word(extract.field):
            self.refuse_text("extract(...) with more than a field")
        return super().visit_extract(extract, **kwargs)

    def format_from_hint_text(self, sqltext: Any, table: Any, hint: Any, iscrud: Any) -> Any:
        """`with_hint(...)`."""
        self.refuse_text("with_hint(...)")
        return super().format_from_hint_text(sqltext, table, hint, iscrud)

    def get_statement_hint_text(self, hint_texts: Any) -> Any:
        """`with_statement_hint(...)`."""
        self.refuse_text("with_statement_hint(...)")
        return super().get_statement_hint_text(hint_texts)
