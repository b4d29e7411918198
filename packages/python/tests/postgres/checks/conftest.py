"""A database that a test may damage as it likes: nothing of that is kept."""

from collections.abc import Iterator

import pytest

from ..server import Database
from .damage import Damaged


@pytest.fixture
def damaged(migrated: Database) -> Iterator[Damaged]:
    """In a transaction that is rolled back."""
    with migrated.connect("admin") as connection:
        yield Damaged(connection, migrated)
