"""What a shared secret must be (profile rule K1). The signing side has the same rules, in the same order."""

from .errors import ConfigurationError
from .profile import is_well_formed

MIN_CHARACTERS = 32
MIN_DIFFERENT = 8
_MEND = "Make one: openssl rand -base64 32"
# Public: Better Auth signs with it when nothing is configured, and only warns.
_PUBLIC_DEFAULT = "better-auth-secret-12345678901234567890"
# What JavaScript's trim() drops, and with it Better Auth: str.strip() knows others.
TRIMMED = (
    "\t\n\v\f\r \xa0\u1680"
    + "".join(map(chr, range(0x2000, 0x200B)))
    + "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
# Unicode's White_Space and the byte order mark.
_SPACE = TRIMMED + "\x85"


def check_secret(value: object, name: str = "The shared secret") -> str:
    """Give the secret back when it is fit for use.

    :param name: how messages call it, usually the variable it came from.
    :raises ConfigurationError: whose `code` is the word of the first rule broken. Never holds the value.
    """
    if not isinstance(value, str) or value == "":
        raise ConfigurationError(f"{name} is not set. {_MEND}", code="secret_missing")
    if value == _PUBLIC_DEFAULT:
        message = f"{name} is Better Auth's public default, which everybody knows. {_MEND}"
        raise ConfigurationError(message, code="secret_default")
    if value != value.strip(_SPACE):
        message = f"{name} begins or ends with white space. Remove it on every side that uses the secret"
        raise ConfigurationError(message, code="secret_whitespace")
    if len(value) < MIN_CHARACTERS:
        message = f"{name} has {len(value)} characters; at least {MIN_CHARACTERS} are needed. {_MEND}"
        raise ConfigurationError(message, code="secret_short")
    different = len(set(value))
    if different < MIN_DIFFERENT:
        message = f"{name} has {different} different characters; at least {MIN_DIFFERENT} are needed. {_MEND}"
        raise ConfigurationError(message, code="secret_repetitive")
    # Half a surrogate pair has no UTF-8 form: the two sides could not derive one key from it.
    if not is_well_formed(value):
        raise ConfigurationError(f"{name} is not valid Unicode text. {_MEND}", code="secret_not_unicode")
    return value
