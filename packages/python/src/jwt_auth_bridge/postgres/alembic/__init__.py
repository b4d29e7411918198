"""Alembic: two operations, and their part in `--autogenerate` and `alembic check`.

Import this in migrations/env.py; `op.enable_row_level_security("tasks", owner="user_id")` is then there.
"""

from . import autogenerate as autogenerate
from .operations import DisableRowLevelSecurity, EnableRowLevelSecurity

__all__ = ["DisableRowLevelSecurity", "EnableRowLevelSecurity"]
