"""Where the feed is, and whether it may be listened to there."""

from ..errors import ConfigurationError
from ..origin import is_loopback, origin_of

PATH = "/api/auth/revocations"


def check_url(url: str) -> str:
    """Give the address back when revocations may come from it: over https, or from this machine.

    :raises ConfigurationError: otherwise.
    """
    origin = origin_of(url)
    if "?" in url or "#" in url:
        raise ConfigurationError(f"The address of the feed ends with its path, such as {PATH}")
    if origin.startswith("https:") or is_loopback(origin):
        return url
    raise ConfigurationError(
        "The feed of revocations is read over https, or on this machine. Set BETTER_AUTH_URL to an https "
        "address, or REDIS_URL on both sides"
    )
