"""The keys of one verifier, from one source or several, found by a token's header."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .errors import TokenInvalid, VerificationUnavailable
from .header import issued_segment, read_header
from .jws import CompactJWS
from .keys import Key, KeySource, is_changing
from .old_key import OldKey
from .sightings import LastSeen
from .unknown_key import unknown_key
from .unmodified import check_public_keys, is_unmodified, not_compatible


class KeyRing:
    """Finds the key of a token.

    The header segment of an issued token is always the same bytes, so `by_segment` finds its key, and nothing
    of a foreign header is interpreted on that path. Whatever else comes is read strictly, by `find`.

    A key is old when it is not the newest of its own source: nothing should be signed with it any more. Keys
    of a source that changes are never old, for they go by themselves.

    :param sources: of two keys with one id that of a source which never changes counts, and else the earlier
        source's.
    :param changed: called after the keys have changed.
    :param is_compatible: whether tokens of Better Auth's own `jwt()` are accepted.
    :raises ConfigurationError: when they are, and no key can be theirs.
    """

    __slots__ = (
        "_audience",
        "_by_kid",
        "_changed",
        "_sources",
        "by_segment",
        "changing",
        "is_compatible",
        "watched",
    )

    def __init__(
        self,
        sources: Sequence[KeySource],
        audience: str,
        changed: Callable[[], None] = lambda: None,
        *,
        is_compatible: bool = False,
    ) -> None:
        self._sources = sources
        self._audience = audience
        self._changed = changed
        self.is_compatible = is_compatible
        self.changing = [each for each in sources if is_changing(each)]
        self._by_kid: Mapping[str, Key] = {}
        self.by_segment: Mapping[bytes, Key] = {}
        self.watched: Mapping[str, LastSeen] = {}
        for source in self.changing:
            source.subscribe(self._replace)
        self._collect()
        if is_compatible:
            check_public_keys(self._algorithms())

    async def find(self, token: CompactJWS) -> tuple[Key, bool]:
        """The key of a token whose header is not the bytes that the issuer of a known key writes.

        :returns: the key, and whether the token is one of Better Auth's own `jwt()`, accepted here.
        :raises TokenInvalid: for a header that is not ours, and for a key that is in no source.
        :raises VerificationUnavailable: when a source that may hold the key cannot be asked.
        """
        alg, typ, kid = read_header(token.header)
        if typ is None and not self.is_compatible:
            raise not_compatible(typ)
        self._check_algorithm(alg, self._by_kid.get(kid))
        is_other = is_unmodified(alg, typ)
        if is_other and not self.is_compatible:
            raise not_compatible(typ)
        if not is_other and typ != "at+jwt":
            raise TokenInvalid("typ: not at+jwt")
        key = self._by_kid.get(kid) or await self._look_for(kid, alg)
        if key is None:
            is_published = any(alg in source.algorithms for source in self.changing)
            raise unknown_key(kid, self._by_kid, token.payload, self._audience, is_published=is_published)
        # What was found after a look may be another kind of key than the token says.
        self._check_algorithm(alg, key)
        return key, is_other

    def is_due(self) -> bool:
        """Whether a source that changes has keys that may be too old."""
        return bool(self.changing) and any(source.is_due() for source in self.changing)

    async def renew(self) -> None:
        """Have each source that changes see to its keys' age."""
        for source in self.changing:
            await source.renew()

    def metrics(self) -> dict[str, dict[str, Any]]:
        """By kid: whether it is the newest of its source, and of those that are watched when tokens came."""
        return {kid: _metrics_of(self.watched.get(kid)) for kid in self._by_kid}

    async def _look_for(self, kid: str, algorithm: str) -> Key | None:
        unavailable: VerificationUnavailable | None = None
        for source in self.changing:
            if algorithm in source.algorithms:
                try:
                    await source.find(kid)
                except VerificationUnavailable as error:
                    unavailable = error
        key = self._by_kid.get(kid)
        if key is None and unavailable is not None:
            raise unavailable
        return key

    def _check_algorithm(self, algorithm: str, key: Key | None) -> None:
        # The key fixes the algorithm; the token has to agree (RFC 8725 §3.1).
        expected = {key.algorithm} if key is not None else self._algorithms()
        if algorithm not in expected:
            raise TokenInvalid(f"alg: not {' or '.join(sorted(expected))}")

    def _algorithms(self) -> set[str]:
        fixed = {key.algorithm for key in self._by_kid.values()}
        return fixed.union(*(source.algorithms for source in self.changing))

    def _replace(self) -> None:
        self._collect()
        self._changed()

    def _collect(self) -> None:
        by_kid: dict[str, Key] = {}
        watched: dict[str, LastSeen] = {}
        # What comes in later never takes the place of what the app was started with (profile rule K22).
        for source in (*(each for each in self._sources if each not in self.changing), *self.changing):
            keys = source.keys_for(self._audience)
            for key in keys:
                by_kid.setdefault(key.kid, key)
            if source not in self.changing:
                for key in keys[1:]:
                    watched.setdefault(key.kid, self.watched.get(key.kid) or OldKey(key.kid))
                # One source is to be dropped for another, perhaps: when its tokens came can be asked for.
                if keys and len(self._sources) > 1:
                    watched.setdefault(keys[0].kid, self.watched.get(keys[0].kid) or LastSeen())
        self._by_kid = by_kid
        self.watched = watched
        self.by_segment = {issued_segment(kid, key.algorithm): key for kid, key in by_kid.items()}


def _metrics_of(watched: LastSeen | None) -> dict[str, Any]:
    if watched is None:
        return {"newest": True, "last_seen": None, "latest_exp": None}
    is_old = isinstance(watched, OldKey)
    return {"newest": not is_old, "last_seen": watched.last_seen, "latest_exp": watched.latest_exp}
