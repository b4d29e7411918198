"""Tables between two models: they show who has what, so they need an owner too."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Column, ForeignKey, Integer, String, Table, delete, insert, select, true, update
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, foreign, mapped_column, registry, relationship

from jwt_auth_bridge import ConfigurationError
from jwt_auth_bridge.sqlalchemy import (
    ForeignOwner,
    NoPrincipal,
    Owned,
    UnfilteredTable,
    principal_session,
    system_session,
)

from .conftest import Sessions
from .world import ALICE, BOB, Label, Tag, Task, principal

SessionOf = Callable[[str], Session]
TAGS: Any = Tag.__table__


_kept: list[Any] = []


@pytest.fixture(autouse=True)
def _dispose() -> Iterator[None]:
    """What is wrong with a declaration would show in the next test, too."""
    yield
    for model in _kept:
        model.registry.dispose()
    _kept.clear()


def declare(
    *, of_task: Callable[[Any], Any] = lambda _: None, of_label: Callable[[Any], Any] = lambda _: None
) -> Any:
    """Tasks, labels and a plain table between them, with these relationships."""

    class Base(DeclarativeBase):
        registry = registry()

    Table(
        "pairs",
        Base.metadata,
        Column("task_id", ForeignKey("jobs.id"), primary_key=True),
        Column("label_id", ForeignKey("marks.id"), primary_key=True),
    )

    class Mark(Base):
        __tablename__ = "marks"
        id: Mapped[int] = mapped_column(primary_key=True)
        to_many = of_label(Base)

    class Job(Owned, Base):
        __tablename__ = "jobs"
        id: Mapped[int] = mapped_column(primary_key=True)
        user_id: Mapped[str] = mapped_column(String(50))
        to_many = of_task(Base)

    _kept.extend([Mark, Job])
    return Base


def by_name(target: str) -> Callable[[Any], Any]:
    return lambda _: relationship(target, secondary="pairs")


def joined(base: Any) -> Any:
    """The table lies within a join."""
    marks, pairs = base.metadata.tables["marks"], base.metadata.tables["pairs"]
    return relationship(
        "Job",
        secondary=pairs.join(marks, pairs.c.label_id == marks.c.id),
        primaryjoin="Job.id == pairs.c.task_id",
        secondaryjoin="foreign(marks.c.id) == foreign(Job.id)",
        viewonly=True,
    )


def without_keys(base: Any) -> Any:
    """No foreign key tells what the table is between."""
    pairs = Table("loose", base.metadata, Column("task_id", Integer), Column("label_id", Integer))
    return relationship(
        "Mark",
        secondary=pairs,
        primaryjoin=lambda: base.metadata.tables["jobs"].c.id == foreign(pairs.c.task_id),
        secondaryjoin=lambda: base.metadata.tables["marks"].c.id == foreign(pairs.c.label_id),
    )


def test_without_foreign_keys(shared: Sessions) -> None:
    declare(of_task=without_keys)
    with pytest.raises(ConfigurationError, match="'loose'"):
        principal_session(shared, principal(BOB))


@pytest.mark.parametrize(
    "relationships",
    [{"of_task": by_name("Mark")}, {"of_label": by_name("Job")}, {"of_task": joined}],
    ids=["of the owned", "of the other", "in a join"],
)
def test_nobodys(relationships: dict[str, Any], shared: Sessions) -> None:
    """The first session does not open. Should somebody go on, no statement gets to the table."""
    base = declare(**relationships)
    with pytest.raises(ConfigurationError, match="'pairs'") as refused:
        principal_session(shared, principal(BOB))
    assert refused.value.code == "owner_missing"
    pairs = base.metadata.tables["pairs"]
    base.metadata.create_all(shared.kw["bind"])
    statements = (
        select(pairs),
        select(Label.id).join(pairs, true()),
        insert(pairs),
        update(pairs),
        delete(pairs),
    )
    for statement in statements:
        with principal_session(shared, principal(BOB)) as session, pytest.raises(UnfilteredTable):
            session.execute(statement, {"task_id": 1, "label_id": 1})
        with shared() as session, pytest.raises(NoPrincipal):
            session.execute(statement, {"task_id": 1, "label_id": 1})
    with system_session(shared, reason="a job") as session:
        assert session.execute(select(pairs)).all() == []


def test_mapped_to_a_class_that_is_not_owned() -> None:
    base = declare(of_task=by_name("Mark"))

    class Pair(base):  # type: ignore[misc, valid-type]
        __table__ = base.metadata.tables["pairs"]

    _kept.append(Pair)
    with pytest.raises(ConfigurationError, match="'pairs'"):
        base.registry.configure()


def test_between_two_that_are_nobodys() -> None:
    base = declare(of_label=lambda _: None)

    class Other(base):  # type: ignore[misc, valid-type]
        __tablename__ = "others"
        id: Mapped[int] = mapped_column(primary_key=True)
        marks = relationship(
            "Mark",
            secondary=Table(
                "free",
                base.metadata,
                Column("mark_id", ForeignKey("marks.id")),
                Column("other_id", ForeignKey("others.id")),
            ),
        )

    _kept.append(Other)
    base.registry.configure()


def test_owned_tags(session_of: SessionOf) -> None:
    """As a class and as the secondary of a relationship: read, added and taken away for the caller alone."""
    session = session_of(BOB)
    assert {task for task, _ in session.execute(select(TAGS.c.task_id, TAGS.c.label_id))} == {201, 202, 203}
    task = session.get_one(Task, 201)
    task.labels.append(label := Label(id=9, name="new"))
    session.flush()
    assert session.scalars(select(Tag.user_id).where(Tag.label_id == 9)).all() == [BOB]
    task.labels.remove(label)
    session.flush()
    assert session.get(Tag, (201, 9)) is None
    assert {task.id for task in session.get_one(Label, 1).tagged} == {201, 202, 203}
    with pytest.raises(ForeignOwner):
        session.add(Tag(task_id=201, label_id=9, user_id=ALICE))
