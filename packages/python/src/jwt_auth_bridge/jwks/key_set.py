"""What a key set's document says, judged key by key."""

import logging
import re
from collections import Counter
from collections.abc import Collection
from typing import cast

from ..strict_json import StrictJSONError, parse_object
from .public_key import PublicKey, UnsuitableKeyError

MAX_KEYS = 100
_PRINTABLE = re.compile(r"[A-Za-z0-9._:/+=-]{1,64}")

logger = logging.getLogger("jwt_auth_bridge")


def parse_key_set(document: bytes, algorithms: Collection[str]) -> list[PublicKey]:
    """The keys of a JWK Set (RFC 7517 §5) that sign by one of these algorithms.

    A key that is not fit for use is left out, with a line in the log. Of several keys with one id none is
    taken: nobody could say which is meant.

    :raises ValueError: when the document is no key set.
    """
    try:
        members = parse_object(document).get("keys")
    except StrictJSONError:
        raise ValueError("the document is not a JSON object") from None
    if not isinstance(members, list):
        raise ValueError("the document is no key set")
    entries = cast("list[object]", members)
    if len(entries) > MAX_KEYS:
        raise ValueError(f"the document has more than {MAX_KEYS} keys")
    keys = [key for key in map(_read, entries) if key is not None and key.algorithm in algorithms]
    times = Counter(key.kid for key in keys)
    for kid in [kid for kid, count in times.items() if count > 1]:
        _report(kid, "several keys have this id")
    return [key for key in keys if times[key.kid] == 1]


def _read(entry: object) -> PublicKey | None:
    if not isinstance(entry, dict):
        _report(None, "it is not an object")
        return None
    jwk = cast("dict[str, object]", entry)
    try:
        return PublicKey(jwk)
    except UnsuitableKeyError as error:
        _report(jwk.get("kid"), str(error))
        return None


def _report(kid: object, why: str) -> None:
    shown = kid if isinstance(kid, str) and _PRINTABLE.fullmatch(kid) else "without a name"
    logger.warning("key set: the key %s is not used: %s", shown, why)
