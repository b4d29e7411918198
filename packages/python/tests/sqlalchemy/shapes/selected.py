"""By what is selected."""

from sqlalchemy import case, distinct, func, select
from sqlalchemy.orm import Bundle

from ..world import Label, Note, Task
from .cases import Case, each, ids, rows

SELECTED: dict[str, Case] = {
    "entity": ids(select(Task)),
    "columns": rows(select(Task.id, Task.title)),
    "owner under another name": rows(select(Note.writer, Note.id)),
    "expression": rows(select((Task.id + 1).label("next"))),
    "bundle": each(select(Bundle("pair", Task.id, Task.title)), lambda pair: pair.id),
    "distinct": rows(select(Task.user_id).distinct()),
    "count": rows(select(func.count()).select_from(Task)),
    "count of ids": rows(select(func.count(Task.id))),
    "count of distinct": rows(select(func.count(distinct(Task.label_id)), func.max(Task.label_id))),
    "maximum": rows(select(func.max(Task.id), func.min(Task.title))),
    "group by": rows(select(Task.label_id, func.count()).group_by(Task.label_id)),
    "having": rows(select(Task.label_id).group_by(Task.label_id).having(func.count(Task.id) == 1)),
    "window": rows(select(Task.id, func.row_number().over(order_by=Task.id), func.count().over())),
    "case": rows(select(case((Task.rank > 1, Task.title), else_=Task.body))),
    "order and limit": rows(select(Task.id).order_by(Task.id.desc()).limit(2)),
    "for update": ids(select(Task).with_for_update()),
    "for update of": ids(select(Task).join(Task.label).with_for_update(of=Task)),
    "table": rows(select(Task.__table__)),
    "count of table": rows(select(func.count()).select_from(Task.__table__)),
    "unowned beside owned": rows(
        select(Label.name, func.count(Task.id)).join(Label.tasks).group_by(Label.name)
    ),
}
