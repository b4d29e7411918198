"""What is there before."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0001", None


def upgrade() -> None:
    op.create_table(
        "notes",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("user_id", sa.String(255), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
    )
    op.create_table(
        "labels",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("user_id", sa.String(255), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
    )
    op.create_table(
        "note_labels",
        sa.Column("note_id", sa.Integer(), sa.ForeignKey("notes.id"), primary_key=True),
        sa.Column("label_id", sa.Integer(), sa.ForeignKey("labels.id"), primary_key=True),
    )


def downgrade() -> None:
    for table in ("note_labels", "labels", "notes"):
        op.drop_table(table)
