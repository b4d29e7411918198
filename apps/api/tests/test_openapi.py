"""The checked-in OpenAPI document is what the code says, and says what the web app needs."""

import re
import subprocess
import sys
from typing import Any

from tests import operations
from tests.databases import API


def test_drift_the_document_is_the_one_that_the_code_makes() -> None:
    """Made the documented way, in a process without any settings."""
    command = [sys.executable, "-W", "error", "-m", "todo_api.openapi"]
    made = subprocess.run(command, cwd=API, env={}, capture_output=True, check=True)  # noqa: S603
    assert made.stderr == b""
    assert made.stdout == operations.DOCUMENT.read_bytes(), "run: python -m todo_api.openapi > openapi.json"


def answers() -> list[tuple[str, str, dict[str, Any]]]:
    """Each answer of each operation."""
    return [
        (f"{method} {path}", status, answer)
        for path, methods in operations.load()["paths"].items()
        for method, operation in methods.items()
        for status, answer in operation["responses"].items()
    ]


def test_every_error_is_described_as_a_problem() -> None:
    """And nothing as FastAPI's own error bodies."""
    errors = [(name, answer) for name, status, answer in answers() if status >= "4"]
    assert errors
    for name, answer in errors:
        assert list(answer["content"]) == ["application/problem+json"], name
    assert "HTTPValidationError" not in operations.load()["components"]["schemas"]


def test_every_reference_leads_somewhere() -> None:
    """A generator of types would stop at one that does not."""
    text = operations.DOCUMENT.read_text("utf-8")
    found = set(re.findall(r'"\$ref": "(.*?)"', text))
    known = {f"#/components/schemas/{name}" for name in operations.load()["components"]["schemas"]}
    assert found
    assert found <= known


def test_every_path_parameter_is_described_once() -> None:
    """The user's id too, although it is the guard that reads it."""
    for path, methods in operations.load()["paths"].items():
        for method, operation in methods.items():
            places = [p["name"] for p in operation.get("parameters", []) if p["in"] == "path"]
            wanted = [part.strip("{}") for part in path.split("/") if part.startswith("{")]
            assert sorted(places) == sorted(wanted), f"{method} {path}"


def test_what_may_be_left_out_has_no_default() -> None:
    """A default would make a generator of types call the field required."""
    schemas = operations.load()["components"]["schemas"]
    assert schemas["TaskCreate"]["required"] == ["title"]
    for name in ("TaskCreate", "TaskChange", "TaskCompletion"):
        assert all("default" not in field for field in schemas[name]["properties"].values())
