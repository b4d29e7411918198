"""What keys, statistics, plans and errors tell of rows that nobody is shown."""

from typing import Any

from asyncpg import UniqueViolationError  # type: ignore[import-untyped]

from .hatch import ALICE, BOBS_KEY, BOBS_TASK, Connection, Hatch, Outcome, Probe, new_task, sql

ANY_ID = "00000000-0000-4000-8000-000000000001"


def taken(statement: str) -> Probe:
    """Whether a key is somebody's already."""

    async def probe(connection: Connection) -> str:
        try:
            await connection.execute(statement)
        except UniqueViolationError:
            return "taken: bob"
        return "free"

    return probe


async def _told_by_a_function(connection: Connection) -> str:
    notices: list[str] = []

    def note(_connection: Any, notice: Any) -> None:
        notices.append(notice.message)

    connection.add_log_listener(note)
    await connection.execute(
        """
        CREATE FUNCTION pg_temp.tell(title text) RETURNS boolean LANGUAGE plpgsql COST 0.0001
        AS $$ BEGIN RAISE NOTICE '%', title; RETURN true; END $$
        """
    )
    await connection.fetch("SELECT 1 FROM tasks WHERE pg_temp.tell(title)")
    assert notices
    return str(notices)


async def _estimated(connection: Connection) -> str:
    """Of which titles the planner expects some: Alice has none of either."""
    found = ""
    for title in ("of bob", "of nobody"):
        plan = await connection.fetch(f"EXPLAIN SELECT 1 FROM tasks WHERE title = '{title}'")  # noqa: S608
        found += "" if "rows=1 " in str(plan[0]) else title
    return found


ORACLES = (
    Hatch("id of another's task", Outcome.OPEN, taken(new_task(BOBS_TASK, ALICE, "x", "k"))),
    Hatch("`Idempotency-Key` of another's", Outcome.HELD, taken(new_task(ANY_ID, ALICE, "x", BOBS_KEY))),
    Hatch(
        "`pg_stats`, most common values",
        Outcome.HELD,
        sql("SELECT most_common_vals::text FROM pg_stats WHERE tablename = 'tasks'"),
    ),
    Hatch("`pg_statistic`", Outcome.REFUSED, sql("SELECT starelid FROM pg_statistic"), "permission denied"),
    Hatch("`EXPLAIN`, estimates of rows", Outcome.OPEN, _estimated),
    Hatch(
        "`pg_class`, number of everybody's rows",
        Outcome.OPEN,
        sql("SELECT 'some: bob' FROM pg_class WHERE oid = 'tasks'::regclass AND reltuples > 100"),
    ),
    Hatch("function of one's own in a `WHERE`", Outcome.HELD, _told_by_a_function),
    Hatch(
        "error provoked in a `WHERE`",
        Outcome.HELD,
        sql("SELECT user_id FROM tasks WHERE 1 / (CASE title WHEN 'of bob' THEN 0 ELSE 1 END) = 1"),
    ),
    Hatch(
        "sequence",
        Outcome.HELD,
        sql("SELECT 'one: bob' FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace"),
    ),
)
