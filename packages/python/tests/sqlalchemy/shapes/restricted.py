"""By the statement's own conditions, none of which may widen what the session shows."""

from sqlalchemy import bindparam, func, lambda_stmt, literal, or_, select, true, tuple_
from sqlalchemy.orm import with_loader_criteria

from ..world import ALICE, Note, Task
from .cases import Case, ids, rows

RESTRICTED: dict[str, Case] = {
    "or true": ids(select(Task).where(or_(Task.rank > 99, true()))),
    "or": rows(select(Task.id).where(or_(Task.rank == 1, Task.rank == 2)).where(Task.id > 0)),
    "word as operator": rows(select(Task.id).where(Task.title.op("LIKE", is_comparison=True)("%1"))),
    "another user by name": rows(select(Task.id).where(Task.user_id == ALICE)),
    "any user": rows(select(Task.id).where(Task.user_id.is_not(None))),
    "parameter": rows(select(Task.id).where(Task.rank == bindparam("rank")), {"rank": 1}),
    "parameters by the filter's name": rows(
        select(Task.id).where(Task.rank == bindparam("rank")),
        {"rank": 1, "param_1": ALICE, "param_2": ALICE},
    ),
    "in": rows(select(Task.id).where(Task.id.in_([101, 201, 202]))),
    "keyset": rows(
        select(Task.id)
        .where(tuple_(Task.rank, Task.id) > tuple_(literal(1), literal(0)))
        .order_by(Task.id)
        .limit(1)
    ),
    "lambda": rows(lambda_stmt(lambda: select(Task.id))),
    "criteria of one's own": ids(
        select(Task).options(with_loader_criteria(Task, Task.rank > 1, include_aliases=True))
    ),
    "function": rows(select(Note.id).where(func.length(Note.text) > 5)),
}
