"""Types that PostgreSQL's compiler alone writes into statements. To see them refused needs no database."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Integer, String, bindparam, column, func, literal, select
from sqlalchemy.dialects.postgresql import ENUM, INTERVAL, array, asyncpg, psycopg
from sqlalchemy.types import UserDefinedType

from jwt_auth_bridge.sqlalchemy import UnreviewedSql
from jwt_auth_bridge.sqlalchemy.compiler import watch
from jwt_auth_bridge.sqlalchemy.scope import Owner

from .world import ALICE


class Raw(UserDefinedType[Any]):
    """Writes itself as it stands."""

    cache_ok = True

    def get_col_spec(self, **kw: Any) -> str:
        del kw
        return "INTEGER FROM own_tasks --"


def statements(kind: Any, interval: Any) -> dict[str, Any]:
    rows = func.json_to_recordset("[]").table_valued(column("x", kind))
    return {
        "parameter": select(literal(timedelta(1), interval)),
        "array": select(array([], type_=kind)),
        "rows of a function": select(rows.render_derived(with_types=True)),
        "empty list": select(column("x", kind) == bindparam("y", [], kind, expanding=True)),
    }


def compiled(statement: Any, dialect: Any) -> str:
    watch(dialect)
    owned = statement.options(Owner(ALICE))
    return str(owned.compile(dialect=dialect, compile_kwargs={"render_postcompile": True}))


@pytest.mark.parametrize("name", statements(Raw(), INTERVAL(fields="DAY, id")))
def test_refused(name: str) -> None:
    with pytest.raises(UnreviewedSql, match="type"):
        compiled(statements(Raw(), INTERVAL(fields="DAY, id"))[name], asyncpg.dialect())  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("dialect", [asyncpg, psycopg])
@pytest.mark.parametrize("kind", [Integer(), String(20), ENUM("a", name="a kind")])
def test_of_one_word(kind: Any, dialect: Any) -> None:
    for statement in statements(kind, INTERVAL(fields="DAY TO SECOND", precision=3)).values():
        assert compiled(statement, dialect.dialect())
