"""What the service runs on holds what the bridge needs, whichever settings it is given."""

import re
import tomllib

import pytest

from tests.databases import API

PACKAGE = API.parents[1] / "packages" / "python" / "pyproject.toml"
EXTRAS = ("fastapi", "jwks", "postgres", "revocation-feed", "revocation-redis", "sqlalchemy")


def names(*lines: str) -> set[str]:
    """Of packages, without versions, extras and comments."""
    return {name for line in lines for name in re.findall(r"^[a-z0-9-]+", line)}


@pytest.mark.parametrize("extra", EXTRAS)
def test_what_an_extra_of_the_bridge_needs_is_there(extra: str) -> None:
    """The tests' own packages would hide that one is missing."""
    declared = tomllib.loads(PACKAGE.read_text("utf-8"))["project"]["optional-dependencies"][extra]
    missing = names(*declared) - names(*(API / "requirements.in").read_text("utf-8").splitlines())
    assert missing == set()
