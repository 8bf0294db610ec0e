"""Opens the database for a command, brought up to date, with errors in one line."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from sqlalchemy.exc import DBAPIError

from bot.errors import CommandError
from bot.settings import Settings
from bot.store.database import Database


def open_database(settings: Settings) -> Database:
    """The database as set; connects later."""
    return Database.open(settings.database_url.get_secret_value(), settings.keyring)


@asynccontextmanager
async def opened_database(settings: Settings) -> AsyncIterator[Database]:
    """The database with the newest tables, closed at the end; a CommandError where it cannot be used."""
    database = open_database(settings)
    try:
        with named_database_trouble():
            await database.upgrade()
            yield database
    finally:
        await database.close()


@contextmanager
def named_database_trouble() -> Iterator[None]:
    """Trouble of the database becomes a CommandError that names the setting."""
    try:
        yield
    except DBAPIError as error:
        reason = str(error.orig).strip().partition("\n")[0]
        raise CommandError(f"DATABASE_URL: the database cannot be used: {reason}") from None


async def upgrade(settings: Settings) -> None:
    """Bring the tables to the newest version."""
    async with opened_database(settings):
        pass
