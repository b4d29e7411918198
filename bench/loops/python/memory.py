"""What remembering verified tokens takes: memory.py <tokens>. Prints one JSON object.

Each of so many different tokens comes twice, for the second time is when it is remembered. What is told is by
how much the process has grown, at the bound and at the end.
"""

import asyncio
import base64
import gc
import hmac
import json
import os
import sys
import time
from pathlib import Path

from jwt_auth_bridge import SharedSecret, Verifier

ISSUER, AUDIENCE = os.environ["BETTER_AUTH_URL"], os.environ["JWT_AUDIENCE"]
KEY = bytes.fromhex(os.environ["BENCH_KEY"])
HEADER = os.environ["BENCH_HEADER"]
FIRST, BOUND = 100, 10_000
"""Tokens after which nothing is loaded any more, and after which twice as many were remembered as can be."""


def encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def token(number: int) -> bytes:
    now = int(time.time())
    claims = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": f"user {number:027}",
        "sid": f"session {number:024}",
        "jti": f"{number:036}",
        "iat": now,
        "exp": now + 300,
    }
    signed = f"{HEADER}.{encode(json.dumps(claims, separators=(',', ':')).encode())}"
    return f"Bearer {signed}.{encode(hmac.digest(KEY, signed.encode(), 'sha256'))}".encode()


def resident() -> float:
    """MiB of this process in memory."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


async def main(count: int) -> None:
    """Verify, and look at the marks."""
    keys = SharedSecret(os.environ["BETTER_AUTH_SECRET"])
    verifier = Verifier(issuer=ISSUER, audience=AUDIENCE, keys=keys)
    marks: dict[int, float] = {}
    for number in range(1, count + 1):
        header = token(number)
        for _ in range(2):
            await verifier.verify_header(header)
        if number in (FIRST, BOUND, count):
            marks[number] = resident()
    grown = {"bound": marks[BOUND] - marks[FIRST], "end": marks[count] - marks[FIRST]}
    print(json.dumps({"values": {name: [value] for name, value in grown.items()}}))


asyncio.run(main(int(sys.argv[1])))
