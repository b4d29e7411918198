"""What row-level security costs: the policy beside a WHERE, and telling the caller beside not telling.

row_level_security.py <rounds>, where DATABASE_URL is a superuser's. Prints one JSON object.
"""

import asyncio
import json
import os
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from typing import Any

from alembic.migration import MigrationContext
from alembic.operations import Operations
from jwt_auth_bridge import Principal
from jwt_auth_bridge.postgres import OWNER, bind_principal
from jwt_auth_bridge.postgres.alembic import EnableRowLevelSecurity
from jwt_auth_bridge.postgres.asyncpg import IdentityConnection
from sqlalchemy import Column, Connection, Index, Integer, MetaData, String, Table, make_url, text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

ROWS, USERS, ROUND, WARM_UP = 100_000, 200, 50, 100
URL = make_url(os.environ["DATABASE_URL"])
ROLE = "bench_serving"

Request = Callable[[int], Awaitable[Any]]


def tables(metadata: MetaData) -> None:
    for name, info in (("tasks", {OWNER: "user_id"}), ("plain_tasks", {})):
        Table(
            name,
            metadata,
            Column("id", Integer, primary_key=True),
            Column("user_id", String(255), nullable=False),
            Column("title", String(200), nullable=False),
            Column("created_at", Integer, nullable=False),
            Index(f"ix_{name}", "user_id", "created_at"),
            info=info,
        )


def prepare(connection: Connection) -> None:
    metadata = MetaData()
    tables(metadata)
    metadata.create_all(connection)
    Operations(MigrationContext.configure(connection)).invoke(
        EnableRowLevelSecurity("tasks", owner="user_id")
    )
    for name in metadata.tables:
        connection.execute(
            text(
                f"INSERT INTO {name} SELECT n, 'user-' || n % {USERS}, 'task ' || n, n "  # noqa: S608
                f"FROM generate_series(1, {ROWS}) AS n"
            )
        )
    connection.execute(text(f"CREATE ROLE {ROLE} LOGIN"))
    connection.execute(text(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {ROLE}"))
    connection.commit()
    connection.execute(text("VACUUM ANALYZE tasks, plain_tasks"))


QUERIES = {
    "the 50 newest": "SELECT * FROM {table} {where} ORDER BY created_at DESC LIMIT 50",
    "a count of 500": "SELECT count(*) FROM {table} {where}",
    "all 500": "SELECT * FROM {table} {where}",
    "one by its id": "SELECT * FROM {table} {where_and} id = :id",
    "a change of one": "UPDATE {table} SET title = 'x' {where_and} id = :id",
}


def caller(number: int) -> Principal:
    return Principal(f"user-{number % USERS}", "session", "https://app.example", frozenset(), {})


def query(engine: AsyncEngine, template: str, table: str, *, filtered: bool) -> Request:
    where, where_and = ("WHERE user_id = :user", "WHERE user_id = :user AND") if filtered else ("", "WHERE")
    statement = text(template.format(table=table, where=where, where_and=where_and))

    async def run(number: int) -> float:
        principal = caller(number)
        values = {"user": principal.user_id, "id": number % USERS + USERS * (number % 400 + 1)}
        async with AsyncSession(engine) as session:
            bind_principal(session, principal)
            connection = await session.connection()
            await connection.execute(text("SELECT 1"))  # the transaction is begun, and the caller is told
            began = time.perf_counter()
            result = await connection.execute(
                statement, {k: v for k, v in values.items() if f":{k}" in statement.text}
            )
            if result.returns_rows:
                result.all()
            took = time.perf_counter() - began
            await session.rollback()
        return took

    return run


def request(engine: AsyncEngine, *, bound: bool) -> Request:
    statement = text("SELECT * FROM plain_tasks WHERE id = 1")

    async def run(number: int) -> float:
        began = time.perf_counter()
        async with AsyncSession(engine) as session:
            if bound:
                bind_principal(session, caller(number))
            (await session.execute(statement)).all()
            await session.commit()
        return time.perf_counter() - began

    return run


async def compare(title: str, contenders: dict[str, Request], rounds: int) -> dict[str, list[float]]:
    """In turn, request by request: microseconds, the median of each round."""
    took: dict[str, list[float]] = {name: [] for name in contenders}
    for number in range(WARM_UP + rounds * ROUND):
        for name, run in contenders.items():
            seconds = await run(number)
            if number >= WARM_UP:
                took[name].append(seconds * 1e6)
    return {
        f"{title}: {name}": [statistics.median(each) for each in in_rounds(times)]
        for name, times in took.items()
    }


def in_rounds(times: list[float]) -> list[list[float]]:
    return [times[start : start + ROUND] for start in range(0, len(times), ROUND)]


def engine(driver: str, role: str | None = ROLE, **arguments: Any) -> AsyncEngine:
    url = URL.set(drivername=f"postgresql+{driver}")
    return create_async_engine(url.set(username=role) if role else url, connect_args=arguments, pool_size=1)


async def main(rounds: int) -> None:
    admin = create_async_engine(URL.set(drivername="postgresql+asyncpg"), isolation_level="AUTOCOMMIT")
    async with admin.connect() as connection:
        await connection.run_sync(prepare)
    await admin.dispose()
    folded = engine("asyncpg", connection_class=IdentityConnection)
    plain, psycopg = engine("asyncpg"), engine("psycopg")
    values: dict[str, list[float]] = {}
    for name, template in QUERIES.items():
        values |= await compare(
            name,
            {
                "where": query(folded, template, "plain_tasks", filtered=True),
                "policy": query(folded, template, "tasks", filtered=False),
                "both": query(folded, template, "tasks", filtered=True),
            },
            rounds,
        )
    values |= await compare(
        "asyncpg",
        {
            "nobody": request(plain, bound=False),
            "told": request(plain, bound=True),
            "folded": request(folded, bound=True),
        },
        rounds,
    )
    values |= await compare(
        "psycopg", {"nobody": request(psycopg, bound=False), "told": request(psycopg, bound=True)}, rounds
    )
    for used in (folded, plain, psycopg):
        await used.dispose()
    print(json.dumps({"values": values}))


asyncio.run(main(int(sys.argv[1])))
