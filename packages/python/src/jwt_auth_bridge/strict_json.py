"""JSON as every language reads it: what two parsers could read differently is refused.

Refused beyond RFC 8259's grammar: a repeated member name, nesting deeper than 16, a number that is not
finite as a double (1e400), NaN and Infinity, a lone surrogate, a byte order mark, invalid UTF-8.
"""

import math
import re
from json import JSONDecoder, dumps

MAX_DEPTH = 16
_WHITESPACE = " \t\n\r"
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"?', re.DOTALL)
# An integer of fewer digits than this is finite as a double.
_MAX_SAFE_DIGITS = 308


class StrictJSONError(ValueError):
    """Not JSON, or JSON that parsers disagree on. The message is fixed text: nothing of the input."""


class DuplicateNameError(StrictJSONError):
    """An object names a member twice."""


def parse_object(data: bytes) -> dict[str, object]:
    """Parse UTF-8 JSON whose top is an object.

    :raises StrictJSONError: for anything else; no other exception, whatever the input.
    """
    try:
        text = data.decode("utf-8").strip(_WHITESPACE)
        # Brackets inside strings make this a bound only: cheap, and enough for a usual payload.
        if text.count("{") + text.count("[") > MAX_DEPTH and _depth(text) > MAX_DEPTH:
            raise StrictJSONError("nested too deeply")
        decoder = _DECODER if len(text) <= _MAX_SAFE_DIGITS else _LONG_DECODER
        value, end = decoder.raw_decode(text)
    except StrictJSONError:
        raise
    except (ValueError, RecursionError):
        # ValueError: bad UTF-8, JSONDecodeError, and int() of more digits than Python admits.
        raise StrictJSONError("not JSON") from None
    if end != len(text):
        raise StrictJSONError("not JSON")
    if "\\" in text and _has_lone_surrogate(value):
        raise StrictJSONError("a lone surrogate")
    if type(value) is not dict:
        raise StrictJSONError("not an object")
    return value


def _members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise DuplicateNameError("a repeated member name")
    return members


def _constant(_: str) -> object:
    raise StrictJSONError("NaN or Infinity")


def _float(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise StrictJSONError("a number that is not finite")
    return value


def _int(text: str) -> int:
    _float(text)  # TypeScript reads every number as a double; what it cannot hold, we do not accept
    return int(text)


_DECODER = JSONDecoder(object_pairs_hook=_members, parse_constant=_constant, parse_float=_float)
_LONG_DECODER = JSONDecoder(
    object_pairs_hook=_members, parse_constant=_constant, parse_float=_float, parse_int=_int
)


def _depth(text: str) -> int:
    depth = deepest = 0
    for character in _STRING.sub("", text):
        if character in "{[":
            depth += 1
            deepest = max(deepest, depth)
        elif character in "}]":
            depth -= 1
    return deepest


def _has_lone_surrogate(value: object) -> bool:
    try:
        dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False
