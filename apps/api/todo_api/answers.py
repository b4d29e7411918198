"""The answers other than success, as the OpenAPI document shows them.

Those of the guard (401, 403) are added by `AuthBridge.protect`.
"""

from typing import Any

from pydantic import BaseModel, Field

MEDIA_TYPE = "application/problem+json"

Answers = dict[int | str, dict[str, Any]]


class ProblemBody(BaseModel):
    """What went wrong (RFC 9457). `code` is the word to act on."""

    type: str
    title: str
    status: int
    detail: str
    code: str


class FieldError(BaseModel):
    """One value that does not fit: where it is, and the rule that it breaks."""

    loc: list[str | int]
    msg: str
    type: str


class ValidationProblemBody(ProblemBody):
    """`errors` is there when `code` is `validation_failed`."""

    errors: list[FieldError] = Field(default_factory=list[FieldError])


SCHEMAS: dict[str, type[BaseModel]] = {
    "Problem": ProblemBody,
    "FieldError": FieldError,
    "ValidationProblem": ValidationProblemBody,
}
"""Components that the answers below refer to."""

_LOCATION = {"Location": {"description": "Where the task is.", "schema": {"type": "string"}}}
_RETRY_AFTER = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}}


def _problem(description: str, schema: str = "Problem", **more: Any) -> dict[str, Any]:
    reference = {"$ref": f"#/components/schemas/{schema}"}
    return {"description": description, "content": {MEDIA_TYPE: {"schema": reference}}, **more}


NOT_FOUND: Answers = {404: _problem("`not_found`: the caller has no such task.")}
TOO_LARGE: Answers = {413: _problem("`body_too_large`")}
UNAVAILABLE: Answers = {
    503: _problem("`database_unavailable` or `verification_unavailable`: try again.", headers=_RETRY_AFTER)
}
REFUSALS: Answers = {
    422: _problem("`validation_failed` or `cursor_invalid`", "ValidationProblem"),
    **UNAVAILABLE,
}
CREATED: dict[str, Any] = {"headers": _LOCATION}
REPEATED: dict[str, Any] = {
    "description": "This key was used before: the task that it made.",
    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Task"}}},
    "headers": _LOCATION,
}
