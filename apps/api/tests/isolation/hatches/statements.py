"""Statements that forget the owner, or go past the policies' four commands."""

from io import BytesIO

from .hatch import Connection, Hatch, Outcome, new_task, sql


async def _copied_out(connection: Connection) -> str:
    output = BytesIO()
    await connection.copy_from_table("tasks", output=output)
    return output.getvalue().decode()


async def _copied_in(connection: Connection) -> str:
    await connection.copy_to_table("tasks", source=BytesIO(b"x\n"), columns=["title"])
    return ""


ANY_ID = "00000000-0000-4000-8000-000000000001"
POLICY, DENIED = "row-level security policy", "permission denied"

STATEMENTS = (
    Hatch("`SELECT` without a `WHERE`", Outcome.HELD, sql("SELECT user_id FROM tasks")),
    Hatch("`UPDATE` without a `WHERE`", Outcome.HELD, sql("UPDATE tasks SET title = '' RETURNING user_id")),
    Hatch("`DELETE` without a `WHERE`", Outcome.HELD, sql("DELETE FROM tasks RETURNING user_id")),
    Hatch("`INSERT` for another user", Outcome.REFUSED, sql(new_task(ANY_ID, "bob", "x", "k")), POLICY),
    Hatch("`UPDATE` of the owner", Outcome.REFUSED, sql("UPDATE tasks SET user_id = 'bob'"), POLICY),
    Hatch("`TRUNCATE`", Outcome.REFUSED, sql("TRUNCATE tasks"), DENIED),
    Hatch(
        "`TRUNCATE`, granted",
        Outcome.START,
        sql("TRUNCATE tasks", "SELECT 'gone: bob' WHERE pg_relation_size('tasks') = 0"),
        "has TRUNCATE",
        ("GRANT TRUNCATE ON tasks TO {serving}",),
        ("REVOKE TRUNCATE ON tasks FROM {serving}",),
    ),
    Hatch("`COPY tasks TO STDOUT`", Outcome.HELD, _copied_out),
    Hatch(
        "`COPY tasks TO` a file, a program",
        Outcome.REFUSED,
        sql("COPY tasks TO PROGRAM 'cat'"),
        "to or from an external program",
    ),
    Hatch("`COPY tasks FROM STDIN`", Outcome.REFUSED, _copied_in, "COPY FROM not supported with row-level"),
)
