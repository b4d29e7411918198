"""SQL as text: refused in a principal's session, wherever it stands, unless somebody has reviewed it."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import (
    Function,
    Numeric,
    String,
    UnaryExpression,
    bindparam,
    cast,
    collate,
    column,
    extract,
    func,
    insert,
    literal_column,
    quoted_name,
    select,
    table,
    text,
    update,
)
from sqlalchemy.exc import ObjectNotExecutableError, StatementError
from sqlalchemy.orm import Session, selectinload
from sqlalchemy.schema import CreateTable, DropTable
from sqlalchemy.sql.operators import custom_op
from sqlalchemy.types import UserDefinedType

from jwt_auth_bridge import ConfigurationError
from jwt_auth_bridge.sqlalchemy import NoPrincipal, UnreviewedSql, reviewed, system_session

from .conftest import Sessions
from .world import ALICE, BOB, Label, Task

SessionOf = Callable[[str], Session]
T: Any = Task.__table__
LABELS: Any = Label.__table__
ALL = "SELECT id, user_id FROM own_tasks"
RAW = quoted_name('id" FROM own_tasks --', quote=False)


class Raw(UserDefinedType[str]):
    """Writes itself and its values as they stand."""

    cache_ok = True

    def get_col_spec(self, **kw: Any) -> str:
        del kw
        return "INTEGER) FROM own_tasks --"

    def literal_processor(self, dialect: object) -> Callable[[str], str]:  # noqa: ARG002
        return lambda value: f"'' OR id = id {value}"


STATEMENTS: dict[str, Any] = {
    "text": text(ALL),
    "text of nothing": text("SELECT 1"),
    "columns of text": text(ALL).columns(Task.id),
    "from statement": select(Task).from_statement(text(ALL)),
    "select": select(text("* FROM own_tasks --")),
    "select from": select(column("id")).select_from(text("own_tasks")),
    "where": select(Task.id).where(text("1=1 OR 1=1")),
    "where, unbalanced": select(Task.id).where(text("1=1) OR (1=1")),
    "order by": select(Task.id).order_by(text("(SELECT max(id) FROM own_tasks)")),
    "group by": select(func.count()).select_from(Task).group_by(text("1")),
    "having": select(Task.label_id).group_by(Task.label_id).having(text("1=1")),
    "in subquery": select(Label.id).where(Label.id.in_(select(Task.id).where(text("1=1")))),
    "in cte": select(select(Task.id).where(text("1=1")).cte()),
    "in union": select(Task.id).union_all(select(text("id FROM own_tasks"))),
    "in join": select(Label.id).join(Task, text("1=1")),
    "text as subquery": select(text(ALL).columns(Task.id).subquery()),
    "literal column": select(literal_column("(SELECT max(id) FROM own_tasks)")),
    "column of a literal": select(column("(SELECT max(id) FROM own_tasks)", is_literal=True)),
    "operator": select(Label.id).where(Label.id.op("IN (SELECT id FROM own_tasks) OR")(1)),
    "operator that is a word": select(Label.id.op("FROM own_tasks, own_labels WHERE own_tasks.id =")(1)),
    "operator from": select(Label.id.op("FROM")(column("own_tasks"))),
    "operator is, union": select(Label.id.op("UNION")(select(Label.id).scalar_subquery())),
    "operator in front": select(UnaryExpression(LABELS.c.id, operator=custom_op("OR"))),
    "operator behind": select(UnaryExpression(LABELS.c.id, modifier=custom_op("FROM own_tasks --"))),
    "operator or": select(Task.id).where(Task.id.op("OR", precedence=100)(1)),
    "operator with comment": select(Task.id).where(Task.id.op("--")(1)),
    "extract": select(extract("year FROM now()) --", Label.id)),
    "function that takes SQL": select(func.query_to_xml("SELECT * FROM own_tasks", True, False, "")),
    "function that takes a table": select(func.pg_catalog.TABLE_TO_XML("own_tasks", True, False, "")),
    "function as a table": select(func.dblink("", "SELECT 1").table_valued("id")),
    "function in a condition": select(Label.id).where(func.Ts_Stat("SELECT 1") == 1),
    "name of a column": select(column(RAW)),
    "name of a label": select(Label.id.label(RAW)),
    "name of an alias": select(Label.__table__.alias(RAW)),
    "name of a table": select(column("id")).select_from(table(RAW)),
    "name of a schema": select(column("id")).select_from(table("own_labels", schema=RAW)),
    "name of a function": select(Function(RAW)),
    "name of a cte": select(select(Label.id).cte(RAW)),
    "name of a collation": select(collate(Label.name, RAW)),
    "type": select(cast(Label.id, Raw())),
    "type's collation": select(cast(Label.name, String(collation=RAW))),
    "type's number": select(cast(Label.name, String("1) FROM own_tasks --"))),  # type: ignore[arg-type]
    "prefix": select(Task.id).prefix_with("DISTINCT"),
    "suffix": select(Task.id).suffix_with("UNION SELECT id FROM own_tasks"),
    "hint": select(Task.id).with_hint(Task, "NOT INDEXED"),
    "statement hint": select(Task.id).with_statement_hint("UNION SELECT id FROM own_tasks"),
    "relationship criteria": select(Label).options(selectinload(Label.tasks.and_(text("1=1 OR 1=1")))),
    "insert or replace": insert(T).prefix_with("OR REPLACE").values(id=101, title="replaced"),
    "insert value": insert(T).values(id=300, title=text("(SELECT body FROM own_tasks)")),
    "update value": update(Task).values(title=text("(SELECT max(body) FROM own_tasks)")),
    "ddl": DropTable(T),
    "create": CreateTable(T),
}


@pytest.mark.parametrize("name", STATEMENTS)
def test_refused(name: str, session_of: SessionOf, shared: Sessions) -> None:
    """Also when a session that may has put the statement into the cache of compiled ones."""
    for _ in range(2):
        with pytest.raises(UnreviewedSql) as refused:
            session_of(BOB).execute(STATEMENTS[name]).all()
        assert "tasks" not in str(refused.value)
        if name in ("text", "where", "literal column"):
            with system_session(shared, reason="fills the cache") as session:
                session.execute(STATEMENTS[name])


def test_literal_of_a_type(session_of: SessionOf) -> None:
    """Known when the statement is executed, where SQLAlchemy wraps all errors."""
    value = bindparam("x", "", Raw(), literal_execute=True)
    with pytest.raises(StatementError) as refused:
        session_of(BOB).execute(select(Label.id).where(Label.name == value))
    assert isinstance(refused.value.orig, UnreviewedSql)


def test_driver_sql(session_of: SessionOf) -> None:
    with pytest.raises(UnreviewedSql, match="driver"):
        session_of(BOB).connection().exec_driver_sql(ALL)


def test_compiled_statement(session_of: SessionOf) -> None:
    """Compiled elsewhere, it would have no filter: SQLAlchemy itself takes none."""
    session = session_of(BOB)
    compiled = select(T).compile(session.get_bind())
    # SQLAlchemy 2.0 would execute it.
    with pytest.raises((ObjectNotExecutableError, NoPrincipal)):
        session.connection().execute(compiled)  # type: ignore[call-overload]


def test_text_in_an_attribute(session_of: SessionOf) -> None:
    session = session_of(BOB)
    task = session.get_one(Task, 201)
    task.title = text("(SELECT max(body) FROM own_tasks)")  # type: ignore[assignment]
    with pytest.raises(UnreviewedSql):
        session.flush()


@pytest.mark.parametrize(
    "statement",
    [
        reviewed(text("SELECT max(id) FROM own_tasks"), reason="shows a number alone"),
        reviewed(text("SELECT max(id) AS top FROM own_tasks"), reason="the same").columns(column("top")),
        select(reviewed(literal_column("(SELECT max(id) FROM own_tasks)"), reason="the same")),
        select(reviewed(text("(SELECT max(id) FROM own_tasks)"), reason="the same")),
        select(func.max(Task.id) + 2).where(
            reviewed(text("rank > 0 AND :x = 1"), reason="no table").bindparams(x=1)
        ),
    ],
)
def test_reviewed(statement: Any, session_of: SessionOf) -> None:
    """What is text is not filtered, what is not is."""
    assert session_of(ALICE).scalar(statement) in (203, 105)


@pytest.mark.parametrize(
    "condition",
    [
        reviewed(text("1=1 OR 1=1"), reason="an OR that means itself alone"),
        reviewed(literal_column("1=1 OR 1=1"), reason="the same"),
    ],
)
def test_filter_stays_in_force(condition: Any, session_of: SessionOf) -> None:
    """Beside a condition that binds less than the AND before the filter."""
    assert set(session_of(BOB).scalars(select(Task.user_id).where(condition))) == {BOB}
    session_of(BOB).execute(update(Task).where(condition).values(title="changed"))
    assert set(session_of(ALICE).scalars(select(Task.title))) == {f"alice {n}" for n in (101, 102, 103)}


def test_names_and_types_that_are_one_word(session_of: SessionOf) -> None:
    plain = quoted_name("Plain", quote=False)
    statement = select(
        cast(Task.id, String(20, collation="NOCASE")).label(plain),
        collate(Task.title, "BINARY"),
        cast(Task.rank, Numeric(10, 2)),
        Task.title.op("GLOB")("*"),
    ).where(Task.rank == bindparam("rank", 1, literal_execute=True), Task.title.in_([]) | (Task.id > 0))
    assert session_of(BOB).execute(statement).all() == [("201", "bob 201", 1, 1)]


def test_mark_is_not_remembered(session_of: SessionOf) -> None:
    """The same text without the mark is another statement, though its SQL is the same."""
    session = session_of(BOB)
    session.execute(reviewed(text("SELECT 1"), reason="reads no table"))
    with pytest.raises(UnreviewedSql):
        session.execute(text("SELECT 1"))


def test_original_stays_unmarked() -> None:
    sql = text("SELECT 1")
    assert type(reviewed(sql, reason="reads no table")) is not type(sql)
    assert type(sql) is type(text(""))


@pytest.mark.parametrize("reason", ["", " ", "two\nlines"])
def test_reason(reason: str) -> None:
    with pytest.raises(ConfigurationError, match="reason"):
        reviewed(text("SELECT 1"), reason=reason)
