"""Opens the database for a command, brought up to date, with errors in one line."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.exc import DBAPIError

from bot.errors import CommandError
from bot.settings import Settings
from bot.store.database import Database


@asynccontextmanager
async def opened_database(settings: Settings) -> AsyncIterator[Database]:
    """The database with the newest tables, closed at the end; a CommandError where it cannot be used."""
    database = Database.open(settings.database_url.get_secret_value())
    try:
        await database.upgrade()
        yield database
    except DBAPIError as error:
        reason = str(error.orig).strip().partition("\n")[0]
        raise CommandError(f"DATABASE_URL: the database cannot be used: {reason}") from None
    finally:
        await database.close()


async def upgrade(settings: Settings) -> None:
    """Bring the tables to the newest version."""
    async with opened_database(settings):
        pass
