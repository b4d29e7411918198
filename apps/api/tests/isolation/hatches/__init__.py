"""Ways round row-level security on the Todo schema: docs/isolation-evidence.md says what comes of each."""

from .connections import CONNECTIONS
from .hatch import Hatch, Outcome
from .objects import OBJECTS
from .oracles import ORACLES
from .statements import STATEMENTS

HATCHES = (*STATEMENTS, *OBJECTS, *CONNECTIONS, *ORACLES)

__all__ = ["HATCHES", "Hatch", "Outcome"]
