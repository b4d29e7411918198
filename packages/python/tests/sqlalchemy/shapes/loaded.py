"""By how entities and their parts are loaded."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import (
    Session,
    contains_eager,
    defer,
    immediateload,
    joinedload,
    lazyload,
    load_only,
    raiseload,
    selectinload,
    subqueryload,
    undefer,
)

from ..world import Label, Note, Task
from .cases import Case, each, ids

by_id = select(Task).order_by(Task.id)


def _tree(label: Label) -> object:
    return label.id, [(task.id, [note.id for note in task.notes]) for task in label.tasks]


def trees(*options: Any) -> Case:
    """Labels, which are nobody's, with their tasks and these tasks' notes, loaded in this way."""
    return each(select(Label).options(*options), _tree)


def _task_of(note: Note) -> object:
    return note.id, note.task and note.task.title


def _again(how: Any) -> Case:
    def titles(session: Session) -> object:
        found = session.scalars(by_id).all()
        for task in found:
            how(session, task)
        return [task.title for task in found]

    return titles


eager = select(Label).outerjoin(Label.tasks).options(contains_eager(Label.tasks)).order_by(Task.id)

LOADED: dict[str, Case] = {
    "get": lambda s: [task and task.title for task in (s.get(Task, n) for n in (101, 102, 201, 202, 999))],
    "get, identity map": lambda s: [
        *(task.title for task in s.scalars(by_id)),
        *(task and task.title for task in (s.get(Task, n) for n in (101, 201))),
    ],
    "lazy": trees(lazyload("*")),
    "joined": trees(joinedload(Label.tasks).joinedload(Task.notes)),
    "joined, inner": trees(joinedload(Label.tasks, innerjoin=True).joinedload(Task.notes, innerjoin=True)),
    "selectin": trees(selectinload(Label.tasks).selectinload(Task.notes)),
    "subquery load": trees(subqueryload(Label.tasks).subqueryload(Task.notes)),
    "immediate": trees(immediateload(Label.tasks).immediateload(Task.notes)),
    "contains eager": each(eager, _tree),
    "raise": ids(select(Task).options(raiseload(Task.notes))),
    "joined with limit": each(by_id.options(joinedload(Task.notes)).limit(2), lambda t: (t.id, len(t.notes))),
    "many to many": each(select(Label), lambda label: (label.id, [task.id for task in label.tagged])),
    "to one, lazy": each(select(Note), _task_of),
    "to one, joined": each(select(Note).options(joinedload(Note.task)), _task_of),
    "to one, selectin": each(select(Note).options(selectinload(Note.task)), _task_of),
    "association proxy": each(by_id, lambda task: list(task.note_texts)),
    "association proxy in where": ids(select(Task).where(Task.note_texts.contains("again"))),
    "deferred column": each(by_id, lambda task: task.body),
    "undeferred column": each(by_id.options(undefer(Task.body)), lambda task: task.body),
    "load only": each(by_id.options(load_only(Task.id)), lambda task: task.title),
    "owner deferred": each(by_id.options(defer(Task.user_id)), lambda task: (task.id, task.user_id)),
    "column property": each(by_id, lambda task: (task.id, task.all_notes)),
    "expired": _again(lambda s, task: s.expire(task)),
    "refresh": _again(lambda s, task: s.refresh(task)),
    "refresh one": _again(lambda s, task: s.refresh(task, ["title", "notes"])),
    "populate existing": ids(by_id.execution_options(populate_existing=True)),
    "yield per": lambda s: [task.id for task in s.scalars(by_id.execution_options(yield_per=1))],
    "partitions": lambda s: [task.id for part in s.scalars(by_id).partitions(2) for task in part],
    "no cache": lambda s: [
        row.id for row in s.connection(execution_options={"compiled_cache": None}).execute(by_id)
    ],
    "connection": lambda s: sorted(row.id for row in s.connection().execute(select(Task.__table__))),
    "query": lambda s: sorted(task.id for task in s.query(Task).filter(Task.rank > 0)),
    "query, count": lambda s: s.query(Task).count(),
    "query, get": lambda s: [s.query(Task).filter_by(id=n).one_or_none() is None for n in (101, 201)],
    "query, exists": lambda s: s.query(s.query(Task).filter(Task.id == 101).exists()).scalar(),
}
