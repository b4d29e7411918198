"""A job: how many notes each user has."""

import asyncio
import os

from sqlalchemy import NullPool, func, select
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine

from step0.models import Note


async def report() -> None:
    """Print a line for each user."""
    sessions = async_sessionmaker(create_async_engine(os.environ["DATABASE_URL"], poolclass=NullPool))
    async with sessions() as session:
        counts = select(Note.user_id, func.count()).group_by(Note.user_id).order_by(Note.user_id)
        for user_id, count in await session.execute(counts):
            print(user_id, count)


asyncio.run(report())
