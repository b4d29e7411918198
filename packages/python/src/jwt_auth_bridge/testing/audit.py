"""`npx jwt-auth-bridge audit` as a test: does user B ever see A's data?"""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from .serving import ASGIApp, serve

COMMAND = ("npx", "--no-install", "jwt-auth-bridge")
MEND = "In the project's folder: npm install --save-dev jwt-auth-bridge"


def audit_api(
    target: ASGIApp | str,
    *,
    secret: str,
    issuer: str,
    audience: str,
    openapi: Mapping[str, Any] | Path | str | None = None,
    command: Sequence[str] = COMMAND,
    timeout: float = 600,
) -> dict[str, Any]:
    """Audit an API from outside, and fail where one user sees or changes another's data.

    It writes and deletes: let the API have a database for tests.

    :param target: an ASGI app, which is served with uvicorn meanwhile, or the address of a running API.
    :param secret: the API's BETTER_AUTH_SECRET; two users' tokens are minted with it. It is handed on in the
        environment alone.
    :param openapi: the OpenAPI document, a file or a URL of it. What a FastAPI app says of itself unless
        given, also where the app does not serve it.
    :param command: what runs the npm package, without `audit`.
    :param timeout: in seconds, for the whole audit.
    :returns: the report, as `--json` writes it.
    :raises AssertionError: with a line for each leak and for each operation that could not be tested. Also
        when nothing was tested: it never passes silently.
    :raises RuntimeError: when the audit itself cannot run: no Node, no npm package, no document.
    """
    __tracebackhide__ = True
    with _origin_of(target) as url, _document_of(target, openapi) as document:
        arguments = ["audit", url, "--json", "-", *(["--openapi", document] if document else [])]
        settings = {"BETTER_AUTH_SECRET": secret, "BETTER_AUTH_URL": issuer, "JWT_AUDIENCE": audience}
        report = _run([*command, *arguments], settings, timeout)
    problems = problems_of(report)
    if problems:
        raise AssertionError("\n  ".join(problems))
    return report


def problems_of(report: Mapping[str, Any]) -> list[str]:
    """What is wrong, a line each, below a line that counts; empty when nothing leaks and all was tested."""
    leaks = [f"{one['fault']}  {one['operation']}: {one['evidence']}" for one in report["findings"]]
    gaps = [f"not tested  {row['operation']}: {row['untested']}" for row in report["untested"]]
    doubts: list[str] = [] if report["verdict"] in ("clean", "leak") else report["warnings"]
    lines: list[str] = [*leaks, *gaps, *doubts]
    if not lines and report["verdict"] == "clean" and report["rows"]:
        return []
    counts = f"{_count(leaks, 'leak')}, and could not test {_count(gaps, 'operation')}"
    return [f"The audit found {counts}.", *lines]


def _count(items: Sequence[str], word: str) -> str:
    return f"{len(items)} {word}{'' if len(items) == 1 else 's'}"


@contextmanager
def _origin_of(target: ASGIApp | str) -> Generator[str]:
    if isinstance(target, str):
        yield target
        return
    with serve(target) as origin:
        yield origin


@contextmanager
def _document_of(
    target: ASGIApp | str, openapi: Mapping[str, Any] | Path | str | None
) -> Generator[str | None]:
    describe = getattr(target, "openapi", None)
    document = describe() if openapi is None and callable(describe) else openapi
    if not isinstance(document, Mapping):
        yield None if document is None else str(document)
        return
    with tempfile.TemporaryDirectory(prefix="jwt-auth-bridge-audit-") as folder:
        file = Path(folder, "openapi.json")
        file.write_text(json.dumps(document), encoding="utf-8")
        yield str(file)


def _run(command: Sequence[str], settings: Mapping[str, str], timeout: float) -> dict[str, Any]:
    program = shutil.which(command[0])
    if program is None:
        raise RuntimeError(f"{command[0]} is missing: the audit runs on Node 20.19 or later. {MEND}")
    # The command is the caller's own. A list of secrets would go before the one that was asked for.
    inherited = {name: value for name, value in os.environ.items() if name != "BETTER_AUTH_SECRETS"}
    try:
        done = subprocess.run(  # noqa: S603
            [program, *command[1:]],
            env={**inherited, **settings},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=timeout,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise RuntimeError(f"The audit did not end within {timeout:g} seconds") from None
    try:
        report: Any = json.loads(done.stdout)
    except ValueError:
        raise RuntimeError(_why(done)) from None
    return _checked(report)


def _checked(report: Any) -> dict[str, Any]:
    if isinstance(report, dict):
        members = cast("dict[str, Any]", report)
        if members.get("version") == 1:
            return members
    raise RuntimeError(f"The npm package is of another version than this one. {MEND}")


def _why(done: "subprocess.CompletedProcess[str]") -> str:
    """The command's own words; npm's are of no help to who has no package."""
    said = done.stderr.strip()
    if not said or "npm error" in said or "npm ERR!" in said or "npx canceled" in said:
        return f"The npm package jwt-auth-bridge is missing, or cannot be run. {MEND}"
    return f"The audit did not run: {said}"
