"""Keys that hold the owner, made while everybody goes on writing: no migration after this one is slow."""

from alembic import op

revision, down_revision = "0002", "0001"


def upgrade() -> None:
    for table in ("notes", "labels"):
        name = f"uq_{table}_user_id_id"
        with op.get_context().autocommit_block():
            # One that failed halfway is left over, and invalid.
            op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
            op.execute(f"CREATE UNIQUE INDEX CONCURRENTLY {name} ON {table} (user_id, id)")
        op.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} UNIQUE USING INDEX {name}")


def downgrade() -> None:
    for table in ("notes", "labels"):
        op.drop_constraint(f"uq_{table}_user_id_id", table)
