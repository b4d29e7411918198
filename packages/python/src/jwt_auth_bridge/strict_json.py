"""JSON as every language reads it: what two parsers could read differently is refused.

Refused beyond RFC 8259's grammar: a repeated member name, nesting deeper than 16, a number that is not
finite as a double, NaN and Infinity, a lone surrogate, a byte order mark, invalid UTF-8.
"""

import re
from collections.abc import Callable
from json import JSONDecoder, dumps
from math import isfinite
from typing import cast

from .profile import MAX_DEPTH, is_well_formed

_WHITESPACE = " \t\n\r"
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"?', re.DOTALL)
# An integer of no more digits than this is finite as a double.
_FINITE_DIGITS = 308


class StrictJSONError(ValueError):
    """Not JSON, or JSON that parsers disagree on. The message is fixed text: nothing of the input."""


class DuplicateNameError(StrictJSONError):
    """An object names a member twice."""


class NonFiniteNumberError(StrictJSONError):
    """A number that no double can hold, such as 1e400."""


def parse_object(data: bytes) -> dict[str, object]:
    """Parse UTF-8 JSON whose top is an object.

    :raises StrictJSONError: for anything else; no other exception, whatever the input. Of several faults, the
        one that the profile puts first is named, wherever it stands.
    """
    try:
        # The usual payload: short, one object with nothing nested in it and no escapes.
        if len(data) <= _FINITE_DIGITS and data.rfind(b"{") == 0 and b"[" not in data and b"\\" not in data:
            text = data.decode("utf-8")
            members, end = _SCAN(text, 0)
            # n members need n - 1 commas: when the text has no more commas than the names that were kept
            # need, no name was repeated. Commas inside strings only send more texts the long way.
            if end == len(text) and text.count(",") + 1 == len(members):
                return members
        return _parse_any(data.decode("utf-8").strip(_WHITESPACE))
    except (DuplicateNameError, NonFiniteNumberError):
        # Met on the way: what comes after it may be worse.
        raise _worst_of(data.decode("utf-8").strip(_WHITESPACE)) from None
    except StrictJSONError:
        raise
    except (ValueError, StopIteration):  # the latter from the scanner
        raise StrictJSONError("not UTF-8 JSON") from None


def _parse_any(text: str) -> dict[str, object]:
    if text.count("{") + text.count("[") > MAX_DEPTH and _depth(text) > MAX_DEPTH:
        raise StrictJSONError("nested too deeply")
    value = _decode(_STRICT, text)
    if _has_surrogate(text, value):
        raise StrictJSONError("a lone surrogate")
    return value


def _worst_of(text: str) -> StrictJSONError:
    met: set[type[StrictJSONError]] = set()

    def members(pairs: list[tuple[str, object]]) -> dict[str, object]:
        value = dict(pairs)
        if len(value) != len(pairs):
            met.add(DuplicateNameError)
        return value

    def number(literal: str) -> float:
        value = float(literal)
        if not isfinite(value):
            met.add(NonFiniteNumberError)
        return value

    decoder = JSONDecoder(
        object_pairs_hook=members, parse_constant=_constant, parse_float=number, parse_int=number
    )
    try:
        value = _decode(decoder, text)
    except ValueError:
        return StrictJSONError("not UTF-8 JSON")
    if DuplicateNameError in met:
        return DuplicateNameError("a repeated member name")
    if _has_surrogate(text, value):
        return StrictJSONError("a lone surrogate")
    return NonFiniteNumberError("a number that is not finite")


def _decode(decoder: JSONDecoder, text: str) -> dict[str, object]:
    value, end = decoder.raw_decode(text)
    if end != len(text) or type(value) is not dict:
        raise StrictJSONError("not one object")
    return cast("dict[str, object]", value)


def _has_surrogate(text: str, value: object) -> bool:
    # In valid UTF-8 only an escape can hide one.
    return "\\" in text and not is_well_formed(dumps(value, ensure_ascii=False))


def _members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise DuplicateNameError("a repeated member name")
    return members


def _constant(_: str) -> object:
    raise StrictJSONError("NaN or Infinity")


def _float(text: str) -> float:
    value = float(text)
    if not isfinite(value):
        raise NonFiniteNumberError("a number that is not finite")
    return value


def _int(text: str) -> int:
    _float(text)  # also keeps int() below the number of digits at which it raises
    return int(text)


# What raw_decode() calls, whose type nobody declares. Given what begins with "{", it gives an object.
_SCAN: Callable[[str, int], tuple[dict[str, object], int]]
_SCAN = JSONDecoder(parse_constant=_constant, parse_float=_float).scan_once  # type: ignore[attr-defined]
_STRICT = JSONDecoder(
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
