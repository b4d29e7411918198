"""How one knows that a key may be dropped: when tokens of it were last seen."""

import re

from .sightings import Sightings

_PRINTABLE = re.compile(r"[A-Za-z0-9_-]{1,64}")


class OldKey(Sightings):
    """A key that is not the newest of its source, and the tokens of it that still come."""

    __slots__ = ()

    def __init__(self, kid: str) -> None:
        # An id that is longer or of other characters was not made by any of us: it stays out of the log.
        shown = kid if _PRINTABLE.fullmatch(kid) else "of another issuer"
        super().__init__(f"key {shown}, not the newest,", "drop the key")
