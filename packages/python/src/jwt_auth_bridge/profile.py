"""Numbers and shapes of profile v1 that several modules share. Rules: conformance/PROFILE.md."""

import re

MAX_TOKEN_LENGTH = 8192
"""Rule T1, in bytes."""
MAX_DEPTH = 16
"""Rule P3."""
MAX_ID_LENGTH = 255
"""Rule C2, in code points."""
MAX_LIFETIME = 3600
"""Rule C8, in seconds."""
MAX_LEEWAY = 60
"""In seconds."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def is_identifier(text: str) -> bool:
    """Whether `text` may be an identifier: 1 to 255 code points, no control characters (rule C2)."""
    return 0 < len(text) <= MAX_ID_LENGTH and _CONTROL.search(text) is None


def is_well_formed(text: str) -> bool:
    """Whether `text` can be written as UTF-8: it holds no half of a surrogate pair (rule P4)."""
    return text.isascii() or _SURROGATE.search(text) is None
