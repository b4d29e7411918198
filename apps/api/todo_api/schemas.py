"""What goes over the wire: the bodies of requests and answers.

A field that may be left out has a `default_factory`, never a `default`: a default in the OpenAPI document
makes generators of types call the field always present.
"""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from todo_api.text import Description, Title


class _Input(BaseModel):
    """Strict: no coercion ("yes" is no boolean), and an unknown field, such as an owner, is refused."""

    model_config = ConfigDict(extra="forbid", strict=True)


class TaskCreate(_Input):
    """A new task. It belongs to the caller; there is no field to say otherwise."""

    title: Title
    description: Description = Field(default_factory=str)


class TaskReplace(_Input):
    """The whole of a task's editable state."""

    title: Title
    description: Description
    completed: bool


class TaskChange(_Input):
    """Any part of a task's editable state. What is absent stays as it is."""

    title: Title = Field(default_factory=str)
    description: Description = Field(default_factory=str)
    completed: bool = Field(default_factory=bool)


class TaskCompletion(_Input):
    """Whether the task is done; true when left out."""

    completed: bool = Field(default_factory=lambda: True)


class Task(BaseModel):
    """A task. Moments are RFC 3339 in UTC."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    title: str
    description: str
    completed: bool
    created_at: datetime
    updated_at: datetime


class TaskPage(BaseModel):
    """One page of a list. `next_cursor` is null on the last page."""

    items: list[Task]
    next_cursor: str | None


class Health(BaseModel):
    """The process answers, and where asked, its database too."""

    status: str
