"""Tables without an owner whose rows belong to those of owned ones."""

import pytest
from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, MetaData, Table

from jwt_auth_bridge.postgres import OWNER
from jwt_auth_bridge.postgres.checks.unowned import unowned_faults

from .damage import Damaged

PARENT = ("tasks.user_id", "tasks.id")


def metadata() -> MetaData:
    tables = MetaData()
    for name in ("tasks", "tags"):
        Table(name, tables, Column("id", primary_key=True), Column("user_id"), info={OWNER: "user_id"})
    Table("news", tables, Column("id", primary_key=True))
    return tables


def fault(table: str, whole: str = "tasks") -> str:
    return (
        f"the table {table} holds parts of {whole}'s rows and is nobody's: "
        'give it a column for the owner, and name that in its info["jwt_auth_bridge.owner"]'
    )


def test_a_table_of_joined_inheritance() -> None:
    tables = metadata()
    Table("urgent_tasks", tables, Column("id", ForeignKey("tasks.id"), primary_key=True))
    assert list(unowned_faults(tables)) == [fault("urgent_tasks")]


@pytest.mark.parametrize("keyed", [True, False])
def test_a_table_between_two(keyed: bool) -> None:
    tables = metadata()
    Table(
        "tags_of_news",
        tables,
        Column("news_id", ForeignKey("news.id"), primary_key=keyed),
        Column("tag_id", ForeignKey("tags.id"), primary_key=keyed),
    )
    assert list(unowned_faults(tables)) == [fault("tags_of_news", "tags")]


def test_the_check_looks_for_them(damaged: Damaged) -> None:
    tables = metadata()
    Table("urgent_tasks", tables, Column("id", ForeignKey("tasks.id"), primary_key=True))
    assert fault("urgent_tasks") in damaged.faults(metadata=tables)


def test_those_that_are_not_meant() -> None:
    tables = metadata()
    Table(
        "owned_parts",
        tables,
        Column("id", primary_key=True),
        Column("user_id"),
        ForeignKeyConstraint(["user_id", "id"], PARENT),
        info={OWNER: "user_id"},
    )
    Table("letters", tables, Column("id", primary_key=True), Column("task_id", ForeignKey("tasks.id")))
    Table("extra", tables, Column("id", ForeignKey("news.id"), primary_key=True))
    Table("alone", tables, Column("text"))
    assert list(unowned_faults(tables)) == []
