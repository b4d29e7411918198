"""The answering side, in Python: the first line is the policy, every other line a list of questions.

Questions and verdicts are described in index.mjs.
"""

import hashlib
import json
import struct
import sys
import traceback
from collections.abc import Callable
from typing import Any

Verdict = dict[str, object]
Judge = Callable[[dict[str, Any]], Verdict]


def serve(open_judge: Callable[[dict[str, Any]], Judge]) -> None:
    """Answer until the input ends."""
    judge = open_judge(json.loads(sys.stdin.buffer.readline()))
    answer(None)
    for line in sys.stdin.buffer:
        answer([judge(question) for question in json.loads(line)])


def answer(value: object) -> None:
    """Write one line."""
    sys.stdout.buffer.write(json.dumps(value).encode() + b"\n")
    sys.stdout.buffer.flush()


def accepted(claims: dict[str, Any]) -> Verdict:
    """The verdict of a library: whose token it is, and nothing that is compared in every letter."""
    return {
        "ok": True,
        "user_id": str(claims["sub"]),
        "session_id": str(claims["sid"]),
        "scopes": [],
        "claims": "",
    }


def crashed(error: Exception) -> Verdict:
    """What nobody has foreseen."""
    where = traceback.extract_tb(error.__traceback__)[-1]
    return {"ok": False, "crash": f"{type(error).__name__}: {error} at {where.filename}:{where.lineno}"}


def digest(claims: object) -> str:
    """The same for the same claims in every language.

    Names in the order of UTF-16, numbers as the bits of a double.
    """
    return hashlib.sha256(_canonical(claims).encode()).hexdigest()[:16]


def utf16(text: str) -> bytes:
    """Sorts as JavaScript does."""
    return text.encode("utf-16-be")


def _canonical(value: Any) -> str:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return struct.pack(">d", float(value) + 0.0).hex()
    if isinstance(value, list):
        return f"[{','.join(map(_canonical, value))}]"
    if not isinstance(value, dict):
        return _text(value)
    names = sorted(value, key=utf16)
    return f"{{{','.join(f'{_text(name)}:{_canonical(value[name])}' for name in names)}}}"


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
