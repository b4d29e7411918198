"""The database shows each caller their own note_labels."""

from alembic import op

revision, down_revision = "0007", "0006"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '500ms'")
    op.enable_row_level_security("note_labels", owner="user_id")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '500ms'")
    op.disable_row_level_security("note_labels", owner="user_id")
