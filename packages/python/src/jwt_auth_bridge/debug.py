"""Whether refusals tell their reason in the body (`AUTH_DEBUG=1`; profile rule A4)."""

from .errors import ConfigurationError
from .origin import is_loopback


def check_debug(debug: bool, issuer: str) -> bool:
    """Give `debug` back when it may be on: where others can reach the app, nobody may switch it on.

    :param issuer: origin of the auth server; a loopback address on a developer's machine.
    :raises ConfigurationError: for `debug` with any other issuer.
    """
    if debug and not is_loopback(issuer):
        raise ConfigurationError(
            "AUTH_DEBUG tells callers why they are refused, and BETTER_AUTH_URL is not a loopback address. "
            "Unset AUTH_DEBUG: the reason is in the log",
            code="debug_in_production",
        )
    return debug
