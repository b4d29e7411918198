"""The declaration of an owned model."""
# A Table is generic in SQLAlchemy 2.1, and in 2.0 not.
# pyright: reportUnknownArgumentType=false, reportUnknownMemberType=false, reportUnknownVariableType=false

from typing import Any, ClassVar
from weakref import WeakSet

from sqlalchemy import Column, Table, event
from sqlalchemy.orm import ColumnProperty, Mapper
from sqlalchemy.sql import visitors

from ..errors import ConfigurationError
from .columns import check_owner_column
from .ownership import Ownership, declare, leave_undeclared, ownership_of

_registries: WeakSet[Any] = WeakSet()
"""Where owned models are registered."""


class Owned:
    """Mixin for a model whose rows belong to users.

        class Task(Owned, Base):
            user_id: Mapped[str] = mapped_column(String(255))

    The column stays the model's own; `__owner__` names its attribute where that is not `user_id`. It holds
    `Principal.user_id`. Subclasses of the model are owned too. Works for SQLModel's classes as well.

    Raises ConfigurationError when the model is mapped without such a column, or with one that is not plain
    text, does not compare ids exactly or may be NULL.
    """

    __owner__: ClassVar[str] = "user_id"


def install() -> None:
    """Look at each model when it is mapped, and at its relationships when all of them are."""
    event.listen(Owned, "after_mapper_constructed", _declare, propagate=True)
    event.listen(Mapper, "mapper_configured", _check_secondaries)


def configure() -> None:
    """Let what is wrong with the relationships of owned models show."""
    for registry in list(_registries):
        registry.configure()


def owner_attribute(model: type[Any]) -> str:
    """Name of the attribute with the owner's id."""
    return str(model.__owner__)


def _declare(mapper: Mapper[Any], model: type[Any]) -> None:
    name = owner_attribute(model)
    column = _owner_column(mapper, name)
    if column is None:
        raise ConfigurationError(
            f"{model.__name__} is Owned, but has no column {name!r}: add it, or name another in __owner__",
            code="owner_missing",
        )
    check_owner_column(model, column)
    table = mapper.local_table
    if not isinstance(table, Table):
        raise ConfigurationError(
            f"{model.__name__} is Owned, but not mapped to a table: map it to one", code="owner_missing"
        )
    _registries.add(mapper.registry)
    if column.table is table:
        declare(Ownership(table, column.key))
    elif mapper.inherits is None or mapper.inherits.local_table is not table:
        declare(Ownership(table, None, _parent_of(mapper, table)))


def _owner_column(mapper: Mapper[Any], name: str) -> Column[Any] | None:
    """The column of this attribute. Where a joined child and its parent both have one, the child's own."""
    properties = (found for found in mapper.iterate_properties if found.key == name)
    columns = [
        column
        for found in properties
        if isinstance(found, ColumnProperty)
        for column in found.columns
        if isinstance(column, Column)
    ]
    columns.sort(key=lambda column: column.table is not mapper.local_table)
    return columns[0] if columns else None


def _parent_of(mapper: Mapper[Any], table: "Table[Any]") -> tuple[tuple[str, Any], ...]:
    above = mapper.inherits
    parent = tuple(
        (key.parent.key, key.column)
        for key in table.foreign_keys
        if key.parent.primary_key and above is not None and key.column.table is above.local_table
    )
    if not parent:
        raise ConfigurationError(
            f"{mapper.class_.__name__} is Owned through another table, but its primary key is no foreign key "
            f"to it: make it one, or add the column {owner_attribute(mapper.class_)!r}",
            code="owner_missing",
        )
    return parent


def _check_secondaries(mapper: Mapper[Any], model: type[Any]) -> None:
    """A table between two models shows who has what: it needs an owner like any other."""
    for relationship in mapper.relationships:
        if relationship.secondary is None or not _either_owned(mapper, relationship.mapper):
            continue
        for table in visitors.iterate(relationship.secondary):
            if isinstance(table, Table) and ownership_of(table) is None and _between(relationship, table):
                # SQLAlchemy lets this error be seen once.
                leave_undeclared(table)
                raise ConfigurationError(
                    f"{table.name!r}, the secondary of {model.__name__}.{relationship.key}, is nobody's: "
                    "give it a column for the owner and map it to a class that is Owned",
                    code="owner_missing",
                )


def _either_owned(*mappers: Mapper[Any]) -> bool:
    return any(issubclass(mapper.class_, Owned) for mapper in mappers)


def _between(relationship: Any, table: "Table[Any]") -> bool:
    """Whether this is the secondary itself, or one of several that are joined to be it."""
    return table is relationship.secondary or any(
        ownership_of(key.column.table) is not None for key in table.foreign_keys
    )
