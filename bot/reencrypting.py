"""`python -m bot db reencrypt`: every text as the present setting wants it, also while the bot serves."""

from functools import partial
from typing import Any

from bot.errors import CommandError
from bot.settings import Settings
from bot.store.database import Database, note_deletion
from bot.store.sealing import Keyring, parse_keys
from bot.store.sealing_keys import forget_other_keys, reencrypt_chunk, sealed_columns
from bot.upgrading import named_database_trouble

_MOST_LOOKS = 5


async def reencrypt(settings: Settings, *, plain: bool = False) -> str:
    """Encrypt with the first key, or with `plain` write as it was typed; gives what was done.

    It may be stopped anywhere: the next time only the rest is done.
    """
    if settings.encryption_keys is None:
        raise CommandError("ENCRYPTION_KEYS is missing: without a key nothing can be encrypted or read")
    keys = parse_keys(settings.encryption_keys.get_secret_value())
    database = Database.open(settings.database_url.get_secret_value(), Keyring(keys, seals=not plain))
    try:
        with named_database_trouble():
            await database.upgrade()
            count = await rewrite(database)
            # Nothing of what was there before may be left in the file either.
            is_scrubbed = not count or await database.scrub()
    finally:
        await database.close()
    told = f"{count} texts were written anew"
    return told if is_scrubbed else f"{told}; the next start takes the old ones out of the file"


async def rewrite(database: Database) -> int:
    """Write what is not as it should be; gives how many texts that were."""
    total = 0
    # What was written with another key meanwhile is found at the next look.
    for _ in range(_MOST_LOOKS):
        count = await _go_through(database)
        total += count
        if not count:
            await database.transact(forget_other_keys)
            return total
    raise CommandError("texts are still written with another setting: give all processes the same one first")


async def _go_through(database: Database) -> int:
    total = 0
    for table, columns in sealed_columns().items():
        after: Any = None
        while True:
            work = partial(reencrypt_chunk, table=table, columns=columns, after=after)
            after, count = await database.transact(work)
            total += count
            if after is None:
                break
    if total:
        await database.transact(note_deletion)
    return total
