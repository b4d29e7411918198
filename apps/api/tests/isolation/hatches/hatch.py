"""What a way round is, and how it is tried.

A probe is the serving role's, in a transaction of Alice's: what somebody sends who has found a way to send
SQL, or what an app does by mistake. It answers everything that it has seen, as text; whatever holds Bob's
name is his.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Connection = Any
"""asyncpg's, which has no types."""
Probe = Callable[[Connection], Awaitable[str]]

ALICE, BOB = "alice", "bob"
BOBS_TASK = "00000000-0000-4000-8000-000000000b0b"
BOBS_KEY = "key-of-bob"
COLUMNS = "id, user_id, title, title_key, description, completed, created_at, updated_at, idempotency_key"


class Outcome(StrEnum):
    """What comes of it."""

    HELD = "held"
    """Alice's rows alone."""
    REFUSED = "an error"
    """From PostgreSQL, whoever's the rows are."""
    START = "the start is refused"
    """Bob's rows, in a database that the API does not start with."""
    OPEN = "**not stopped**"
    """Something of Bob's."""


@dataclass(frozen=True)
class Hatch:
    """One way."""

    name: str
    outcome: Outcome
    probe: Probe
    says: str = ""
    """Part of the error, or of what the start is refused with."""
    prepare: tuple[str, ...] = ()
    """What a superuser did before. `{serving}` is the role that serves."""
    undo: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.name


def claims(user_id: str) -> str:
    """The statement that makes the transaction this user's."""
    return f"""SELECT set_config('request.jwt.claims', '{{"sub": "{user_id}"}}', true)"""


def new_task(task_id: str, user_id: str, title: str, key: str) -> str:
    """The statement that adds a task."""
    texts = f"'{task_id}', '{user_id}', '{title}', '{title}', '', false, now(), now(), '{key}'"
    return f"INSERT INTO tasks ({COLUMNS}) VALUES ({texts})"  # noqa: S608


def sql(*statements: str) -> Probe:
    """Execute these, and see the rows of the last."""

    async def probe(connection: Connection) -> str:
        rows: list[Any] = []
        for statement in statements:
            rows = await connection.fetch(statement)
        return str([tuple(row) for row in rows])

    return probe
