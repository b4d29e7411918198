"""The database's sessions: each is one caller's, and none exists before the database was looked at."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from jwt_auth_bridge import Principal
from jwt_auth_bridge.postgres import bind_principal, check_row_level_security
from jwt_auth_bridge.sqlalchemy import principal_session
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from todo_api.models import Base, Task
from todo_api.outages import Outages
from todo_api.presence import missing
from todo_api.problems import DatabaseUnavailable


class Database:
    """Hands out sessions once `admit` has found the database to be there and to keep users apart."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self.outages = Outages()
        self._sessions = async_sessionmaker(engine, expire_on_commit=False)
        self._kind = engine.dialect.name
        self._admitted = False

    async def admit(self) -> None:
        """Look at the database, and from then on hand out sessions.

        Raises DatabaseUnavailable when it is not there, or not migrated yet. Raises ConfigurationError, one
        line with the mend, for a role or a table that PostgreSQL's row-level security does not hold for.
        """
        await self._look()
        if self._kind == "postgresql":
            with self.outages.caught():
                await check_row_level_security(self.engine, Base.metadata)
        self.outages.over()
        self._admitted = True

    async def check(self) -> None:
        """Raise DatabaseUnavailable unless it was admitted, answers, and has this service's table."""
        if not self._admitted:
            raise DatabaseUnavailable
        await self._look()
        self.outages.over()

    @asynccontextmanager
    async def session(self, caller: Principal) -> AsyncGenerator[AsyncSession]:
        """A session that sees and writes the caller's rows alone.

        It connects at its first statement and is closed at the end. An outage is DatabaseUnavailable.
        """
        if not self._admitted:
            raise DatabaseUnavailable
        with self.outages.caught():
            async with principal_session(self._sessions, caller) as session:
                if self._kind == "postgresql":
                    bind_principal(session, caller)
                yield session

    async def close(self) -> None:
        """Give all connections back."""
        await self.engine.dispose()

    async def _look(self) -> None:
        with self.outages.caught():
            async with self.engine.connect() as connection:
                wrong = await missing(connection, Task.__tablename__)
        if wrong is not None:
            raise self.outages.unavailable(wrong)
