"""The database shows each caller their own notes. Jobs may count all of them."""

from alembic import op

revision, down_revision = "0005", "0004"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '500ms'")
    op.enable_row_level_security("notes", owner="user_id")
    op.execute("CREATE POLICY jobs ON notes FOR SELECT TO notes_jobs USING (true)")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '500ms'")
    op.execute("DROP POLICY jobs ON notes")
    op.disable_row_level_security("notes", owner="user_id")
