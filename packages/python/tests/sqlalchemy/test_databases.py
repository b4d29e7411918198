"""What is refused because nobody has tried it: other databases, other versions of SQLAlchemy."""

import tomllib
from pathlib import Path

import pytest
import sqlalchemy
from sqlalchemy import create_engine, select, text
from sqlalchemy.orm import sessionmaker

from jwt_auth_bridge import ConfigurationError
from jwt_auth_bridge.sqlalchemy import databases, principal_session, system_session

from .world import BOB, Label, principal

PYPROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))


def test_other_database() -> None:
    """MySQL, for one, takes `||` for OR, and `Alice` for `alice`."""
    engine = create_engine("sqlite://")
    engine.dialect.name = "mysql"
    sessions = sessionmaker(engine)
    with principal_session(sessions, principal(BOB)) as session:
        with pytest.raises(ConfigurationError, match="mysql") as refused:
            session.execute(select(Label))
        assert refused.value.code == "database_unsupported"
    for session in (sessions(), system_session(sessions, reason="a job")):
        assert session.scalar(text("SELECT 1")) == 1
        session.close()
    engine.dispose()


@pytest.mark.parametrize("version", ["1.4.54", "2.2.0", "2.2.0b1", "3.0.0", "2.10.0"])
def test_other_version(version: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlalchemy, "__version__", version)
    with pytest.raises(ConfigurationError, match="does not know SQLAlchemy"):
        databases.check_version()


@pytest.mark.parametrize("extra", ["sqlalchemy", "postgres"])
def test_version_is_capped(extra: str) -> None:
    assert "sqlalchemy>=2.0,<2.2" in PYPROJECT["project"]["optional-dependencies"][extra]
