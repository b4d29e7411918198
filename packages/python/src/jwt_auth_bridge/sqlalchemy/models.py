"""The declaration of an owned model."""
# A Table is generic in SQLAlchemy 2.1, and in 2.0 not.
# pyright: reportUnknownArgumentType=false

from typing import Any, ClassVar

from sqlalchemy import Column, Enum, String, Table, TypeDecorator, event
from sqlalchemy.dialects.postgresql import CITEXT
from sqlalchemy.orm import Mapper

from ..errors import ConfigurationError
from .ownership import Ownership, declare

EXACT_COLLATIONS = (None, "C", "POSIX", "BINARY", "ucs_basic")
"""Collations under which two ids are equal only if they are the same code points."""


class Owned:
    """Mixin for a model whose rows belong to users.

        class Task(Owned, Base):
            user_id: Mapped[str] = mapped_column(String(255))

    The column stays the model's own; `__owner__` names its attribute where that is not `user_id`. It holds
    `Principal.user_id`. Subclasses of the model are owned too. Works for SQLModel's classes as well.

    Raises ConfigurationError when the model is mapped without such a column, or with one that does not
    compare ids exactly.
    """

    __owner__: ClassVar[str] = "user_id"


def owner_attribute(model: type[Any]) -> str:
    """Name of the attribute with the owner's id."""
    return str(model.__owner__)


def _declare(mapper: Mapper[Any], model: type[Any]) -> None:
    name = owner_attribute(model)
    column: Column[Any] | None = mapper.columns.get(name)
    if column is None:
        raise ConfigurationError(
            f"{model.__name__} is Owned, but has no column {name!r}: add it, or name another in __owner__",
            code="owner_missing",
        )
    _check_type(model, column)
    table = mapper.local_table
    if not isinstance(table, Table):
        raise ConfigurationError(
            f"{model.__name__} is Owned, but not mapped to a table: map it to one", code="owner_missing"
        )
    if column.table is table:
        declare(Ownership(table, column.key))
        return
    parent = tuple(
        (key.parent.key, key.column) for key in table.foreign_keys if key.column.table is column.table
    )
    if not parent:
        raise ConfigurationError(
            f"{model.__name__} is Owned through another table, but has no foreign key to it: "
            f"add the key, or the column {name!r}",
            code="owner_missing",
        )
    declare(Ownership(table, None, parent))


def _check_type(model: type[Any], column: Any) -> None:
    name = f"{model.__name__}.{column.key}"
    plain = column.type
    while isinstance(plain, TypeDecorator):
        plain = plain.impl_instance
    if not isinstance(plain, String) or isinstance(plain, Enum):
        raise ConfigurationError(f"{name} is the owner: make it a text column", code="owner_type")
    # PROFILE: ids are equal code point by code point. `alice` must not find the rows of `Alice`.
    if plain.collation not in EXACT_COLLATIONS or isinstance(plain, CITEXT):
        raise ConfigurationError(
            f"{name} is the owner, but compares loosely: take its collation away", code="owner_type"
        )


event.listen(Owned, "after_mapper_constructed", _declare, propagate=True)
