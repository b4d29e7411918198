"""Random queries over two owned models and one of nobody's, and how to build each from given sources of rows.

A plan is nested tuples, so that a failing one can be read.
"""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import and_, exists, func, not_, or_, select, true
from sqlalchemy.orm import aliased

from .world import ALICE, BOB, Label, Note, Task

Source = Callable[[str], Any]
"""Gives new rows of "task", "note" or "label" to select from."""
MODELS: dict[str, type[Task] | type[Note] | type[Label]] = {"task": Task, "note": Note, "label": Label}
LINKS: dict[tuple[str, str], Callable[[Any, Any], Any]] = {
    ("task", "note"): lambda task, note: note.task_id == task.id,
    ("task", "label"): lambda task, label: task.label_id == label.id,
    ("task", "task"): lambda task, other: task.parent_id == other.id,
    ("label", "note"): lambda label, note: label.id < note.id,
}

kinds = st.sampled_from(sorted(MODELS))
numbers = st.sampled_from([0, 1, 2, 3, 4, 101, 102, 151, 171, 201, 202, 251, 271])
users = st.sampled_from([ALICE, BOB, "nobody"])
simple = st.one_of(
    st.tuples(st.just("less"), numbers),
    st.tuples(st.just("is"), numbers),
    st.tuples(st.just("owner"), users),
    st.just(("true",)),
)


def _nested(plans: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(
        st.tuples(st.just("not"), plans),
        st.tuples(st.just("and"), plans, plans),
        st.tuples(st.just("or"), plans, plans),
        st.tuples(st.just("in"), kinds, plans),
        st.tuples(st.just("exists"), kinds, plans),
    )


conditions = st.recursive(simple, _nested, max_leaves=5)
joins = st.lists(st.tuples(st.sampled_from(["inner", "left", "full"]), kinds, st.booleans()), max_size=3)
selects = st.tuples(
    st.just("select"),
    kinds,
    joins,
    st.lists(conditions, max_size=2),
    st.sampled_from(["ids", "count", "grouped", "distinct", "first", "scalar"]),
)
wrapped = st.tuples(st.sampled_from(["subquery", "cte", "twice"]), selects)
combined = st.tuples(
    st.sampled_from(["union", "union_all", "intersect", "except_"]), kinds, kinds, conditions
)
plans = st.one_of(selects, wrapped, combined)


def models() -> Source:
    """The models as they are: what a principal's session filters."""
    return lambda kind: aliased(MODELS[kind])


def filtered(user: str) -> Source:
    """The same with an explicit filter for this user."""
    own = {
        "task": select(Task).where(Task.user_id == user),
        "note": select(Note).where(Note.writer == user),
        "label": select(Label),
    }
    return lambda kind: aliased(MODELS[kind], own[kind].subquery())


def build(plan: Any, source: Source) -> Any:
    """The statement of a plan."""
    kind, *rest = plan
    if kind == "select":
        return _select(rest, source)
    if kind in ("subquery", "cte", "twice"):
        inner = _select(rest[0][1:], source)
        rows = inner.cte() if kind == "cte" else inner.subquery()
        return select(rows).union_all(select(rows)) if kind == "twice" else select(rows)
    first, second, condition = rest
    one, two = source(first), source(second)
    left = select(one.id).where(_condition(condition, one, source))
    return getattr(left, kind)(select(two.id))


def _select(plan: Any, source: Source) -> Any:
    kind, joined, wheres, output = plan
    last = first = source(kind)
    used, statement = [first], select().select_from(first)
    for how, target, linked in joined:
        new = source(target)
        link = LINKS.get((kind, target), lambda *_: true()) if linked else lambda a, b: a.id == b.id
        statement = statement.join(new, link(last, new), isouter=how == "left", full=how == "full")
        used.append(new)
        last, kind = new, target
    for where in wheres:
        statement = statement.where(_condition(where, last, source))
    columns = [entity.id for entity in used]
    if output == "count":
        return statement.add_columns(func.count().label("n"))
    if output == "grouped":
        return statement.add_columns(first.id, func.count(last.id).label("n")).group_by(first.id)
    if output == "scalar":
        other = source("note")
        return statement.add_columns(
            first.id, select(func.count(other.id)).where(other.id > first.id).scalar_subquery().label("n")
        )
    labelled = [column.label(f"c{n}") for n, column in enumerate(columns)]
    statement = statement.add_columns(*labelled)
    if output == "first":
        return statement.order_by(*(column.asc().nulls_last() for column in columns)).limit(3)
    return statement.distinct() if output == "distinct" else statement


def _condition(plan: Any, entity: Any, source: Source) -> Any:
    kind, *rest = plan
    if kind == "true":
        return true()
    if kind == "less":
        return entity.id < rest[0]
    if kind == "is":
        return entity.id == rest[0]
    if kind == "owner":
        owner = getattr(entity, "user_id", getattr(entity, "writer", None))
        return true() if owner is None else owner == rest[0]
    if kind == "not":
        return not_(_condition(rest[0], entity, source))
    if kind in ("and", "or"):
        return (and_ if kind == "and" else or_)(*(_condition(part, entity, source) for part in rest))
    other = source(rest[0])
    inner = _condition(rest[1], other, source)
    if kind == "in":
        return entity.id.in_(select(other.id).where(inner))
    return exists().where(other.id > entity.id, inner)
