"""Random ways to ask for objects: relationships in conditions and joins, and every way to load them along.

A plan is nested tuples, so that a failing one can be read.
"""

from collections.abc import Callable, Mapping
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import and_, func, not_, or_, select
from sqlalchemy.orm import (
    Session,
    aliased,
    immediateload,
    joinedload,
    lazyload,
    selectinload,
    subqueryload,
)

from .world import Label, Note, Task

MODELS: Mapping[str, Any] = {"task": Task, "note": Note, "label": Label}
RELATIONS: Mapping[str, Mapping[str, str]] = {
    "task": {"parent": "task", "label": "label", "labels": "label", "notes": "note"},
    "note": {"task": "task"},
    "label": {"tasks": "task", "tagged": "task"},
}
LOADERS: Mapping[str, Callable[..., Any]] = {
    "lazy": lazyload,
    "joined": joinedload,
    "selectin": selectinload,
    "subquery": subqueryload,
    "immediate": immediateload,
}
IDS = (0, 1, 2, 3, 4, 101, 102, 103, 151, 171, 201, 202, 203, 251, 271)
DEPTH = 2


@st.composite
def conditions(draw: st.DrawFn, kind: str, depth: int = DEPTH) -> Any:
    """On an entity of this kind: its id, and what it is related to."""
    simple = ["less", "is", "true"]
    form = draw(st.sampled_from([*simple, "not", "and", "or", "related", "related"] if depth else simple))
    if form == "true":
        return (form,)
    if form in simple:
        return (form, draw(st.sampled_from(IDS)))
    if form == "related":
        name = draw(st.sampled_from(sorted(RELATIONS[kind])))
        return (form, name, draw(conditions(RELATIONS[kind][name], depth - 1)))
    parts = 1 if form == "not" else 2
    return (form, *(draw(conditions(kind, depth - 1)) for _ in range(parts)))


@st.composite
def trees(draw: st.DrawFn, kind: str, depth: int = DEPTH) -> Any:
    """Which relationships to walk, each with the way to load it and what to walk from there."""
    names = draw(st.lists(st.sampled_from(sorted(RELATIONS[kind])), unique=True)) if depth else []
    loaders = st.sampled_from(sorted(LOADERS))
    return tuple((name, draw(loaders), draw(trees(RELATIONS[kind][name], depth - 1))) for name in names)


@st.composite
def plans(draw: st.DrawFn) -> Any:
    """The kind, a condition, joins along relationships with theirs, and what to answer."""
    kind = first = draw(st.sampled_from(sorted(MODELS)))
    condition, joins = draw(conditions(kind)), []
    for _ in range(draw(st.integers(0, 2))):
        name = draw(st.sampled_from(sorted(RELATIONS[kind])))
        kind = RELATIONS[kind][name]
        joins.append((name, draw(conditions(kind, 1))))
    output = draw(st.sampled_from(["objects", "objects", "ids", "count", "get"]))
    return first, condition, tuple(joins), draw(trees(first)), output, draw(st.booleans())


def answer(session: Session, plan: Any) -> Any:
    """What the session answers to a plan, in an order of its own."""
    kind, condition, joins, tree, output, alias = plan
    model = MODELS[kind]
    if output == "get":
        found = [session.get(model, row_id, options=_options(model, kind, tree)) for row_id in IDS]
        return [_walked(each, kind, tree) for each in found if each is not None]
    first = last = aliased(model) if alias else model
    entities, wheres = [first], [_condition(condition, kind, first)]
    statement = select(first)
    for name, joined in joins:
        kind = RELATIONS[kind][name]
        new = aliased(MODELS[kind])
        statement = statement.join(getattr(last, name).of_type(new))
        wheres.append(_condition(joined, kind, new))
        entities.append(new)
        last = new
    statement = statement.where(*wheres)
    if output == "count":
        return session.scalar(statement.with_only_columns(func.count(), maintain_column_froms=True))
    if output == "ids":
        columns = [entity.id.label(f"c{n}") for n, entity in enumerate(entities)]
        return sorted(map(tuple, session.execute(statement.with_only_columns(*columns))))
    loaded = session.scalars(statement.options(*_options(first, plan[0], tree))).unique()
    return sorted((_walked(each, plan[0], tree) for each in loaded), key=repr)


def _options(entity: Any, kind: str, tree: Any) -> list[Any]:
    return [
        LOADERS[loader](getattr(entity, name)).options(
            *_options(MODELS[RELATIONS[kind][name]], RELATIONS[kind][name], rest)
        )
        for name, loader, rest in tree
    ]


def _walked(instance: Any, kind: str, tree: Any) -> Any:
    """The object's id, and those of what it is related to."""
    walked: list[Any] = []
    for name, _, rest in tree:
        related = getattr(instance, name)
        several: list[Any] = (
            related if isinstance(related, list) else [related] if related is not None else []
        )
        walked.append((name, sorted(_walked(each, RELATIONS[kind][name], rest) for each in several)))
    return (instance.id, *walked)


def _condition(plan: Any, kind: str, entity: Any) -> Any:
    form, *rest = plan
    if form == "true":
        return entity.id.is_not(None)
    if form == "less":
        return entity.id < rest[0]
    if form == "is":
        return entity.id == rest[0]
    if form == "related":
        name, inner = rest
        other = aliased(MODELS[RELATIONS[kind][name]])
        related = getattr(entity, name).of_type(other)
        exists = related.any if getattr(MODELS[kind], name).property.uselist else related.has
        return exists(_condition(inner, RELATIONS[kind][name], other))
    parts = [_condition(part, kind, entity) for part in rest]
    return not_(parts[0]) if form == "not" else (and_ if form == "and" else or_)(*parts)
