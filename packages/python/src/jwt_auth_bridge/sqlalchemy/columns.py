"""The owner's column: one that holds exactly what was put in, and finds exactly that."""
# A Table is generic in SQLAlchemy 2.1, and in 2.0 not.
# pyright: reportPrivateUsage=false, reportUnknownArgumentType=false

from typing import Any

from sqlalchemy import TEXT, VARCHAR, Column, String, Text, Unicode, UnicodeText

from ..errors import ConfigurationError

_EXACT = frozenset({String, Text, Unicode, UnicodeText, VARCHAR, TEXT})
"""Types that keep each character. Not their subclasses, of which CHAR pads, and others convert."""
_SQLMODELS = "sqlmodel.sql.sqltypes.AutoString"
"""What SQLModel makes of `str`: a String."""
_COLLATIONS = (None, "C", "POSIX", "BINARY", "ucs_basic")
"""Collations under which two ids are equal only if they are the same code points."""


def check_owner_column(model: type[Any], column: Column[Any]) -> None:
    """Raise ConfigurationError for a column that is no plain text, compares loosely or may be empty."""
    name = f"{model.__name__}.{column.key}"
    kind: Any = column.type
    if f"{type(kind).__module__}.{type(kind).__qualname__}" == _SQLMODELS:
        kind = kind.impl_instance
    # A variant is another type on another database.
    if type(kind) not in _EXACT or column.type._variant_mapping:
        raise ConfigurationError(
            f"{name} is the owner: make it a plain text column, of type String or Text", code="owner_type"
        )
    # PROFILE: ids are equal code point by code point. `alice` must not find the rows of `Alice`.
    if kind.collation not in _COLLATIONS:
        raise ConfigurationError(
            f"{name} is the owner, but compares loosely: take its collation away", code="owner_type"
        )
    if column.nullable:
        raise ConfigurationError(
            f"{name} is the owner, but may be NULL: make it nullable=False", code="owner_nullable"
        )
