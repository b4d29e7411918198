"""The SQL compiler that knows whose statement it compiles, and sees to the parameter with their id."""
# The compiler's methods are SQLAlchemy's own extension points, but not typed.
# mypy: disable-error-code="no-untyped-call"
# pyright: reportPrivateUsage=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import BindParameter
from sqlalchemy.sql.compiler import SQLCompiler

from .scope import Owner


class ParameterCompiler(SQLCompiler):
    """Base of a dialect's compiler."""

    @cached_property
    def owner(self) -> BindParameter[str] | None:
        """The parameter with the owner's id, when the statement is one of a principal's session."""
        # The last is the one that this execution has put there.
        options: Any = reversed(getattr(self.statement, "_with_options", ()))
        return next((option.bind for option in options if isinstance(option, Owner)), None)

    @cached_property
    def _owner_names(self) -> list[str]:
        """What the SQL calls the parameter with the owner's id."""
        return [name for bind, name in self.bind_names.items() if self.owner in bind._cloned_set]

    def construct_params(
        self, params: Any = None, extracted_parameters: Any = None, *args: Any, **kw: Any
    ) -> Any:
        """Parameters of one execution. The owner is its session's, whatever the others are called."""
        values = super().construct_params(params, extracted_parameters, *args, **kw)
        if self.owner is not None and self._owner_names:
            owner = self.owner
            if extracted_parameters:
                # The SQL is from the cache: this execution's own parameters stand in the first one's order.
                owner = extracted_parameters[self._owner_place]
            values.update(dict.fromkeys(self._owner_names, owner.value))
        return values

    def is_sent_for(self, owner: Owner, parameters: Sequence[Mapping[str, Any]]) -> bool:
        """Whether the owner whose id goes to the database, in each set of parameters, is this one."""
        return all(row[name] == owner.user_id for row in parameters for name in self._owner_names)

    @cached_property
    def _owner_place(self) -> int:
        key: Any = self.cache_key
        return next(n for n, bind in enumerate(key.bindparams) if bind is self.owner)
