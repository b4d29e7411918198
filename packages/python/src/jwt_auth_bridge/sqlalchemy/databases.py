"""What this room was made for: the databases and the versions of SQLAlchemy."""

import sqlalchemy
from sqlalchemy import Connection

from ..errors import ConfigurationError
from .scope import Owner, Scope

_VERSIONS = ("2.0.", "2.1.")
"""The filters stand on parts of the compiler that are not public: another version may have moved them."""
_DATABASES = ("postgresql", "sqlite")
"""Each has a syntax of its own to get past a filter, and a way of its own to compare ids."""


def check_version() -> None:
    """Raise ConfigurationError for a version of SQLAlchemy that nobody has tried."""
    if not sqlalchemy.__version__.startswith(_VERSIONS):
        raise ConfigurationError(
            f"jwt_auth_bridge.sqlalchemy does not know SQLAlchemy {sqlalchemy.__version__}: "
            'install "sqlalchemy>=2.0,<2.2"',
            code="sqlalchemy_unsupported",
        )


def check_database(scope: Scope, connection: Connection) -> None:
    """Raise ConfigurationError for a principal's session on a database that nobody has tried."""
    if isinstance(scope, Owner) and connection.dialect.name not in _DATABASES:
        raise ConfigurationError(
            f"a principal's session on {connection.dialect.name}: use PostgreSQL or SQLite",
            code="database_unsupported",
        )
