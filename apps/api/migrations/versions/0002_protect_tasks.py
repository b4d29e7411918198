"""Protect tasks: PostgreSQL shows each caller their own rows, whatever a query asks for."""
# The operations are registered at run time: migrations/env.py.
# pyright: reportAttributeAccessIssue=false, reportUnknownMemberType=false

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_context().dialect.name == "postgresql":  # SQLite has no such thing
        op.enable_row_level_security("tasks", owner="user_id")  # type: ignore[attr-defined]


def downgrade() -> None:
    if op.get_context().dialect.name == "postgresql":
        op.disable_row_level_security("tasks", owner="user_id")  # type: ignore[attr-defined]
