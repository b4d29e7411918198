"""A real server of the feed, on a free port, written by the profile alone: it checks, sends, and dies."""

import asyncio
import hashlib
import hmac
import json
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

SECRET = "correct-horse-battery-staple-0123456789abcdef"
NEW_SECRET = "another-horse-another-staple-0123456789-abcdef"
# By secret: the key's id, and the feed's key, made with nothing but Python's hmac.
KEYS = {
    SECRET: ("ASWbADaWCLA", "1ebfdbf89adb4ee687367ba57756113c16da35290375108e9210a708ff746dde"),
    NEW_SECRET: ("5S1Jbed_LwA", "073d040ae00a252b715512e77a0ec0b272406d7e0c913588e73947fa03421a1d"),
}
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n"


class FeedServer:
    """Sends all entries, or those since the cursor, then new ones as they are published."""

    def __init__(self) -> None:
        self.port = 0
        self.entries: list[dict[str, Any]] = []
        self.cursors: list[str | None] = []
        """Of the requests so far."""
        self.accepted = 0
        self.issuer = ""
        self.secret = SECRET
        self.beat = 0.05
        self.clock: Callable[[], float] = time.time
        self.answer: Callable[[], bytes] | None = None
        """In place of all that, until it gives nothing."""
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()

    @property
    def requests(self) -> int:
        return len(self.cursors)

    @property
    def connections(self) -> int:
        return len(self._writers)

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]
        self.issuer = f"http://127.0.0.1:{self.port}"

    def kill(self) -> None:
        """Whatever is being sent is cut off."""
        assert self._server is not None
        self._server.close()
        for writer in self._writers:
            writer.transport.abort()

    def publish(self, **entry: Any) -> None:
        self.entries.append(entry)
        self.write(chunk(json.dumps(entry) + "\n" + self._mark()))

    def write(self, data: bytes) -> None:
        for writer in self._writers:
            writer.write(data)

    def _mark(self) -> str:
        return json.dumps({"cursor": f"c{len(self.entries)}", "at": self.clock()}) + "\n"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            request = (await reader.readuntil(b"\r\n\r\n")).decode()
            target = urlsplit(request.split(" ")[1])
            assert target.path == "/api/auth/revocations"
            cursor = parse_qs(target.query).get("cursor", [None])[0]
            self.cursors.append(cursor)
            if self.answer is not None and (answer := self.answer()):
                writer.write(answer)
                self._writers.add(writer)
                await reader.read()
            elif not is_feed_token(request, self.issuer, self.secret):
                writer.write(plain("401 Unauthorized"))
            else:
                assert "\r\naccept-encoding: identity\r\n" in request.lower()
                self.accepted += 1
                await self._send(writer, reader, int(cursor[1:]) if cursor else 0)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            self._writers.discard(writer)
            writer.close()

    async def _send(self, writer: asyncio.StreamWriter, reader: asyncio.StreamReader, start: int) -> None:
        lines = [json.dumps(entry) + "\n" for entry in self.entries[start:]]
        self._writers.add(writer)
        writer.write(HEAD + chunk("".join(lines) + self._mark()))
        gone = asyncio.create_task(reader.read())
        while not gone.done():
            await writer.drain()
            await asyncio.wait([gone], timeout=self.beat)
            writer.write(chunk(self._mark()))
        gone.exception()


def is_feed_token(request: str, issuer: str, secret: str) -> bool:
    token = request.partition("Authorization: Bearer ")[2].partition("\r\n")[0]
    header, payload, signature = token.split(".")
    kid = decoded(header)["kid"]
    claims = decoded(payload)
    if kid != KEYS[secret][0]:
        return False
    mac = hmac.new(bytes.fromhex(KEYS[secret][1]), f"{header}.{payload}".encode(), hashlib.sha256).digest()
    assert decoded(header) == {"alg": "HS256", "typ": "revocations+jwt", "kid": kid}
    assert claims == {"iss": "todo-api", "aud": issuer, "iat": claims["iat"], "exp": claims["iat"] + 60}
    return signature == urlsafe_b64encode(mac).decode().rstrip("=")


def decoded(segment: str) -> Any:
    return json.loads(urlsafe_b64decode(segment + "=" * (-len(segment) % 4)))


def chunk(text: str | bytes) -> bytes:
    data = text.encode() if isinstance(text, str) else text
    return f"{len(data):x}\r\n".encode() + data + b"\r\n"


def plain(status: str, *headers: str, body: bytes = b"") -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


@asynccontextmanager
async def serving() -> AsyncGenerator[FeedServer]:
    server = FeedServer()
    await server.start()
    try:
        yield server
    finally:
        server.kill()
