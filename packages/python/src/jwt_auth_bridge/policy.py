"""What a verifier expects of a token, by its settings."""

from .audience import check_audience
from .claims import Policy
from .errors import ConfigurationError
from .origin import check_issuer
from .profile import MAX_LEEWAY


def read_policy(issuer: str, audience: str, leeway: float) -> Policy:
    """The policy of these settings.

    :raises ConfigurationError: for settings that cannot work.
    """
    # type(), not isinstance(): bool is an int in Python.
    if type(leeway) not in (int, float) or not 0 <= leeway <= MAX_LEEWAY:
        raise ConfigurationError(f"The leeway is not a number of seconds from 0 to {MAX_LEEWAY}")
    return Policy(check_issuer(issuer), check_audience(audience), leeway)
