"""A real server: it ends at once, or answers nothing but 500."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

APP = """
from fastapi import Depends, FastAPI
from jwt_auth_bridge.fastapi import AuthBridge, public

auth = AuthBridge.from_env()
app = FastAPI()
auth.protect(app)

@app.get("/health")
@public
async def health() -> str:
    return "ok"

@app.get("/api/{user_id}/tasks", dependencies=[Depends(auth.principal)])
async def tasks() -> list[str]:
    return []

@app.post("/forgotten")
async def forgotten() -> str:
    return "reached"
"""
LINES = [
    "the app serves nothing, for it has unprotected routes:",
    "  GET /api/{user_id}/tasks: nobody checks that {user_id} is the caller. Add Depends(auth.path_owner), "
    "or name the parameter otherwise if it is not meant to be the caller",
    "  POST /forgotten: no guard. Add Depends(auth.principal), or @public for everybody",
]


def uvicorn(*options: str) -> list[str]:
    return [sys.executable, "-m", "uvicorn", "unprotected:app", "--port", "0", *options]


@pytest.fixture
def folder(tmp_path: Path, jwt_bridge_environment: dict[str, str]) -> Path:
    tmp_path.joinpath("unprotected.py").write_text(APP)
    assert jwt_bridge_environment
    return tmp_path


@pytest.mark.parametrize("lifespan", ["auto", "on"])
def test_the_process_stops(folder: Path, lifespan: str) -> None:
    """One message with every route, no traceback, and an exit code that a supervisor sees."""
    ended = subprocess.run(
        uvicorn("--lifespan", lifespan), cwd=folder, capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 3
    lines = [line for line in ended.stderr.splitlines() if not line.startswith("INFO:")]
    assert lines[0].removeprefix("ERROR:").strip() == LINES[0]
    assert lines[1:3] == LINES[1:]
    assert [line.removeprefix("ERROR:").strip() for line in lines[3:]] == [
        "Application startup failed. Exiting."
    ]


@pytest.fixture
def server(folder: Path) -> Iterator[tuple[str, Path]]:
    """A server that tells the app nothing of its start."""
    log = folder / "log"
    with (
        log.open("wb") as output,
        subprocess.Popen(uvicorn("--lifespan", "off"), cwd=folder, stderr=output) as process,
    ):
        try:
            while not (address := re.search(r"http://127\.0\.0\.1:\d+", log.read_text())):
                assert process.poll() is None, log.read_text()
            yield address[0], log
        finally:
            process.terminate()


@pytest.mark.parametrize("path", ["/health", "/forgotten", "/openapi.json"])
def test_without_lifespan_every_request_is_refused(server: tuple[str, Path], path: str) -> None:
    address, log = server
    with pytest.raises(HTTPError) as refused:
        urlopen(address + path)  # noqa: S310 - our own server
    assert (refused.value.code, refused.value.read()) == (500, b"Internal Server Error")
    refused.value.close()
    assert "\n".join(LINES) in log.read_text()
