"""SQL as text: refused in a principal's session, wherever it stands, unless somebody has reviewed it."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import column, extract, func, insert, literal_column, select, text, update
from sqlalchemy.exc import ObjectNotExecutableError
from sqlalchemy.orm import Session, selectinload
from sqlalchemy.schema import CreateTable, DropTable

from jwt_auth_bridge import ConfigurationError
from jwt_auth_bridge.sqlalchemy import UnreviewedSql, reviewed, system_session

from .conftest import Sessions
from .world import ALICE, BOB, Label, Task

SessionOf = Callable[[str], Session]
T: Any = Task.__table__
ALL = "SELECT id, user_id FROM own_tasks"

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
    "operator or": select(Task.id).where(Task.id.op("OR", precedence=100)(1)),
    "operator with comment": select(Task.id).where(Task.id.op("--")(1)),
    "extract": select(extract("year FROM now()) --", Label.id)),
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


def test_driver_sql(session_of: SessionOf) -> None:
    with pytest.raises(UnreviewedSql, match="driver"):
        session_of(BOB).connection().exec_driver_sql(ALL)


def test_compiled_statement(session_of: SessionOf) -> None:
    """Compiled elsewhere, it would have no filter: SQLAlchemy itself takes none."""
    session = session_of(BOB)
    compiled = select(T).compile(session.get_bind())
    with pytest.raises(ObjectNotExecutableError):
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
