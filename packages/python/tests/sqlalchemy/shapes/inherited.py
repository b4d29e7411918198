"""By inheritance: a child in a table of its own, which has no owner, and one in its parent's."""

from typing import Any

from sqlalchemy import select, true
from sqlalchemy.orm import defer, selectin_polymorphic, with_polymorphic

from ..world import Document, Label, Letter, Memo
from .cases import Case, each, rows

letters = Letter.__table__


def named(statement: Any) -> Case:
    """Name of each document, and the address of a letter."""
    return each(statement, lambda document: (document.id, document.name, getattr(document, "address", None)))


INHERITED: dict[str, Case] = {
    "root": named(select(Document)),
    "joined child": named(select(Letter)),
    "single child": named(select(Memo)),
    "child's column": rows(select(Letter.address)),
    "child's table": rows(select(letters)),
    "child's table, aliased": rows(select(letters.alias())),
    "child's table, outer": rows(select(Label.id, letters.c.address).outerjoin(letters, true())),
    "polymorphic": named(select(with_polymorphic(Document, "*"))),
    "polymorphic, flat": named(select(with_polymorphic(Document, [Letter], aliased=True, flat=True))),
    "polymorphic, selectin": named(select(Document).options(selectin_polymorphic(Document, [Letter, Memo]))),
    "child by get": lambda s: [
        letter and letter.address for letter in (s.get(Letter, n) for n in (101, 201))
    ],
    "child's deferred column": named(select(Letter).options(defer(Letter.address))),
}
