"""Asking the check."""

import pytest
from sqlalchemy import Engine, MetaData, NullPool, create_engine

from jwt_auth_bridge import ConfigurationError
from jwt_auth_bridge.postgres import check_row_level_security

from ..models import METADATA
from ..server import Database

BEGINNING = "the database does not keep users apart: "


def engine_of(database: Database, role: str = "serving") -> Engine:
    return create_engine(getattr(database, role).set(drivername="postgresql+psycopg"), poolclass=NullPool)


def refusal(database: Database, role: str = "serving", metadata: MetaData = METADATA) -> str:
    """What the check says, without the beginning."""
    with pytest.raises(ConfigurationError) as caught:
        check_row_level_security(engine_of(database, role), metadata)
    message = str(caught.value)
    assert "\n" not in message
    return message.removeprefix(BEGINNING)
