"""What a shared secret must be. The same rules, in the same order, on the signing side."""

from .errors import ConfigurationError

MIN_CHARACTERS = 32
MIN_DIFFERENT = 8
_MEND = "Make one: openssl rand -base64 32"
# Public: Better Auth signs with it when nothing is configured, and only warns.
_PUBLIC_DEFAULT = "better-auth-secret-12345678901234567890"


def check_secret(value: object, name: str = "The shared secret") -> str:
    """Give the secret back when it is fit for use.

    :param name: how messages call it, usually the variable it came from.
    :raises ConfigurationError: `code` is the word of the first rule that is broken; never holds the value.
    """
    if not isinstance(value, str) or value == "":
        raise _refusal("secret_missing", f"{name} is not set. {_MEND}")
    if value == _PUBLIC_DEFAULT:
        raise _refusal("secret_default", f"{name} is Better Auth's public default, which everybody knows. {_MEND}")
    if value != value.strip():
        raise _refusal(
            "secret_whitespace", f"{name} begins or ends with white space. Remove it on every side that uses the secret"
        )
    if len(value) < MIN_CHARACTERS:
        raise _refusal(
            "secret_short", f"{name} has {len(value)} characters; at least {MIN_CHARACTERS} are needed. {_MEND}"
        )
    if len(set(value)) < MIN_DIFFERENT:
        raise _refusal(
            "secret_repetitive",
            f"{name} has {len(set(value))} different characters; at least {MIN_DIFFERENT} are needed. {_MEND}",
        )
    # A lone surrogate has no UTF-8 form, so the two sides could not derive one key from it.
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise _refusal("secret_not_unicode", f"{name} is not valid Unicode text. {_MEND}")
    return value


def _refusal(code: str, message: str) -> ConfigurationError:
    return ConfigurationError(message, code=code)
