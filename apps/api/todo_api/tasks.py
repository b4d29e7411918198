"""The operations on tasks. The owner is the caller, by `path_owner`; the path only has to agree."""

from collections.abc import AsyncIterator
from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Path, Query, Response
from jwt_auth_bridge import Principal
from jwt_auth_bridge.fastapi import AuthBridge
from pydantic import BeforeValidator

from todo_api.answers import CREATED, NOT_FOUND, REFUSALS, REPEATED, TOO_LARGE
from todo_api.cursor import Cursor, Sort
from todo_api.database import Database
from todo_api.problems import NotFound
from todo_api.repository import OwnTasks, Status
from todo_api.schemas import Task, TaskChange, TaskCompletion, TaskCreate, TaskPage, TaskReplace


def _known_form(text: str) -> UUID:
    """Read an id as this API writes it. Any other text is the id of no task: NotFound."""
    try:
        task_id = UUID(text)
    except ValueError:
        raise NotFound from None
    if str(task_id) != text:
        raise NotFound
    return task_id


UserId = Annotated[str, Path(description="The caller's own id, as in the token's `sub`.")]
TaskId = Annotated[UUID, BeforeValidator(_known_form)]
IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=64,
        pattern="^[!-~]+$",
        description="Chosen by the caller. Sent again, it answers the task it made, and makes no other.",
    ),
]


def tasks_router(auth: AuthBridge, database: Database) -> APIRouter:
    """Build the routes under `/api/{user_id}/tasks`."""

    # Depends on the caller, so that no session exists before the caller is known. `user_id` is here for the
    # OpenAPI document alone: the guard has compared it, and the session's owner is the token's.
    async def own_tasks(
        caller: Annotated[Principal, Depends(auth.path_owner)], user_id: UserId
    ) -> AsyncIterator[OwnTasks]:
        async with database.session(caller) as session:
            yield OwnTasks(session)

    # "function": the connection goes back to the pool before the answer goes out to a slow reader.
    own = Depends(own_tasks, scope="function")
    router = APIRouter(
        prefix="/api/{user_id}/tasks",
        tags=["tasks"],
        responses=REFUSALS,
    )

    @router.get("", operation_id="listTasks")
    async def list_tasks(
        tasks: Annotated[OwnTasks, own],
        status: Status = Status.ALL,
        sort: Sort = Sort.CREATED_DESC,
        limit: Annotated[int, Query(ge=1, le=100)] = 20,
        cursor: str | None = None,
    ) -> TaskPage:
        """One page of the caller's tasks. For the next, send `next_cursor` as `cursor`, same sort."""
        after = None if cursor is None else Cursor.decode(cursor, sort)
        found, next_place = await tasks.page(status=status, sort=sort, limit=limit, after=after)
        return TaskPage(
            items=[Task.model_validate(task) for task in found],
            next_cursor=None if next_place is None else next_place.encode(),
        )

    @router.post(
        "", operation_id="createTask", status_code=201, responses={200: REPEATED, 201: CREATED, **TOO_LARGE}
    )
    async def create_task(
        tasks: Annotated[OwnTasks, own],
        user_id: UserId,
        new: TaskCreate,
        response: Response,
        idempotency_key: IdempotencyKey = None,
    ) -> Task:
        """Add a task. A key that was used before answers 200 with the task that it made."""
        task, created = await tasks.add(new, idempotency_key)
        response.status_code = 201 if created else 200
        response.headers["Location"] = f"/api/{quote(user_id, safe='')}/tasks/{task.id}"
        return Task.model_validate(task)

    @router.get("/{task_id}", operation_id="getTask", responses=NOT_FOUND)
    async def get_task(tasks: Annotated[OwnTasks, own], task_id: TaskId) -> Task:
        """Show one of the caller's tasks."""
        return Task.model_validate(await tasks.get(task_id))

    @router.put("/{task_id}", operation_id="replaceTask", responses=NOT_FOUND | TOO_LARGE)
    async def replace_task(tasks: Annotated[OwnTasks, own], task_id: TaskId, whole: TaskReplace) -> Task:
        """Set everything that can be edited."""
        return Task.model_validate(await tasks.change(task_id, whole.model_dump()))

    @router.patch("/{task_id}", operation_id="changeTask", responses=NOT_FOUND | TOO_LARGE)
    async def change_task(tasks: Annotated[OwnTasks, own], task_id: TaskId, change: TaskChange) -> Task:
        """Set what the body names, and leave the rest."""
        return Task.model_validate(await tasks.change(task_id, change.model_dump(exclude_unset=True)))

    @router.patch("/{task_id}/complete", operation_id="completeTask", responses=NOT_FOUND | TOO_LARGE)
    async def complete_task(
        tasks: Annotated[OwnTasks, own], task_id: TaskId, completion: TaskCompletion | None = None
    ) -> Task:
        """Mark a task done, or with `{"completed": false}` open again. Doing it twice is doing it once."""
        done = (completion or TaskCompletion()).model_dump()
        return Task.model_validate(await tasks.change(task_id, done))

    @router.delete("/{task_id}", operation_id="deleteTask", status_code=204, responses=NOT_FOUND)
    async def delete_task(tasks: Annotated[OwnTasks, own], task_id: TaskId) -> None:
        """Delete a task for good."""
        await tasks.remove(task_id)

    return router
