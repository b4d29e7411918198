"""What SQLite cannot."""

from typing import cast

from sqlalchemy import Table, column, func, select, tablesample, true, values

from ..world import Label, Note, Task
from .cases import Case, ids, rows

newest = select(Task.id).where(Task.label_id == Label.id).order_by(Task.id.desc()).limit(1).lateral()
ranks = values(column("rank", Task.rank.type), name="ranks").data([(1,), (2,)])

ON_POSTGRESQL: dict[str, Case] = {
    "lateral": rows(select(Label.id, newest.c.id).join(newest, true())),
    "lateral, outer": rows(select(Label.id, newest.c.id).outerjoin(newest, true())),
    "values": rows(select(Task.id).join(ranks, ranks.c.rank == Task.rank)),
    "group by key": rows(
        select(Task.id, Task.title, func.count(Note.id)).outerjoin(Task.notes).group_by(Task.id)
    ),
    "row of table": rows(select(func.row_to_json(cast(Table, Task.__table__).table_valued()))),
    "sample": rows(select(tablesample(Task, func.bernoulli(100)).c.id)),
    "for update, skip locked": ids(select(Task).with_for_update(skip_locked=True, of=Task)),
}
