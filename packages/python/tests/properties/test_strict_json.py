"""JSON that is made together with what is wrong with it."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from jwt_auth_bridge.strict_json import (
    DuplicateNameError,
    NonFiniteNumberError,
    StrictJSONError,
    parse_object,
)

from .examples import MANY

GOOD = ["0", "-0", "1e308", "-1.5E-9", "12345678901234567890123", "true", "false", "null", "1e-999"]
BAD = ["1e400", "-1e309", "9" * 400]
CHARACTERS = [*'ab"\\:,{[]}', "\0", "\u00e9", "\u2028", "\uffff", "\U0001f600"]
HALVES = ["\ud83d", "\ude00"]


@dataclass(frozen=True)
class Piece:
    """A piece of JSON text, and what is wrong with it by the way it was made."""

    text: str
    depth: int = 0
    faults: frozenset[str] = frozenset()
    value: str = ""
    """Of a string: what it says."""


def string(random: Random) -> Piece:
    units = [
        random.choice(HALVES if random.random() < 0.03 else CHARACTERS) for _ in range(random.randrange(4))
    ]
    # Two halves that meet are one character.
    value = "".join(units).encode("utf-16-be", "surrogatepass").decode("utf-16-be", "surrogatepass")
    written = "".join(write(each, escaped=random.random() < 0.5) for each in value)
    halves = any("\ud800" <= each <= "\udfff" for each in value)
    return Piece(f'"{written}"', faults=frozenset({"surrogate"} if halves else ()), value=value)


def write(character: str, *, escaped: bool) -> str:
    if not escaped and not "\ud800" <= character <= "\udfff":
        return json.dumps(character, ensure_ascii=False)[1:-1]
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def value(random: Random, room: int) -> Piece:
    kind = random.random()
    if room > 0 and kind < 0.2:
        return json_object(random, room - 1)
    if room > 0 and kind < 0.4:
        return array(random, room - 1)
    if kind < 0.6:
        return string(random)
    if kind < 0.62:
        return Piece(random.choice(BAD), faults=frozenset({"number"}))
    return Piece(random.choice(GOOD))


def array(random: Random, room: int) -> Piece:
    items = [value(random, room) for _ in range(random.randrange(4))]
    extra = random.choice([0] * 9 + [12, 13, 14, 15, 16])
    text = "[" * extra + "[" + ",".join(item.text for item in items) + "]" + "]" * extra
    return enclose(text, items, 1 + extra)


def json_object(random: Random, room: int) -> Piece:
    members = [(string(random), value(random, room)) for _ in range(random.randrange(4))]
    names = [name.value for name, _ in members]
    gap = random.choice(["", "", " ", "\n\t"])
    text = ",".join(f"{gap}{name.text}{gap}:{gap}{value.text}{gap}" for name, value in members)
    inner = [piece for member in members for piece in member]
    return enclose(f"{{{text}}}", inner, 1, *(["duplicate"] if len(set(names)) < len(names) else []))


def enclose(text: str, inner: Sequence[Piece], levels: int, *faults: str) -> Piece:
    depth = levels + max((piece.depth for piece in inner), default=0)
    return Piece(text, depth, frozenset(faults).union(*(piece.faults for piece in inner)))


@settings(MANY, max_examples=5000)
@given(st.randoms(use_true_random=True))
def test_reads_what_json_reads_and_refuses_each_fault(random: Random) -> None:
    piece = json_object(random, 3)
    faults = piece.faults | ({"depth"} if piece.depth > 16 else set())
    try:
        read = parse_object(piece.text.encode())
    except DuplicateNameError:
        assert "duplicate" in faults, piece.text
    except NonFiniteNumberError:
        assert "number" in faults, piece.text
    except StrictJSONError:
        assert faults & {"surrogate", "depth"}, piece.text
    else:
        assert not faults, piece.text
        assert read == json.loads(piece.text)


def test_every_fault_is_made_often() -> None:
    """A property over texts without faults would show little."""
    made = Counter[str]()
    for seed in range(2000):
        piece = json_object(Random(seed), 3)  # noqa: S311
        made.update(piece.faults or {"none"})
        made["depth"] += piece.depth > 16
    assert all(made[kind] > 20 for kind in ("duplicate", "surrogate", "number", "depth", "none")), made
