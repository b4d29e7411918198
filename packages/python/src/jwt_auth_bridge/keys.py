"""Keys, and where they come from. A key fixes its algorithm; a token never does (RFC 8725 §3.1)."""

import re
from collections.abc import Callable, Sequence
from typing import Protocol, cast, runtime_checkable

from .errors import ConfigurationError
from .hmac_key import HmacKey, derive_key
from .secret import check_secret

_KEY_TEXT = re.compile(r"([A-Za-z0-9_-]{1,64}):([0-9a-fA-F]{64})")


class Key(Protocol):
    """A key with its id, and the one algorithm that it may be used with."""

    @property
    def kid(self) -> str: ...
    @property
    def algorithm(self) -> str: ...

    def matches(self, signing_input: bytes, signature: bytes) -> bool:
        """Whether `signature` is the canonical base64url of this key's signature of `header.payload`."""
        ...


class KeySource(Protocol):
    """Where a verifier finds its keys."""

    def keys_for(self, audience: str) -> Sequence[Key]:
        """Every key that it has now and that tokens for this API may be signed with, newest first."""
        ...


@runtime_checkable
class ChangingKeySource(KeySource, Protocol):
    """A source whose keys come and go while the process runs."""

    @property
    def algorithms(self) -> frozenset[str]:
        """What its keys may be used with: a token of another algorithm never makes it look for a key."""
        ...

    def subscribe(self, listener: Callable[[], None]) -> None:
        """Have `listener` called whenever `keys_for` gives other keys than before."""
        ...

    async def find(self, kid: str) -> None:
        """Look for this key anew, if that may be worth while. Subscribers hear of it before this returns.

        :raises VerificationUnavailable: when the source has no keys at all and cannot get any.
        """
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

    def keys_for(self, audience: str) -> Sequence[HmacKey]:
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
        self._key = HmacKey(match[1], bytes.fromhex(match[2]))

    def __repr__(self) -> str:
        return f"{type(self).__name__}(kid={self._key.kid!r})"

    def keys_for(self, audience: str) -> Sequence[HmacKey]:  # noqa: ARG002 - the protocol's parameter
        """The key, whatever the audience: it was derived for one, and tokens for others do not match it."""
        return [self._key]


def _each(secret: object) -> Sequence[object]:
    """Several secrets, or the one: what is neither is refused as one that is missing."""
    if isinstance(secret, str) or not isinstance(secret, Sequence):
        return (secret,)
    return cast("Sequence[object]", secret)


def _match(text: object) -> re.Match[str] | None:
    return _KEY_TEXT.fullmatch(text) if isinstance(text, str) else None
