"""The process serves when it knows which sessions have ended, and hears of those that end later."""

import json
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest

from tests.caller import is_problem
from tests.processes import MIGRATE, PATIENCE, command, environment, running, said, starting
from tests.redis_server import SIGN, RedisServer
from tests.test_settings import GOOD


def free_port() -> int:
    """Nobody listens there."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def test_a_session_that_ends_elsewhere_is_refused_at_once(
    redis: RedisServer, tmp_path: Path, auth_headers: Callable[..., dict[str, str]]
) -> None:
    """Within a second of the word, in a process that was never told by anybody else."""
    env = environment(tmp_path, redis)
    subprocess.run(command(*MIGRATE), env=env, cwd=tmp_path, check=True, timeout=PATIENCE)  # noqa: S603
    phone, laptop = (auth_headers("alice", session_id=session) for session in ("phone", "laptop"))
    with running(env, tmp_path / "log") as (address, _):
        path = f"{address}/api/alice/tasks"
        assert httpx2.get(path, headers=phone).status_code == 200
        redis.publish(json.dumps({"sid": "phone", "until": time.time() + 3600}))
        end = time.monotonic() + 1
        while (answer := httpx2.get(path, headers=phone)).status_code == 200:
            assert time.monotonic() < end
        assert is_problem(answer, 401, "token_revoked")
        assert httpx2.get(path, headers=laptop).status_code == 200


def test_the_start_waits_for_what_has_ended(redis: RedisServer, tmp_path: Path) -> None:
    """Nobody listens at the port meanwhile; then it opens by itself."""
    port = free_port()
    log = tmp_path / "log"
    redis.run("DEL", SIGN)
    try:
        with starting(environment(tmp_path, redis, API_PORT=str(port)), log) as process:
            said(process, log, "(WARNING jwt_auth_bridge revocations: .*no issuer writes to this Redis)")
            with pytest.raises(httpx2.ConnectError):
                httpx2.get(f"http://127.0.0.1:{port}/health")
            redis.run("SET", SIGN, "1")
            said(process, log, f"running on (http://127.0.0.1:{port})")
            assert httpx2.get(f"http://127.0.0.1:{port}/health").status_code == 200
    finally:
        redis.run("SET", SIGN, "1")


def test_without_redis_the_web_app_is_waited_for(redis: RedisServer, tmp_path: Path) -> None:
    """The log names its address, and whoever waits no longer ends the process as ever."""
    web = f"http://localhost:{free_port()}"
    log = tmp_path / "log"
    env = environment(tmp_path, redis, REDIS_URL="", BETTER_AUTH_URL=web)
    with starting(env, log) as process:
        said(process, log, f"(WARNING jwt_auth_bridge revocations: .*{web}/api/auth/revocations)")
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=PATIENCE) in {0, -signal.SIGTERM}
    assert "Traceback" not in log.read_text()
    assert GOOD["BETTER_AUTH_SECRET"] not in log.read_text()
