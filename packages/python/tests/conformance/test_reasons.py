"""Every reason in the source is one of the profile's table, and none of the table is left over."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from jwt_auth_bridge import profile

ROOT = Path(__file__).parents[4]
SOURCE = ROOT / "packages/python/src/jwt_auth_bridge"
TABLE = (ROOT / "conformance/PROFILE.md").read_text("utf-8").partition("## 7. Reasons")[2]
ERRORS = {"TokenMissing", "TokenInvalid", "TokenExpired", "UserMismatch", "InsufficientScope"}


def table() -> Iterator[str]:
    """`<word>: <sentence>` for each, with `*` for what differs."""
    word = prefix = ""
    for name, sentences in re.findall(r"^\| (?:`(\w+)` )?\| (.+) \|$", TABLE, re.MULTILINE):
        word = name or word
        for sentence in sentences.split("; "):
            text = re.sub(r"\*[^*]+\*", "*", sentence)
            prefix = text.partition(":")[0] if not text.startswith("…") else prefix
            yield f"{word}: {text.replace('…', prefix)}"


def text_of(node: ast.expr) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=values):
            return "".join(map(text_of, values))
        case ast.FormattedValue(value=ast.Name(id=name)):
            return str(getattr(profile, name, "*"))
        case _:
            return "*"


def source() -> Iterator[str]:
    differences = [
        text_of(node.value)
        for node in ast.walk(ast.parse((SOURCE / "unknown_key.py").read_text("utf-8")))
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Constant)
    ]
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ERRORS:
                text = text_of(node.args[0])
                endings = differences if text.startswith("kid_unknown") else ["*"]
                yield from (text.removesuffix("*") + end if text.endswith("*") else text for end in endings)


def fits(text: str, pattern: str) -> bool:
    return re.fullmatch(re.escape(pattern).replace(r"\*", ".+"), text) is not None


def test_reasons() -> None:
    rows, reasons = set(table()), set(source())
    assert {reason for reason in reasons if not any(fits(reason, row) for row in rows)} == set()
    assert {row for row in rows if not any(fits(reason, row) for reason in reasons)} == set()
