"""Alembic's way in: on the connection of `bot.store.migrate`, or from its own command line."""

import asyncio
import os

from alembic import context
from sqlalchemy import Connection

from bot.store.database import Database
from bot.store.tables import person


def _run(conn: Connection) -> None:
    context.configure(connection=conn, target_metadata=person.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


async def _run_alone() -> None:
    database = Database.open(os.environ["DATABASE_URL"])
    try:
        await database.transact(_run)
    finally:
        await database.close()


given: Connection | None = context.config.attributes.get("connection")
if given is None:
    asyncio.run(_run_alone())
else:
    _run(given)
