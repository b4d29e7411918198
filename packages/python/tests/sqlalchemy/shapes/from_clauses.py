"""By where the rows come from: aliases and joins, of entities and of tables."""

from sqlalchemy import func, select, true
from sqlalchemy.orm import aliased

from ..world import Label, Note, Tag, Task
from .cases import Case, ids, rows

T, N, L, tags = Task.__table__, Note.__table__, Label.__table__, Tag.__table__
Other = aliased(Task)
same_task = Task.id == Note.task_id

FROM_CLAUSES: dict[str, Case] = {
    "alias": ids(select(Other)),
    "alias of table": rows(select(T.alias("x"))),
    "alias of alias": rows(select(T.alias("x").alias("y"))),
    "self join": rows(select(Task.id, Other.id).join(Other, Task.parent_id == Other.id)),
    "self join, outer": rows(select(Task.id, Other.id).outerjoin(Other, Task.parent_id == Other.id)),
    "comma": rows(select(Task.id, Note.id).where(same_task)),
    "join on relationship": rows(select(Task.id, Note.id).join(Task.notes)),
    "join on condition": rows(select(Task.id, Note.id).join(Note, same_task)),
    "join on true": rows(select(Label.id, Task.id).join(Task, true())),
    "join to owned": rows(select(Note.id, Task.id).join(Note.task)),
    "outer join": rows(select(Task.id, Note.id).outerjoin(Task.notes)),
    "outer join to owned": rows(select(Note.id, Task.id).outerjoin(Note.task)),
    "outer join from unowned": rows(
        select(Label.id, Task.id, Note.id).outerjoin(Label.tasks).outerjoin(Task.notes)
    ),
    "outer join where none": rows(select(Note.id).outerjoin(Note.task).where(Task.id.is_(None))),
    "outer join, narrowed": rows(
        select(Label.id, Note.id).outerjoin(Label.tasks.and_(Task.rank > 1)).outerjoin(Task.notes)
    ),
    "full join": rows(select(Task.id, Note.id).join(Note, same_task, full=True)),
    "inner join in outer join": rows(
        select(L.c.id, T.c.id, N.c.id).select_from(
            L.outerjoin(T.join(N, N.c.task_id == T.c.id), T.c.label_id == L.c.id)
        )
    ),
    "outer join in inner join": rows(
        select(L.c.id, T.c.id, N.c.id).select_from(
            L.join(T.outerjoin(N, N.c.task_id == T.c.id), T.c.label_id == L.c.id)
        )
    ),
    "secondary": rows(select(Label.id, Task.id).join(Label.tagged)),
    "secondary, outer": rows(select(Label.id, Task.id).outerjoin(Label.tagged)),
    "secondary alone": rows(select(tags.c.task_id, tags.c.label_id)),
    "secondary table": rows(select(tags.c.label_id, Task.id).join_from(tags, Task)),
    "tables": rows(select(T.c.id, N.c.written_by).join(N, N.c.task_id == T.c.id)),
    "table beside entity": rows(select(Task.id, N.c.id).join(N, N.c.task_id == Task.id)),
    "table, outer": rows(select(L.c.id, T.c.id).outerjoin(T, T.c.label_id == L.c.id)),
    "grouped, outer": rows(select(Label.id, func.count(Task.id)).outerjoin(Label.tasks).group_by(Label.id)),
}
