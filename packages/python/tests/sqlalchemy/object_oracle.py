"""The answer to a plan of objects, found without SQL: all rows are read, those of others left out by hand."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from .object_plans import IDS, RELATIONS
from .world import Label, Note, Tag, Task


class Oracle:
    """Knows one user's rows, and everybody's labels."""

    def __init__(self, session: Session, user: str) -> None:
        def rows(model: Any, owner: str | None) -> list[Any]:
            found = session.execute(select(*model.__table__.columns)).all()
            return [row for row in found if owner is None or getattr(row, owner) == user]

        self._rows = {
            "task": rows(Task, "user_id"),
            "note": rows(Note, "written_by"),
            "label": rows(Label, None),
        }
        self._tags = rows(Tag, "user_id")

    def answer(self, plan: Any) -> Any:
        """What a session of this user has to answer."""
        kind, condition, joins, tree, output, _ = plan
        if output == "get":
            found = [row for row_id in IDS for row in self._rows[kind] if row.id == row_id]
            return [self._walked(row, kind, tree) for row in found]
        chains = [[row] for row in self._rows[kind] if self._holds(condition, kind, row)]
        last = kind
        for name, joined in joins:
            chains = [
                [*chain, new]
                for chain in chains
                for new in self._related(last, name, chain[-1])
                if self._holds(joined, RELATIONS[last][name], new)
            ]
            last = RELATIONS[last][name]
        if output == "count":
            return len(chains)
        if output == "ids":
            return sorted(tuple(row.id for row in chain) for chain in chains)
        firsts = {chain[0].id: chain[0] for chain in chains}
        return sorted((self._walked(row, kind, tree) for row in firsts.values()), key=repr)

    def _related(self, kind: str, name: str, row: Any) -> Iterator[Any]:
        for other in self._rows[RELATIONS[kind][name]]:
            tagged = any(
                (tag.task_id, tag.label_id) in ((row.id, other.id), (other.id, row.id)) for tag in self._tags
            )
            match kind, name:
                case ("task", "parent"):
                    fits = row.parent_id == other.id
                case ("task", "label"):
                    fits = row.label_id == other.id
                case ("task", "notes"):
                    fits = other.task_id == row.id
                case ("note", "task"):
                    fits = row.task_id == other.id
                case ("label", "tasks"):
                    fits = other.label_id == row.id
                case _:
                    fits = tagged
            if fits:
                yield other

    def _walked(self, row: Any, kind: str, tree: Any) -> Any:
        return (
            row.id,
            *(
                (
                    name,
                    sorted(
                        self._walked(other, RELATIONS[kind][name], rest)
                        for other in self._related(kind, name, row)
                    ),
                )
                for name, _, rest in tree
            ),
        )

    def _holds(self, plan: Any, kind: str, row: Any) -> bool:
        form, *rest = plan
        match form:
            case "true":
                return True
            case "less":
                return bool(row.id < rest[0])
            case "is":
                return bool(row.id == rest[0])
            case "not":
                return not self._holds(rest[0], kind, row)
            case "related":
                name, inner = rest
                return any(
                    self._holds(inner, RELATIONS[kind][name], other)
                    for other in self._related(kind, name, row)
                )
            case _:
                parts = (self._holds(part, kind, row) for part in rest)
                return all(parts) if form == "and" else any(parts)
