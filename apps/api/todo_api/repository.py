"""Every query on tasks. None names the owner: the session is one caller's, and so are the rows it reaches.

Each write commits before it returns: an answer that reached the caller is never taken back.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import case, delete, literal, or_, select, tuple_, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from todo_api.cursor import Cursor, Sort
from todo_api.models import Task
from todo_api.problems import NotFound
from todo_api.schemas import TaskCreate
from todo_api.text import title_sort_key

Clock = Callable[[], datetime]
"""Gives the current moment, aware."""


def utc_now() -> datetime:
    """The current moment in UTC."""
    return datetime.now(UTC)


class Status(StrEnum):
    """Which tasks a list shows."""

    ALL = "all"
    OPEN = "open"
    COMPLETED = "completed"


_COLUMNS: Mapping[Sort, InstrumentedAttribute[Any]] = {
    Sort.CREATED: Task.created_at,
    Sort.CREATED_DESC: Task.created_at,
    Sort.UPDATED: Task.updated_at,
    Sort.UPDATED_DESC: Task.updated_at,
    Sort.TITLE: Task.title_key,
    Sort.TITLE_DESC: Task.title_key,
}


class OwnTasks:
    """The tasks of the session's user. Another user's task is the same as none: `NotFound`."""

    def __init__(self, session: AsyncSession, now: Clock = utc_now) -> None:
        """session: of `Database.session`."""
        self._session = session
        self._now = now

    async def page(
        self, *, status: Status, sort: Sort, limit: int, after: Cursor | None
    ) -> tuple[list[Task], Cursor | None]:
        """Up to `limit` tasks in this order, and where the next page begins, or None at the end."""
        column = _COLUMNS[sort]
        query = select(Task)
        if status is not Status.ALL:
            query = query.where(Task.completed.is_(status is Status.COMPLETED))
        if after is not None:
            place = tuple_(literal(after.value, column.type), literal(after.id, Task.id.type))
            here = tuple_(column, Task.id)
            query = query.where(here < place if sort.descending else here > place)
        order = (column.desc(), Task.id.desc()) if sort.descending else (column, Task.id)
        # One more than asked for tells whether there is a next page.
        found = list(await self._session.scalars(query.order_by(*order).limit(limit + 1)))
        if len(found) <= limit:
            return found, None
        last = found[limit - 1]
        return found[:limit], Cursor(sort, getattr(last, column.key), last.id)

    async def get(self, task_id: UUID) -> Task:
        """The task with this id, or NotFound."""
        return self._existing(await self._session.get(Task, task_id))

    async def add(self, new: TaskCreate, idempotency_key: str | None) -> tuple[Task, bool]:
        """Store a task; give it and True, or with a key that was used before, its task and False."""
        now = self._now()
        task = Task(
            title=new.title,
            title_key=title_sort_key(new.title),
            description=new.description,
            completed=False,
            created_at=now,
            updated_at=now,
            idempotency_key=idempotency_key,
        )
        self._session.add(task)
        try:
            await self._session.commit()
        except IntegrityError:
            # The unique key decides, not a look beforehand: of two retries at once, one gets here.
            await self._session.rollback()
            same = select(Task).where(Task.idempotency_key == idempotency_key)
            earlier = await self._session.scalar(same)
            if earlier is None:
                raise
            return earlier, False
        return task, True

    async def change(self, task_id: UUID, values: Mapping[str, object]) -> Task:
        """Set these columns in one statement; `updated_at` moves only if a value does. Or NotFound."""
        if not values:
            return await self.get(task_id)
        new = dict(values)
        if isinstance(title := new.get("title"), str):
            new["title_key"] = title_sort_key(title)
        differs = or_(*(getattr(Task, name) != value for name, value in new.items()))
        moment = case((differs, literal(self._now(), Task.updated_at.type)), else_=Task.updated_at)
        statement = update(Task).where(Task.id == task_id).values(**new, updated_at=moment)
        task = self._existing(await self._session.scalar(statement.returning(Task)))
        await self._session.commit()
        return task

    async def remove(self, task_id: UUID) -> None:
        """Delete the task, or NotFound."""
        statement = delete(Task).where(Task.id == task_id).returning(Task.id)
        if await self._session.scalar(statement) is None:
            raise NotFound
        await self._session.commit()

    def _existing(self, task: Task | None) -> Task:
        if task is None:
            raise NotFound
        return task
