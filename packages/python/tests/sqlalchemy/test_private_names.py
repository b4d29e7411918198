"""The names of SQLAlchemy's that this room leans on: should one go, this is the first to say so."""

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy
from sqlalchemy import BindParameter, Insert, Select, TableValuedAlias, Update, event, insert, update
from sqlalchemy.dialects.postgresql.base import PGCompiler
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.sql.lambdas import StatementLambdaElement
from sqlalchemy.types import TypeEngine

from jwt_auth_bridge.sqlalchemy.compiler import OwnerCompiler

from .world import BOB, Letter

OLD = sqlalchemy.__version__.startswith("2.0.")
PAGE = (Path(__file__).parents[4] / "docs/decisions/session-owner.md").read_text("utf-8")

READ: dict[type[Any], str] = {
    UpdateBase: "_annotations",
    Insert: "_generate _multi_values _post_values_clause _select_names _values",
    Update: "_values",
    Select: "_with_options",
    BindParameter: "_cloned_set",
    StatementLambdaElement: "_resolved",
    TableValuedAlias: "_render_derived_w_types",
    TypeEngine: "_isnull _variant_mapping",
    SQLCompiler: "_compose_select_body",
}
NAMES = [(owner, name) for owner, names in READ.items() for name in names.split()]
OVERRIDDEN = [
    *("construct_params", "format_from_hint_text", "get_statement_hint_text"),
    *("render_bind_cast", "render_literal_value", "visit_alias", "visit_array"),
    *("visit_column", "visit_custom_op_binary", "visit_custom_op_unary_modifier"),
    *("visit_custom_op_unary_operator", "visit_delete", "visit_empty_set_expr", "visit_extract"),
    *("visit_function", "visit_insert", "visit_table", "visit_textclause", "visit_tstring"),
    *("visit_typeclause", "visit_update"),
]
OURS = {
    name: value
    for part in OwnerCompiler.__mro__
    if part.__module__.startswith("jwt_auth_bridge")
    for name, value in vars(part).items()
    # SQLAlchemy gives these to each compiler.
    if not name.startswith(("__", "_bind_translate"))
}


@pytest.mark.parametrize(("owner", "name"), NAMES)
def test_private_name(owner: type[Any], name: str) -> None:
    assert hasattr(owner, name), f"{owner.__name__}.{name} is gone from SQLAlchemy {sqlalchemy.__version__}"


def test_values_of_an_update_are_in_known_places() -> None:
    """SQLAlchemy 2.0 keeps ordered ones apart: elsewhere they must not be looked for in vain."""
    assert hasattr(Update, "_ordered_values") == OLD
    table = sqlalchemy.table("t", sqlalchemy.column("a"))
    ordered = sqlalchemy.update(table).ordered_values((table.c.a, 1))
    assert ordered._ordered_values if OLD else ordered._values  # type: ignore[attr-defined]


def test_overridden_names() -> None:
    """What a compiler's method is not called any more would go unseen. Of the others, none hides one."""
    compilers = (PGCompiler, SQLiteCompiler)
    gone = [name for name in OVERRIDDEN if not any(hasattr(compiler, name) for compiler in compilers)]
    assert gone == (["visit_tstring"] if OLD else [])
    others = set(OURS) - set(OVERRIDDEN) - {"_compose_select_body", "preparer"}
    assert [name for name in others if any(hasattr(compiler, name) for compiler in compilers)] == []
    assert set(OVERRIDDEN) <= set(OURS)


def test_body_of_a_select() -> None:
    """The filter comes in by position."""
    assert [*inspect.signature(SQLCompiler._compose_select_body).parameters][:6] == [
        "self",
        "text",
        "select",
        "compile_state",
        "inner_columns",
        "froms",
    ]


ANNOTATED = ["dml_strategy", "_emit_insert_table", "_emit_update_table"]


@pytest.mark.parametrize(
    ("statement", "row", "table"),
    [
        (insert(Letter), {"id": 300, "name": "", "address": ""}, "_emit_insert_table"),
        (update(Letter), {"id": 201, "name": "", "address": ""}, "_emit_update_table"),
    ],
)
def test_annotations_of_many_rows(
    statement: Any, row: dict[str, Any], table: str, session_of: Callable[[str], Session]
) -> None:
    """Nothing else tells which of a child's tables is written."""
    seen: list[Any] = []
    session = session_of(BOB)
    event.listen(
        session.connection().engine, "before_execute", lambda *args: seen.append(args[1]._annotations)
    )
    session.execute(statement, [row])
    written = [notes for notes in seen if notes.get("dml_strategy") == "bulk"]
    assert [notes[table].name for notes in written] == ["own_documents", "own_letters"]


def test_decision_lists_them() -> None:
    assert [name for name in (*(name for _, name in NAMES), *ANNOTATED) if f"`{name}`" not in PAGE] == []
