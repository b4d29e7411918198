"""What a role and a connection can be changed into, and what a pooled connection keeps of the last caller."""

from .hatch import ALICE, BOB, Connection, Hatch, Outcome, Probe, claims, sql

READ = "SELECT user_id FROM tasks"


async def _prepared_before(connection: Connection) -> str:
    await connection.execute(claims(BOB))
    statement = await connection.prepare(READ)
    assert BOB in str(await statement.fetch())
    await connection.execute(claims(ALICE))
    return str(await statement.fetch())


def left(make: str, read: str) -> Probe:
    """Bob's transaction, then Alice's on the same connection, as a pool would have it."""

    async def probe(connection: Connection) -> str:
        for statement in ("ROLLBACK", "BEGIN", claims(BOB), make, "COMMIT", "BEGIN", claims(ALICE)):
            await connection.execute(statement)
        return str(await connection.fetch(read))

    return probe


CONNECTIONS = (
    Hatch("`SET ROLE`", Outcome.REFUSED, sql("SET ROLE {owner}"), "permission denied to set role"),
    Hatch(
        "`SET SESSION AUTHORIZATION`",
        Outcome.REFUSED,
        sql("SET SESSION AUTHORIZATION {owner}"),
        "permission denied",
    ),
    Hatch(
        "membership of the tables' owner",
        Outcome.START,
        sql("SET ROLE {owner}", "ALTER TABLE tasks NO FORCE ROW LEVEL SECURITY", READ),
        "{owner}",
        ("GRANT {owner} TO {serving}",),
        ("REVOKE {owner} FROM {serving}",),
    ),
    Hatch(
        "`BYPASSRLS`",
        Outcome.START,
        sql(READ),
        "has BYPASSRLS",
        ("ALTER ROLE {serving} BYPASSRLS",),
        ("ALTER ROLE {serving} NOBYPASSRLS",),
    ),
    Hatch(
        "`SET row_security = off`",
        Outcome.REFUSED,
        sql("SET row_security = off", READ),
        "would be affected by row-level security",
    ),
    Hatch("the setting, changed in mid-transaction", Outcome.OPEN, sql(claims(BOB), READ)),
    Hatch("prepared statement of the last caller", Outcome.HELD, _prepared_before),
    Hatch("connection of the last caller", Outcome.HELD, left("SELECT 1", READ)),
    Hatch(
        "temporary table of the last caller",
        Outcome.OPEN,
        left(f"CREATE TEMPORARY TABLE mine AS {READ}", "SELECT * FROM mine"),
    ),
    Hatch(
        "cursor `WITH HOLD` of the last caller",
        Outcome.OPEN,
        left(f"DECLARE held CURSOR WITH HOLD FOR {READ}", "FETCH held"),
    ),
)
