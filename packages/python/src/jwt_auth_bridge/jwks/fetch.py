"""One document over HTTP, within limits."""

import asyncio

import httpx2

from ..errors import ConfigurationError
from ..origin import is_loopback

MAX_BYTES = 256 * 1024


class FetchError(Exception):
    """The document cannot be had. The message says why, without anything of the answer."""


def check_url(url: str, name: str = "The address of the key set") -> str:
    """Give the address back when keys may come from it: over https, or from this machine.

    :param name: how messages call it.
    :raises ConfigurationError: otherwise.
    """
    mend = "Give the auth server's, such as https://app.example/api/auth/jwks"
    try:
        parsed = httpx2.URL(url)
    except (httpx2.InvalidURL, TypeError):
        raise ConfigurationError(f"{name} is not a URL. {mend}") from None
    if parsed.userinfo or parsed.fragment or not parsed.host:
        raise ConfigurationError(f"{name} holds more or less than an address. {mend}")
    if parsed.scheme == "https" or (parsed.scheme == "http" and _is_here(parsed)):
        return url
    raise ConfigurationError(f"{name} is neither https nor on this machine. {mend}")


async def fetch(url: str, seconds: float) -> bytes:
    """The body of the answer to GET.

    :param seconds: for all of it.
    :raises FetchError: for anything but 200 within the time and the size. A redirect is not followed: keys
        come from nowhere but where the app said.
    """
    try:
        async with asyncio.timeout(seconds), _client(url, seconds) as client:
            request = client.build_request("GET", url, headers={"Accept": "application/json"})
            answer = await client.send(request, stream=True, follow_redirects=False)
            if answer.status_code != 200:
                raise FetchError(f"it answers {answer.status_code}")
            return await _read(answer)
    except TimeoutError:
        raise FetchError(f"no answer within {seconds:g} seconds") from None
    except httpx2.HTTPError as error:
        raise FetchError(type(error).__name__) from None


def _client(url: str, seconds: float) -> httpx2.AsyncClient:
    # A proxy that the environment names would be told in plain text, and has another localhost.
    return httpx2.AsyncClient(timeout=seconds, trust_env=not _is_here(httpx2.URL(url)))


def _is_here(url: httpx2.URL) -> bool:
    return is_loopback(f"http://{url.netloc.decode()}")


async def _read(answer: httpx2.Response) -> bytes:
    body = bytearray()
    # Of what was sent compressed, the size that it grows to is what counts.
    async for chunk in answer.aiter_bytes():
        body += chunk
        if len(body) > MAX_BYTES:
            raise FetchError(f"it is larger than {MAX_BYTES} bytes")
    return bytes(body)
