"""Who is calling."""

from collections.abc import Mapping
from types import MappingProxyType

from .errors import ConfigurationError
from .strict_json import parse_object


class Principal:
    """The caller of one request, as a verified token tells it. Cannot be changed.

    Not a dataclass: a frozen one takes three times as long to make, and one is made for every new token.

    :param claims: the payload; as bytes, one that was checked: what nobody asks for is not made of it.
    """

    __slots__ = ("_claims", "_issuer", "_scopes", "_session_id", "_user_id")

    def __init__(
        self,
        user_id: str,
        session_id: str | None,
        issuer: str,
        scopes: frozenset[str],
        claims: Mapping[str, object] | bytes,
    ) -> None:
        self._user_id = user_id
        self._session_id = session_id
        self._issuer = issuer
        self._scopes = scopes
        self._claims = claims

    @property
    def user_id(self) -> str:
        """The user, as the auth server names them: the claim `sub`."""
        return self._user_id

    @property
    def session_id(self) -> str:
        """The session that the token was issued in: the claim `sid`.

        :raises ConfigurationError: with `compatibility`, when the token is one of an unmodified `jwt()`.
        """
        if self._session_id is None:
            raise ConfigurationError(
                "A token of Better Auth's own jwt() names no session. "
                "Ask has_session before, or unset compatibility",
                code="session_unknown",
            )
        return self._session_id

    @property
    def has_session(self) -> bool:
        """Whether the token names its session. Each does, but for what `compatibility` is set for."""
        return self._session_id is not None

    @property
    def issuer(self) -> str:
        """The auth server's origin: the claim `iss`."""
        return self._issuer

    @property
    def scopes(self) -> frozenset[str]:
        """What the token allows; empty when it has no claim `scope`."""
        return self._scopes

    @property
    def claims(self) -> Mapping[str, object]:
        """The whole payload, read-only."""
        claims = self._claims
        if isinstance(claims, bytes):
            claims = self._claims = MappingProxyType(parse_object(claims))
        return claims

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Principal):
            return NotImplemented
        return self._key() == other._key() and self.claims == other.claims

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        # Claims may hold personal data, and a repr ends in logs.
        return f"{type(self).__name__}(user_id=..., session_id=..., claims=...)"

    def _key(self) -> tuple[str, str | None, str, frozenset[str]]:
        return self._user_id, self._session_id, self._issuer, self._scopes
