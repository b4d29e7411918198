"""By what is nested: subqueries, CTEs, unions."""

from sqlalchemy import except_, exists, func, intersect, select, union, union_all
from sqlalchemy.orm import aliased

from ..world import Label, Note, Task
from .cases import Case, ids, rows

late = select(Task).where(Task.rank > 1).subquery()
big = select(Task.id, Task.rank).where(Task.rank > 1).cte("big")
start = select(Task.id).where(Task.parent_id.is_(None)).cte("chain", recursive=True)
chain = start.union_all(select(Task.id).where(Task.parent_id == start.c.id))
notes_of = select(func.count()).select_from(Note).where(Note.task_id == Task.id).scalar_subquery()
tasks_of = select(func.count(Task.id)).where(Task.label_id == Label.id).scalar_subquery()
last_of = exists().where(Task.label_id == Label.id, Task.rank == 3)
either = union(select(Task), select(Task).where(Task.rank > 1))

SUBQUERIES: dict[str, Case] = {
    "subquery": rows(select(select(Task.id, Task.title).subquery())),
    "subquery in subquery": rows(select(select(select(Task.id).subquery()).subquery())),
    "alias of subquery": ids(select(aliased(Task, late))),
    "in subquery": rows(select(Label.id).where(Label.id.in_(select(Task.label_id)))),
    "not in subquery": rows(select(Label.id).where(Label.id.not_in(select(Task.label_id)))),
    "exists": rows(select(Label.id).where(last_of)),
    "not exists": rows(select(Label.id).where(~last_of)),
    "any": rows(select(Label.id).where(Label.tasks.any(Task.rank == 3))),
    "has": rows(select(Note.id).where(Note.task.has(Task.rank == 2))),
    "has not": rows(select(Note.id).where(~Note.task.has())),
    "contains": lambda s: rows(
        select(Label.id).where(Label.tasks.contains(s.scalars(select(Task).order_by(Task.id.desc())).first()))
    )(s),
    "scalar": rows(select(Label.id, select(func.count(Task.id)).scalar_subquery())),
    "correlated": rows(select(Task.id, notes_of)),
    "correlated with unowned": rows(select(Label.id, tasks_of)),
    "correlated in order": rows(select(Task.id).order_by(notes_of, Task.id).limit(1)),
    "cte": rows(select(big)),
    "cte joined": rows(select(Note.id).join(big, big.c.id == Note.task_id)),
    "recursive cte": rows(select(chain)),
    "union": rows(union(select(Task.id), select(Note.id))),
    "union all": rows(union_all(select(Task.id), select(Task.id))),
    "union of entities": ids(select(Task).from_statement(either)),
    "union as subquery": rows(select(union(select(Task.id), select(Note.id)).subquery())),
    "union as alias": ids(select(aliased(Task, either.subquery()))),
    "intersect": rows(intersect(select(Task.id), select(Note.id))),
    "except": rows(except_(select(Note.id), select(Task.id))),
}
