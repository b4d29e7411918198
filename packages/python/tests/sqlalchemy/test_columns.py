"""Which columns can hold the owner."""

from typing import Any

import pytest
from sqlalchemy import (
    CHAR,
    NCHAR,
    NVARCHAR,
    TEXT,
    VARCHAR,
    Enum,
    Integer,
    LargeBinary,
    String,
    Text,
    Unicode,
    UnicodeText,
    Uuid,
)
from sqlalchemy.dialects.postgresql import CITEXT, DOMAIN
from sqlalchemy.dialects.postgresql import ENUM as PG_ENUM
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine, UserDefinedType
from sqlmodel import AutoString

from jwt_auth_bridge import ConfigurationError
from jwt_auth_bridge.sqlalchemy import Owned


def declare(kind: Any, **more: Any) -> None:
    class Base(DeclarativeBase):
        pass

    class Thing(Owned, Base):
        __tablename__ = "things"
        id: Mapped[int] = mapped_column(primary_key=True)
        user_id: Mapped[Any] = mapped_column(kind, **{"nullable": False} | more)


class Folded(TypeDecorator[str]):
    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: object) -> str | None:  # noqa: ARG002
        return value and value.lower()


class OwnString(String):
    """May convert, as a TypeDecorator may."""


class Email(UserDefinedType[str]):
    cache_ok = True


EXACT: list[Any] = [
    *(String, String(255), Text(), Unicode(50), UnicodeText(), VARCHAR(9), TEXT, AutoString(), AutoString(9)),
    *(String(collation="C"), Text(collation="POSIX"), String(collation="BINARY"), AutoString(collation="C")),
]
LOOSE: list[Any] = [
    *(
        CHAR(36),
        NCHAR(36),
        NVARCHAR(36),
        CITEXT(),
        Folded(),
        OwnString(),
        Email(),
        Integer,
        Uuid(),
        LargeBinary(),
    ),
    *(Enum("a", "b"), PG_ENUM("a", name="kind"), DOMAIN("id", String()), Uuid(as_uuid=False)),
    *(String().with_variant(CITEXT(), "postgresql"), AutoString().with_variant(CHAR(9), "sqlite")),
    *(String().with_variant(String(collation="NOCASE"), "sqlite"), TypeEngine()),
]
COLLATED: list[Any] = [
    *(String(collation="NOCASE"), String(collation="RTRIM"), Text(collation="de-x-icu")),
    *(Unicode(collation="utf8mb4_general_ci"), AutoString(collation="NOCASE")),
]


@pytest.mark.parametrize("kind", EXACT, ids=repr)
def test_exact(kind: Any) -> None:
    declare(kind)


@pytest.mark.parametrize("kind", LOOSE, ids=repr)
def test_loose(kind: Any) -> None:
    """One that pads, folds, converts, or is another type on another database."""
    with pytest.raises(ConfigurationError, match="plain text") as refused:
        declare(kind)
    assert refused.value.code == "owner_type"


@pytest.mark.parametrize("kind", COLLATED, ids=repr)
def test_collated(kind: Any) -> None:
    with pytest.raises(ConfigurationError, match="loosely"):
        declare(kind)


def test_nullable() -> None:
    """Rows of nobody would be seen by nobody, and be anybody's to claim."""
    with pytest.raises(ConfigurationError, match="nullable=False"):
        declare(String, nullable=True)
