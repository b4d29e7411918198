"""Writes to an alias of a table, and to what is no table. Each is tried by Bob, on all rows there are."""

from typing import Any

from sqlalchemy import delete, func, insert, select, true, update
from sqlalchemy.orm import aliased, with_polymorphic

from .world import ALICE, BOB, Document, Label, Letter, Memo, Note, Task

HIS, HERS = 201, 101
T: Any = Task.__table__
NOTES: Any = Note.__table__
LETTERS: Any = Letter.__table__
LABELS: Any = Label.__table__
Tasks, Notes = aliased(Task), aliased(Note)
tasks, notes, letters = T.alias(), NOTES.alias("n"), LETTERS.alias()
Documents = with_polymorphic(Document, [Memo], aliased=True)
own_tasks = select(Label.id).cte("own_tasks")
deleted = delete(Notes).returning(Notes.text).cte()
updated = update(Tasks).values(title="changed").returning(Tasks.id).cte()

WRITES: dict[str, Any] = {
    "update alias": update(Tasks).values(title="changed"),
    "update alias where": update(Tasks).where(Tasks.id.in_([HIS, HERS])).values(title="changed"),
    "update alias or": update(Tasks).where((Tasks.id == HERS) | true()).values(rank=5),
    "update alias returning": update(Tasks).values(title="changed").returning(Tasks.id),
    "update alias from its table": update(Tasks).where(Tasks.parent_id == Task.id).values(title=Task.title),
    "update alias, owner to the same": update(Tasks).values(user_id=BOB),
    "update alias of root": update(Documents).values(name="changed"),
    "update alias of table": update(tasks).values(title="changed"),
    "update alias of child's table": update(letters).values(address="changed"),
    "delete alias": delete(Notes),
    "delete alias returning": delete(Notes).returning(Notes.text),
    "delete alias where": delete(Notes).where(Notes.task_id.in_(select(Task.id))),
    "delete alias of table": delete(notes),
    "delete alias of table returning": delete(notes).returning(notes.c.text),
    "delete alias of child's table": delete(letters),
    "update alias of nobody's": update(aliased(Label)).values(name="seen"),
}
ON_POSTGRESQL: dict[str, Any] = {
    "delete alias in cte": select(deleted),
    "update alias in cte": select(updated),
    "delete alias using its table": delete(Tasks)
    .where(Tasks.parent_id == Task.id, Tasks.id.not_in(select(Note.task_id)))
    .returning(Task.title),
}
FOREIGN: dict[str, Any] = {
    "update alias, owner": update(Tasks).values(user_id=ALICE),
    "update alias, owner by the attribute": update(Tasks).values({Tasks.user_id: ALICE}),
    "update alias, owner to expression": update(Tasks).values(user_id=func.lower("ALICE")),
    "update alias, owner to none": update(Tasks).values(user_id=None),
    "update alias, owner by its own name": update(Notes).values(writer=ALICE),
    "update alias of table, owner": update(tasks).values(user_id=ALICE),
    "update alias of root, owner": update(Documents).values(user_id=ALICE),
    "update alias of child's table, key": update(letters).values(id=HERS + 2),
}
REFUSED: dict[str, Any] = {
    "update join": update(T.join(NOTES)).values(title="changed"),
    "update join of an alias": update(LABELS.join(tasks)).values(name="changed"),
    "delete join": delete(T.join(NOTES)),
    # To SQLite, this is the table.
    "delete from cte": delete(own_tasks),
    "delete from cte by another name": delete(select(Task.id).cte("any")),
    "insert into alias": insert(tasks).values(id=300, title="new"),
    "insert into alias by another name": insert(LABELS.alias("own_tasks")).values(id=300, name="new"),
}
