"""Keys, and where they come from. A key fixes its algorithm; a token never does (RFC 8725 §3.1)."""

import re
from collections.abc import Callable, Sequence
from typing import Protocol, TypeGuard, cast, runtime_checkable

from .errors import ConfigurationError
from .hmac_key import HmacKey, derive_key
from .secret import check_secret

_MEND = "Print it: npx jwt-auth-bridge key --audience <name>"
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

    def is_due(self) -> bool:
        """Whether the keys may be too old, and `renew` is to see to it. Asked before each verification."""
        ...

    async def renew(self) -> None:
        """See to it that the keys are not too old."""
        ...


def is_changing(source: KeySource) -> TypeGuard[ChangingKeySource]:
    """Whether the keys of this source come and go.

    :raises ConfigurationError: for a source that lacks a part of that: as one whose keys stay, it would keep
        those that it has withdrawn.
    """
    if isinstance(source, ChangingKeySource):
        return True
    if hasattr(source, "subscribe"):
        raise ConfigurationError(f"{type(source).__name__} is not the whole of a ChangingKeySource")
    return False


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
    """The keys of one API. Their holder verifies that API's tokens and can forge nobody else's.

    :param text: `<kid>:<64 hexadecimal digits>`, or several such texts: every one is accepted, the first is
        the newest.
    :raises ConfigurationError: when the text is anything else, and for two of one `kid`.
    """

    __slots__ = ("_keys",)

    def __init__(self, text: str | Sequence[str], *, name: str = "The derived key") -> None:
        texts = _each(text)
        several = texts is text
        names = (f"Entry {at} of {name}" if several else name for at in range(1, len(texts) + 1))
        self._keys = [_read_key(each, own) for each, own in zip(texts, names, strict=True)]
        if not self._keys:
            raise ConfigurationError(f"{name} is empty. {_MEND}", code="key_malformed")
        if len({key.kid for key in self._keys}) != len(self._keys):
            raise ConfigurationError(f"{name} has two keys of one id. Name each key once")

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'kid={key.kid!r}' for key in self._keys)})"

    def keys_for(self, audience: str) -> Sequence[HmacKey]:  # noqa: ARG002 - the protocol's parameter
        """The keys, whatever the audience: they were derived for one, and match no tokens for others."""
        return self._keys


def _each(value: object) -> Sequence[object]:
    """Several, or the one: what is neither is refused as one that is malformed."""
    if isinstance(value, str) or not isinstance(value, Sequence):
        return (value,)
    return cast("Sequence[object]", value)


def _read_key(text: object, name: str) -> HmacKey:
    match = _KEY_TEXT.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise ConfigurationError(
            f"{name} is not <kid>:<64 hexadecimal digits>. {_MEND}", code="key_malformed"
        )
    return HmacKey(match[1], bytes.fromhex(match[2]))
