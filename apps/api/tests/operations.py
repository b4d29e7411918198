"""Every operation of the checked-in OpenAPI document, ready to be called: nothing here is listed by hand."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

DOCUMENT = Path(__file__).resolve().parents[1] / "openapi.json"
PUBLIC = {"/health", "/ready"}
METHODS = {"get", "put", "post", "delete", "patch"}


@dataclass(frozen=True)
class Operation:
    """A method on a path template."""

    method: str
    template: str
    schema: Mapping[str, Any] | None
    """Of its JSON body, or None where it has none."""
    secured: bool
    """Whether the document says that it wants a bearer token."""

    def __str__(self) -> str:
        return f"{self.method} {self.template}"

    def path(self, user_id: str, task_id: str | None = None) -> str:
        """The path of this user's, with an id that is no task's unless one is given."""
        values = {"user_id": user_id, "task_id": task_id or str(uuid4())}
        return re.sub(r"\{(\w+)\}", lambda match: values[match[1]], self.template)


def load() -> dict[str, Any]:
    """The document as it is checked in."""
    document: dict[str, Any] = json.loads(DOCUMENT.read_text("utf-8"))
    return document


def _all() -> Iterator[Operation]:
    for template, methods in load()["paths"].items():
        for method, operation in methods.items():
            if method in METHODS:
                content = operation.get("requestBody", {}).get("content", {})
                schema = content.get("application/json", {}).get("schema")
                yield Operation(method.upper(), template, schema, "security" in operation)


ALL = tuple(_all())
PROTECTED = tuple(operation for operation in ALL if operation.template not in PUBLIC)
WITH_BODY = tuple(operation for operation in PROTECTED if operation.schema is not None)
