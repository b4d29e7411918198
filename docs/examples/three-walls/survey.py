"""Names the statements that step 2 will refuse, or that forget the owner: once each, and no values."""

import logging
import re
from typing import Any

from sqlalchemy import Engine, TextClause, event
from sqlalchemy.sql import visitors

OWNED = re.compile(r"\b(notes|labels|note_labels)\b", re.IGNORECASE)
FILTERED = re.compile(r"^INSERT|\bWHERE\b.*\buser_id\b", re.IGNORECASE | re.DOTALL)

logger = logging.getLogger("survey")
seen: set[str] = set()


@event.listens_for(Engine, "before_cursor_execute")
def look(_connection: Any, _cursor: Any, sql: str, _values: Any, context: Any, _many: bool) -> None:
    """Look at a statement as it is sent."""
    if sql in seen or not OWNED.search(sql):
        return
    seen.add(sql)
    line = " ".join(sql.split())
    compiled = getattr(context, "compiled", None)
    if compiled is None:
        logger.warning("SQL for the driver: %s", line)
    elif any(isinstance(part, TextClause) for part in visitors.iterate(compiled.statement)):
        logger.warning("text: %s", line)
    elif not FILTERED.search(sql):
        logger.warning("no owner: %s", line)
