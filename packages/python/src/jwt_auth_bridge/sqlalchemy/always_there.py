"""Which tables of a FROM a WHERE can restrict."""
# A Table is generic in SQLAlchemy 2.1, and in 2.0 not.
# pyright: reportUnknownArgumentType=false

from collections.abc import Iterable, Iterator

from sqlalchemy import Alias, FromClause, Join, Table, TableSample
from sqlalchemy.sql.selectable import FromGrouping

from .ownership import Ownership, ownership_of


def always_there(froms: Iterable[FromClause]) -> Iterator[tuple[FromClause, Ownership]]:
    """Owned tables that have a row in each row of the join: there, a WHERE restricts just them.

    What an outer join may leave out is not among them: a WHERE would take the whole row away.
    """
    for rows in froms:
        if isinstance(rows, FromGrouping):
            yield from always_there([rows.element])
        elif isinstance(rows, Join):
            if not rows.full:
                yield from always_there([rows.left] if rows.isouter else [rows.left, rows.right])
        else:
            named = rows.element if isinstance(rows, Alias | TableSample) else rows
            ownership = ownership_of(named) if isinstance(named, Table) else None
            if ownership is not None:
                yield rows, ownership
