"""Runs migrations, as the role that owns the tables: one transaction for each."""

import os

# Its operations, and its part in `alembic check`.
import jwt_auth_bridge.postgres.alembic  # noqa: F401
from alembic import context
from sqlalchemy import create_engine, make_url

from step2.models import Base

url = make_url(os.environ["MIGRATION_DATABASE_URL"]).set(drivername="postgresql+psycopg")
with create_engine(url).connect() as connection:
    context.configure(connection, target_metadata=Base.metadata, transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()
