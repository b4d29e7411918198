"""The name of an API."""

from .errors import ConfigurationError
from .profile import is_identifier, is_well_formed

_MAX_LENGTH = 255


def check_audience(audience: object, name: str = "The audience") -> str:
    """Give the audience back when it can name an API (rule K7): 1 to 255 bytes, no control characters.

    :param name: how messages call it.
    :raises ConfigurationError: otherwise.
    """
    if not isinstance(audience, str) or not audience:
        message = f"{name} is not set. Give the name of your API, such as todo-api"
        raise ConfigurationError(message, code="setting_missing")
    # In bytes: it becomes part of HKDF's info, which libraries limit.
    fits = is_identifier(audience) and is_well_formed(audience)
    if not fits or len(audience.encode()) > _MAX_LENGTH:
        raise ConfigurationError(
            f"{name} is not a name. Use 1 to 255 bytes without control characters, such as todo-api"
        )
    return audience
