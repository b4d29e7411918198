"""What a title and a description may hold, and how titles are ordered."""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

TITLE_MAX = 200
"""Code points, after trimming."""
DESCRIPTION_MAX = 2000
"""Code points, line breaks included."""

LINE_CONTROLS = frozenset("\n\r\t")


def _is_control(character: str) -> bool:
    return unicodedata.category(character) == "Cc"


def _visible_line(title: str) -> str:
    """Refuse control characters (PostgreSQL cannot store U+0000) and titles that nobody could see."""
    if any(_is_control(character) for character in title):
        raise PydanticCustomError("control_character", "Must not hold control characters")
    # Separators (Z*) and format characters (Cf: zero-width space, byte order mark) leave no mark.
    if all(unicodedata.category(character) in {"Zs", "Zl", "Zp", "Cf"} for character in title):
        raise PydanticCustomError("blank", "Must hold a visible character")
    return title


def _lines(description: str) -> str:
    if any(_is_control(character) and character not in LINE_CONTROLS for character in description):
        raise PydanticCustomError(
            "control_character", "Must not hold control characters other than line breaks and tabs"
        )
    return description


Title = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=TITLE_MAX),
    AfterValidator(_visible_line),
]
Description = Annotated[str, Field(max_length=DESCRIPTION_MAX), AfterValidator(_lines)]


def title_sort_key(title: str) -> str:
    """Fold case and compose, so that `É` and `é` are one letter however they were typed.

    Computed here and stored, because the databases' own lower() differ (SQLite's knows ASCII only).
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", title).casefold())
