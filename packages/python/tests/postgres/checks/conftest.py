"""A database of each test's own, to damage."""

from collections.abc import Iterator

import pytest

from ..models import METADATA
from ..server import Database, migrate, new_database


@pytest.fixture
def database() -> Iterator[Database]:
    with new_database() as database:
        migrate(database, METADATA)
        yield database
