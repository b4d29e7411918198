"""Keys, and where they come from. A key fixes its algorithm; a token never does (RFC 8725 §3.1)."""

import hashlib
import hmac
import re
from collections.abc import Sequence
from typing import Protocol, cast

from . import base64url
from .errors import ConfigurationError
from .profile import is_identifier, is_well_formed
from .secret import check_secret

_KEY_LENGTH = 32
_MAX_AUDIENCE_LENGTH = 255
_SALT = b"jwt-auth-bridge/v1"
_KEY_TEXT = re.compile(r"([A-Za-z0-9_-]{1,64}):([0-9a-fA-F]{64})")


class Key:
    """One HS256 key with its id. Shows nothing of itself but the id."""

    __slots__ = ("_keyed", "kid")

    def __init__(self, kid: str, secret: bytes) -> None:
        if len(secret) != _KEY_LENGTH:
            raise ValueError(f"a key is {_KEY_LENGTH} bytes long")
        self.kid = kid
        # Keyed once and copied for each token: hmac.digest() sets OpenSSL up anew on every call.
        self._keyed = hmac.new(secret, digestmod="sha256")

    def __repr__(self) -> str:
        return f"Key(kid={self.kid!r})"

    def sign(self, signing_input: bytes) -> bytes:
        """The signature segment for `header.payload`: canonical base64url of its HMAC-SHA256."""
        mac = self._keyed.copy()
        mac.update(signing_input)
        return base64url.encode(mac.digest())

    def matches(self, signing_input: bytes, signature: bytes) -> bool:
        """Whether `signature` is the segment for this input, compared in constant time.

        Compared as text, so a second spelling of the same signature does not match either.
        """
        return hmac.compare_digest(self.sign(signing_input), signature)


class KeySource(Protocol):
    """Where a verifier finds its keys."""

    def keys_for(self, audience: str) -> Sequence[Key]:
        """Every key that tokens for this API may be signed with, newest first."""
        ...


class SharedSecret:
    """HS256 keys derived from the secret that Better Auth has too; the raw secret itself verifies nothing.

    :param secret: `BETTER_AUTH_SECRET`, or several of them: every one is accepted, the first is the newest.
    :raises ConfigurationError: for a missing, short, public or guessable secret.
    """

    __slots__ = ("_secrets",)

    def __init__(self, secret: str | Sequence[str]) -> None:
        self._secrets = tuple(check_secret(each) for each in _each(secret) or ("",))

    def __repr__(self) -> str:
        return f"{type(self).__name__}(...)"

    def keys_for(self, audience: str) -> Sequence[Key]:
        """One key for each secret, newest first."""
        return [derive_key(secret, audience) for secret in self._secrets]


class DerivedKey:
    """The one key of one API. Its holder verifies that API's tokens and can forge nobody else's.

    :param text: `<kid>:<64 hexadecimal digits>`.
    :raises ConfigurationError: when the text is anything else.
    """

    __slots__ = ("_key",)

    def __init__(self, text: str, *, name: str = "The derived key") -> None:
        match = _match(text)
        if match is None:
            raise ConfigurationError(
                f"{name} is not <kid>:<64 hexadecimal digits>. "
                "Print it: npx jwt-auth-bridge key --audience <name>",
                code="key_malformed",
            )
        self._key = Key(match[1], bytes.fromhex(match[2]))

    def __repr__(self) -> str:
        return f"{type(self).__name__}(kid={self._key.kid!r})"

    def keys_for(self, audience: str) -> Sequence[Key]:  # noqa: ARG002 - the protocol's parameter
        """The key, whatever the audience: it was derived for one, and tokens for others do not match it."""
        return [self._key]


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
    if not fits or len(audience.encode()) > _MAX_AUDIENCE_LENGTH:
        raise ConfigurationError(
            f"{name} is not a name. Use 1 to 255 bytes without control characters, such as todo-api"
        )
    return audience


def derive_key(secret: str, audience: str) -> Key:
    """The HS256 key of one API (profile rules K2, K3). The audience is part of it: no API can use another's.

    :raises ConfigurationError: for an unusable secret or audience.
    """
    material = check_secret(secret).encode("utf-8")
    check_audience(audience)
    key = hkdf_sha256(material, _SALT, f"access-token/HS256/{audience}".encode(), _KEY_LENGTH)
    kid = hkdf_sha256(material, _SALT, f"key-id/HS256/{audience}".encode(), 8)
    return Key(base64url.encode(kid).decode("ascii"), key)


def _each(secret: object) -> Sequence[object]:
    """Several secrets, or the one: what is neither is refused as one that is missing."""
    if isinstance(secret, str) or not isinstance(secret, Sequence):
        return (secret,)
    return cast("Sequence[object]", secret)


def _match(text: object) -> re.Match[str] | None:
    return _KEY_TEXT.fullmatch(text) if isinstance(text, str) else None


def hkdf_sha256(material: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    """HKDF (RFC 5869) with SHA-256, for at most one block: `length` <= 32."""
    if not 0 < length <= hashlib.sha256().digest_size:
        raise ValueError("length must be between 1 and 32")
    extracted = hmac.digest(salt, material, "sha256")
    return hmac.digest(extracted, info + b"\x01", "sha256")[:length]
