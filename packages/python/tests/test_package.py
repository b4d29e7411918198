"""The package as others meet it: names, imports, wheel, fixtures."""

import ast
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import jwt_auth_bridge
import jwt_auth_bridge.asgi
import jwt_auth_bridge.fastapi
import jwt_auth_bridge.testing

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "jwt_auth_bridge"
LEAVES = {
    "asgi",
    "fastapi",
    "jwks",
    "postgres",
    "revocation_feed",
    "revocation_redis",
    "sqlalchemy",
    "testing",
}


def test_names() -> None:
    """Adding one is a decision; losing one breaks somebody."""
    assert jwt_auth_bridge.__all__ == [
        "AuthError",
        "ConfigurationError",
        "DerivedKey",
        "InsufficientScope",
        "Key",
        "KeySource",
        "Principal",
        "RevocationSink",
        "RevocationTransport",
        "Revocations",
        "SessionEnded",
        "Settings",
        "SharedSecret",
        "TokenExpired",
        "TokenInvalid",
        "TokenMissing",
        "TokenRevoked",
        "UserMismatch",
        "UserTokensEnded",
        "VerificationUnavailable",
        "Verifier",
        "WhenStale",
        "read_environment",
    ]
    assert jwt_auth_bridge.asgi.__all__ == [
        "ASGIApp",
        "AuthBridge",
        "Message",
        "Principal",
        "Receive",
        "Scope",
        "Send",
        "optional_principal_of",
        "principal_of",
    ]
    assert jwt_auth_bridge.fastapi.__all__ == [
        "AuthBridge",
        "Principal",
        "Refusal",
        "problem_response",
        "public",
        "unprotected_routes",
    ]
    assert jwt_auth_bridge.testing.__all__ == [
        "ABSENT",
        "PublishedRevocations",
        "audit_api",
        "issue_test_token",
        "published_revocations",
    ]
    for module in (
        jwt_auth_bridge,
        jwt_auth_bridge.asgi,
        jwt_auth_bridge.fastapi,
        jwt_auth_bridge.testing,
    ):
        assert all(hasattr(module, name) for name in module.__all__)


def imports(path: Path) -> set[str]:
    """Modules that a file imports, relative ones as `.name` below the package's root."""
    found: set[str] = set()
    depth = len(path.relative_to(SOURCE).parts)
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            if node.level == 0:
                found.add(str(node.module).partition(".")[0])
            elif node.level == depth:
                names = [node.module] if node.module else [alias.name for alias in node.names]
                found |= {f".{name.partition('.')[0]}" for name in names}
    return found


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: str(path.relative_to(SOURCE)))
def test_import_rules(path: Path) -> None:
    """Leaves never import each other, the core imports no leaf and nothing but the standard library."""
    leaf = path.relative_to(SOURCE).parts[0] if len(path.relative_to(SOURCE).parts) > 1 else None
    found = imports(path)
    assert not {f".{other}" for other in LEAVES - {leaf}} & found
    allowed = {
        "fastapi": {"fastapi", "starlette"},
        "jwks": {"cryptography", "httpx2"},
        "postgres": {"alembic", "asyncpg", "sqlalchemy"},
        "revocation_feed": {"httpx2"},
        "revocation_redis": {"redis"},
        "sqlalchemy": {"sqlalchemy"},
        "testing": {"pytest", "uvicorn"},
    }.get(leaf or "", set())
    foreign = {name for name in found if not name.startswith(".")} - sys.stdlib_module_names - allowed
    assert not foreign


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: str(path.relative_to(SOURCE)))
def test_files_stay_small(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 160


@pytest.mark.parametrize(
    "module", ["jwt_auth_bridge", "jwt_auth_bridge.asgi", "jwt_auth_bridge.testing.plugin"]
)
def test_imports_no_web_framework(module: str) -> None:
    names = ("fastapi", "starlette", "pydantic", "httpx2", "redis")
    program = f"import sys, {module}; print([name for name in {names} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_wheel(tmp_path: Path) -> None:
    """What is published holds the package, its types, its licence and its fixtures, and nothing else."""
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        info = next(name.partition("/")[0] for name in names if ".dist-info/" in name)
        metadata = archive.read(f"{info}/METADATA").decode()
        entry_points = archive.read(f"{info}/entry_points.txt").decode()
    modules = {f"jwt_auth_bridge/{path.relative_to(SOURCE)}" for path in SOURCE.rglob("*.py")}
    expected = modules | {"jwt_auth_bridge/py.typed", f"{info}/licenses/LICENSE"}
    assert {name for name in names if not name.startswith(info)} | {f"{info}/licenses/LICENSE"} == expected
    assert f"{info}/licenses/LICENSE" in names
    assert "Requires-Dist: fastapi>=0.128; extra == 'fastapi'" in metadata
    assert [
        line for line in metadata.splitlines() if line.startswith("Requires-Dist") and "extra" not in line
    ] == []
    assert "jwt_auth_bridge = jwt_auth_bridge.testing.plugin" in entry_points
    (source,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(source) as sources:
        assert any(name.endswith("/src/jwt_auth_bridge/py.typed") for name in sources.getnames())


def test_fixtures(jwt_bridge_environment: dict[str, str], auth_headers: object) -> None:
    """The plugin is loaded by its entry point, and what it sets is what `from_env` needs."""
    from fastapi import FastAPI
    from fastapi.testclient import TestClient

    from .fastapi.app import make_app

    app: FastAPI = make_app(jwt_auth_bridge.fastapi.AuthBridge.from_env())
    client = TestClient(app)
    assert callable(auth_headers)
    assert client.get("/api/alice/tasks", headers=auth_headers("alice")).status_code == 200
    assert client.get("/api/alice/tasks", headers=auth_headers("bob")).status_code == 403
    assert (
        client.get(
            "/me", headers=auth_headers("alice", secret="another-secret-of-enough-length-0123")
        ).status_code
        == 401
    )
    assert jwt_bridge_environment["JWT_AUDIENCE"] == "todo-api"
