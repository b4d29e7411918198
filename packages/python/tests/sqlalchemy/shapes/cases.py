"""How a case is written: a function of a session that gives plain values, in an order of its own."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

Case = Callable[[Session], object]


def rows(statement: Any, parameters: Any = None) -> Case:
    """All rows as tuples."""
    return lambda s: sorted((tuple(row) for row in s.execute(statement, parameters)), key=repr)


def ids(statement: Any) -> Case:
    """The ids of the entities."""
    return each(statement, lambda entity: entity.id)


def each(statement: Any, value: Callable[[Any], object]) -> Case:
    """This value of each entity."""
    return lambda s: sorted((value(entity) for entity in s.scalars(statement).unique().all()), key=repr)
