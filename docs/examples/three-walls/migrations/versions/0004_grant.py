"""The role that serves may read and write these tables, and nothing else."""

from alembic import op

revision, down_revision = "0004", "0003"


def upgrade() -> None:
    op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON notes, labels, note_labels TO notes_api")
    op.execute("GRANT USAGE ON SEQUENCE notes_id_seq, labels_id_seq TO notes_api")
    op.execute("GRANT SELECT ON notes TO notes_jobs")


def downgrade() -> None:
    op.execute("REVOKE ALL ON notes, labels, note_labels FROM notes_api, notes_jobs")
    op.execute("REVOKE ALL ON SEQUENCE notes_id_seq, labels_id_seq FROM notes_api")
