"""Every shape in which owned rows can be written. Each is tried by Bob, on all rows that he could hit."""

from collections.abc import Callable
from functools import partial
from typing import Any

from sqlalchemy import bindparam, delete, exists, func, insert, null, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, aliased

from . import aliases
from .world import ALICE, BOB, Document, Label, Letter, Memo, Note, Tag, Task

Write = Callable[[Session], object]
HIS, HERS = 201, 101
T: Any = Task.__table__
NOTES: Any = Note.__table__
LETTERS: Any = Letter.__table__
TAGS: Any = Tag.__table__
Other = aliased(Task)
last_of_label = exists().where(Task.label_id == Label.id)


def run(statement: Any, parameters: Any = None) -> Write:
    """Execute, and give what it returns."""

    def execute(session: Session) -> object:
        result = session.execute(statement, parameters)
        returns = statement.is_select or bool(statement._returning)
        return sorted((tuple(row) for row in result), key=repr) if returns else None

    return execute


def all_run(statements: dict[str, Any]) -> dict[str, Write]:
    return {name: run(statement) for name, statement in statements.items()}


def dialect_of(session: Session) -> Any:
    return {"sqlite": sqlite, "postgresql": postgresql}[session.get_bind().dialect.name]


def upsert_child(session: Session) -> object:
    """Insert over the parent's continuation."""
    statement = dialect_of(session).insert(LETTERS).values(id=HIS, address="over")
    return run(statement.on_conflict_do_update(index_elements=["id"], set_={"address": "over"}))(session)


def upsert(insert_into: Any, also: Callable[[Any], Any] = lambda _: {}, **more: Any) -> Write:
    """Insert over a row of each user."""

    def execute(session: Session) -> object:
        statement = (
            dialect_of(session)
            .insert(insert_into)
            .values([{"id": n, "title": "over"} for n in (HIS, HERS, 300)])
        )
        new = {"title": statement.excluded.title, **also(statement)}
        return run(statement.on_conflict_do_update(index_elements=["id"], set_=new, **more))(session)

    return execute


def flush(change: Callable[[Session, Task], object]) -> Write:
    """Change an object in the session."""

    def execute(session: Session) -> object:
        change(session, session.scalars(select(Task).order_by(Task.id)).first())  # type: ignore[arg-type]
        session.flush()
        return None

    return execute


def add(*rows: Any) -> Write:
    """Add these new rows. They are made anew for each session."""

    def execute(session: Session) -> object:
        session.add_all(new := [row() for row in rows])
        session.flush()
        return [getattr(row, type(row).__owner__) for row in new]

    return execute


def merge(row: Callable[[], Any]) -> Write:
    """Merge this row."""

    def execute(session: Session) -> object:
        session.merge(row())
        session.flush()
        return None

    return execute


WRITES: dict[str, Write] = {
    # without an owner, the session's is set
    "add": add(lambda: Task(id=300, title="new")),
    "add, owner named": add(lambda: Task(id=300, title="new", user_id=BOB)),
    "add children": add(lambda: Task(id=300, title="new", notes=[Note(id=300, text="x")])),
    "add with its own name of owner": add(lambda: Note(id=300, text="new")),
    "add joined child": add(lambda: Letter(id=300, name="new", address="new")),
    "add single child": add(lambda: Memo(id=300, name="new")),
    "insert values": run(insert(Task).values(id=300, title="new")),
    "insert values, owner named": run(insert(Task).values(id=300, title="new", user_id=BOB)),
    "insert parameters": run(insert(Task), {"id": 300, "title": "new"}),
    "insert many": run(insert(Task), [{"id": n, "title": "new"} for n in (300, 301)]),
    "insert many values": run(insert(Task).values([{"id": n, "title": "new"} for n in (300, 301)])),
    "insert tuples": run(insert(T).values([(300, BOB, "new", 1, ""), (301, BOB, "new", 1, "")])),
    "insert, owner is None": run(insert(Task), [{"id": 300, "title": "new", "user_id": None}]),
    "insert by its own name of owner": run(insert(Note), [{"id": 300, "text": "new"}]),
    "insert into table": run(insert(T).values(id=300, title="new")),
    "insert into table, many": run(insert(T), [{"id": n, "title": "new"} for n in (300, 301)]),
    "insert values, owner is None in parameters": run(
        insert(T).values(title="new"), [{"id": n, "user_id": None} for n in (300, 301)]
    ),
    "insert child's table": run(insert(LETTERS).values(id=HIS + 2, address="new")),
    "insert child's table, many": run(
        insert(LETTERS), [{"id": n, "address": ""} for n in (HIS + 1, HIS + 2)]
    ),
    "insert child by the model": run(insert(Letter).values(id=HIS + 2, address="new")),
    "add many joined children": add(*(partial(Letter, id=n, name="n", address="a") for n in range(300, 310))),
    "add tag": flush(lambda _, task: task.labels.append(Label(id=9, name="own"))),
    "remove tags": flush(lambda _, task: task.labels.clear()),
    "insert tag": run(insert(TAGS), {"task_id": HIS, "label_id": 3}),
    "update tags": run(update(TAGS).where(TAGS.c.label_id == 1).values(label_id=4)),
    "delete tags": run(delete(TAGS)),
    "insert returning": run(insert(Task).returning(Task.user_id), [{"id": 300, "title": "new"}]),
    "insert from select": run(insert(Task).from_select(["id", "title"], select(Task.id + 1000, Task.title))),
    "insert from union": run(
        insert(T).from_select(
            ["id", "title"], select(Task.id + 1000, Task.title).union_all(select(Note.id + 2000, Note.text))
        )
    ),
    "bulk_save_objects": lambda s: s.bulk_save_objects([Task(id=300, title="new")]),
    "bulk_insert_mappings": lambda s: s.bulk_insert_mappings(Task, [{"id": 300, "title": "new"}]),
    "insert joined children": run(
        insert(Letter), [{"id": n, "name": "new", "address": "new"} for n in (300, 301)]
    ),
    "insert joined child, owner named": run(
        insert(Letter), [{"id": 300, "user_id": BOB, "name": "new", "address": "new"}]
    ),
    "insert joined children returning": run(
        insert(Letter).returning(Letter.id, Letter.user_id), [{"id": 300, "name": "new", "address": "new"}]
    ),
    "insert joined children, values beside": run(
        insert(Letter).values(name="new"), [{"id": n, "address": "new"} for n in (300, 301)]
    ),
    "insert label": run(insert(Label).values(id=9, name="free")),
    # changes and deletions reach the session's own rows alone
    "update": run(update(Task).values(title="changed")),
    "update where": run(update(Task).where(Task.id.in_([HIS, HERS])).values(title="changed")),
    "update or": run(update(Task).where((Task.id == HERS) | (Task.id == HIS)).values(rank=5)),
    "update returning": run(update(Task).values(title="changed").returning(Task.id)),
    "update inside from_statement": lambda s: sorted(
        s.scalars(select(Task.id).from_statement(update(Task).values(title="x").returning(Task.id)))
    ),
    "delete inside from_statement": lambda s: sorted(
        s.scalars(select(Note.id).from_statement(delete(Note).returning(Note.id)))
    ),
    "update returning entity": lambda s: sorted(
        task.id for task in s.scalars(update(Task).values(title="changed").returning(Task))
    ),
    "update by key": run(update(Task), [{"id": HIS, "title": "a"}, {"id": HIS + 1, "title": "b"}]),
    "update joined children by key": run(
        update(Letter), [{"id": HIS, "name": "changed", "address": "changed"}]
    ),
    "update joined child's parent by key": run(update(Letter), [{"id": HIS, "name": "changed"}]),
    "update table": run(update(T).values(title="changed")),
    "update, evaluated": run(update(Task).values(rank=7).execution_options(synchronize_session="evaluate")),
    "update, fetched": run(update(Task).values(rank=7).execution_options(synchronize_session="fetch")),
    "update from": run(update(Task).values(title=Note.text).where(Note.task_id == Task.id, Note.id > 250)),
    "update from alias": run(update(Task).values(title=Other.title).where(Other.id == Task.parent_id)),
    "update with subquery": run(update(Task).values(rank=select(func.count(Note.id)).scalar_subquery())),
    "update where exists": run(
        update(Label).values(name="seen").where(exists().where(Task.label_id == Label.id))
    ),
    "update child's table": run(update(LETTERS).values(address="changed")),
    "update joined child": run(update(Letter).values(address="changed")),
    "update single child": run(update(Memo).values(name="changed")),
    "update owner to the same": run(update(Task).values(user_id=BOB)),
    "bulk_update_mappings": lambda s: s.bulk_update_mappings(Task, [{"id": HIS, "title": "a"}]),
    "delete": run(delete(Note)),
    "delete where": run(delete(Note).where(Note.id > 0)),
    "delete returning": run(delete(Note).returning(Note.id)),
    "delete table": run(delete(NOTES)),
    "delete by subquery": run(delete(Note).where(Note.task_id.in_(select(Task.id)))),
    "delete root": run(delete(Document).where(Document.kind != "letter")),
    "delete child's table": run(delete(LETTERS)),
    "legacy update": lambda s: s.query(Task).update({"title": "changed"}),
    "legacy delete": lambda s: s.query(Note).delete(),
    "legacy update of alias": lambda s: s.query(aliases.Tasks).update({"title": "changed"}),
    "legacy delete of alias": lambda s: s.query(aliases.Notes).delete(),
    **all_run(aliases.WRITES),
    "flush change": flush(lambda _, task: setattr(task, "title", "changed")),
    "flush delete": flush(lambda s, task: [*map(s.delete, task.notes)]),
    "flush move": flush(lambda _, task: task.notes.append(Note(id=300, text="moved"))),
    "merge": merge(lambda: Task(id=HIS, title="merged", user_id=BOB)),
    "merge without owner": merge(lambda: Task(id=HIS, title="merged")),
}

ON_POSTGRESQL = all_run(aliases.ON_POSTGRESQL)
"""Shapes that SQLite does not have."""

REFUSED: dict[str, Write] = {
    "insert inside from_statement": run(
        select(Task.id).from_statement(
            insert(Task).values(id=300, title="x", user_id=ALICE).returning(Task.id)
        )
    ),
    "update of the owner inside from_statement": run(
        select(Task.id).from_statement(update(Task).values(user_id=ALICE).returning(Task.id))
    ),
    "upsert inside from_statement": lambda s: s.execute(
        select(Task.id).from_statement(
            dialect_of(s)
            .insert(Task)
            .values(id=HERS, title="over", user_id=BOB)
            .on_conflict_do_update(index_elements=["id"], set_={"title": "over"})
            .returning(Task.id)
        )
    ),
    **all_run(aliases.REFUSED),
    "insert child from select": run(
        insert(LETTERS).from_select(["id", "address"], select(Label.id, Label.name))
    ),
    "insert child with computed key": run(
        insert(LETTERS).values(id=select(func.max(Task.id)).scalar_subquery())
    ),
    "insert child with named key": run(insert(LETTERS).values(id=bindparam("x"), address=""), {"x": HERS}),
    "upsert child": upsert_child,
    "upsert by owner's name in capitals": upsert(T, also=lambda _: {"USER_ID": ALICE}),
}
"""Shapes that cannot be looked into."""

UPSERTS: dict[str, Write] = {
    "upsert": upsert(Task),
    "upsert table": upsert(T),
    "upsert where": upsert(T, where=T.c.rank < 99),
    "upsert with excluded owner": upsert(T, also=lambda new: {"user_id": new.excluded.user_id}),
}
"""One of the rows in the way is Alice's."""

FOREIGN: dict[str, Write] = {
    **all_run(aliases.FOREIGN),
    "insert joined child": run(
        insert(Letter), [{"id": 300, "user_id": ALICE, "name": "new", "address": "new"}]
    ),
    "insert joined child, owner beside": run(
        insert(Letter).values(user_id=ALICE), [{"id": 300, "name": "new", "address": "new"}]
    ),
    "update joined child's owner by key": run(update(Letter), [{"id": HIS, "user_id": ALICE}]),
    "update joined child's owner beside the key": run(
        update(Letter).values(user_id=ALICE), [{"id": HIS, "name": "new"}]
    ),
    "add": add(lambda: Task(id=300, title="new", user_id=ALICE)),
    "add by relationship": add(lambda: Task(id=300, title="x", notes=[Note(id=300, text="y", writer=ALICE)])),
    "add expression": add(lambda: Task(id=300, title="new", user_id=func.lower("ALICE"))),
    "insert values": run(insert(Task).values(id=300, title="new", user_id=ALICE)),
    "insert expression": run(insert(Task).values(id=300, title="new", user_id=func.lower("ALICE"))),
    "insert many": run(insert(Task), [{"id": 300, "title": "n", "user_id": user} for user in (BOB, ALICE)]),
    "insert many values": run(insert(Task).values([{"id": 300, "title": "new", "user_id": ALICE}])),
    "insert tuples": run(insert(T).values([(300, ALICE, "new", 1, "")])),
    "insert into table": run(insert(T), {"id": 300, "title": "new", "user_id": ALICE}),
    "insert by its own name of owner": run(insert(Note), [{"id": 300, "text": "new", "writer": ALICE}]),
    "insert from select": run(
        insert(Task).from_select(["id", "title", "user_id"], select(Task.id + 1000, Task.title, Label.name))
    ),
    "bulk_save_objects": lambda s: s.bulk_save_objects([Task(id=300, title="new", user_id=ALICE)]),
    "update owner": run(update(Task).values(user_id=ALICE)),
    "update owner to expression": run(update(Task).values({Task.user_id: func.lower("ALICE")})),
    "update owner to none": run(update(Task).values(user_id=None)),
    "update owner to null": run(update(Task).values({T.c.user_id: null()})),
    "update owner to none, ordered": run(update(Task).ordered_values((Task.user_id, None))),
    "update owner to none by key": run(update(Task), [{"id": HIS, "user_id": None}]),
    "update owner to none by parameter": run(update(T), {"user_id": None}),
    "update owner, ordered": run(update(Task).ordered_values((Task.title, "x"), (Task.user_id, ALICE))),
    "update owner by key": run(update(Task), [{"id": HIS, "user_id": ALICE}]),
    "update owner by its own name": run(update(Note).values(writer=ALICE)),
    "update owner of table": run(update(T).values(user_id=ALICE)),
    "update owner by parameter": run(update(T), {"user_id": ALICE}),
    "upsert owner": upsert(T, also=lambda _: {"user_id": ALICE}),
    "upsert owner to none": upsert(T, also=lambda _: {"user_id": None}),
    "upsert owner to excluded, and again": upsert(
        T, also=lambda new: {"user_id": ALICE, T.c.user_id: new.excluded.user_id}
    ),
    "upsert owner to another excluded column": upsert(T, also=lambda new: {"user_id": new.excluded.title}),
    "flush owner": flush(lambda _, task: setattr(task, "user_id", ALICE)),
    "flush no owner": flush(lambda _, task: setattr(task, "user_id", None)),
    "insert child's table": run(insert(LETTERS).values(id=HERS, address="new")),
    "insert child's table, many": run(
        insert(LETTERS), [{"id": n, "address": ""} for n in (HIS + 2, HERS + 2)]
    ),
    "insert child's table, many values": run(
        insert(LETTERS).values([{"id": n, "address": ""} for n in (HIS + 2, HERS + 2)])
    ),
    "insert child's table, tuples": run(insert(LETTERS).values([(HERS + 2, "")])),
    "insert child's table, two keys": run(insert(LETTERS).values(id=HIS + 2, address=""), {"id": HERS + 2}),
    "insert child's table, two keys, other first": run(
        insert(LETTERS).values(id=HERS + 2, address=""), {"id": HIS + 2}
    ),
    "insert child's table without parent": run(insert(LETTERS).values(id=999, address="")),
    "insert child's table without key": run(insert(LETTERS).values(address="")),
    "update child's key": run(update(LETTERS).values(id=HERS + 2)),
    "update child's key, ordered": run(update(LETTERS).ordered_values((LETTERS.c.id, HERS + 2))),
    "update child's key by parameter": run(update(LETTERS), {"id": HERS + 2}),
    "update child's key to the same": run(update(LETTERS).values(id=LETTERS.c.id)),
    "insert tag": run(insert(Tag).values(task_id=HIS, label_id=3, user_id=ALICE)),
    "merge new": merge(lambda: Task(id=300, title="merged", user_id=ALICE)),
    "merge over one's own": merge(lambda: Task(id=HIS, title="merged", user_id=ALICE)),
    "merge over hers": merge(lambda: Task(id=HERS, title="merged", user_id=ALICE)),
}
