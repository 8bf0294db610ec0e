"""The database: reachable, at the right migration, its clock, and whether what waits in it moves."""

import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import DBAPIError

from bot.doctor.clocks import compared
from bot.doctor.database_file import file_of, look_at_file
from bot.doctor.finding import Finding, ok, warning, wrong
from bot.errors import CommandError
from bot.settings import Settings
from bot.store.database import TROUBLE, Database, db_now_ms
from bot.store.migrate import revision_of, revisions
from bot.store.queue_health import load_queue
from bot.store.tables import clock_tick, failed_update
from bot.upgrading import named_database_trouble

_LONG_SECONDS = 300
_DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class _Seen:
    """What one look told; `now` and `ticked_at` in milliseconds of the database's clock."""

    version: str
    trouble: str
    revision: str | None
    now: int
    began: float
    ended: float
    oldest_seconds: int = 0
    waiting: int = 0
    ticked_at: int | None = None
    failed_lately: int = 0


async def look_at_database(settings: Settings) -> AsyncIterator[Finding]:
    """What can be told without changing anything in it."""
    address = settings.database_url.get_secret_value()
    file = file_of(address)
    if file is not None:
        for finding in look_at_file(file):
            yield finding
        if not file.is_file():
            # Opening it would make it.
            return
    database = Database.open(address)
    try:
        with named_database_trouble():
            seen = await database.read(_seen)
    except (CommandError, DBAPIError, *TROUBLE) as error:
        said = str(error) if isinstance(error, CommandError) else type(error).__name__
        yield wrong(
            "database", said, "start it, or correct DATABASE_URL; user, password and rights may be wrong"
        )
        return
    finally:
        await database.close()
    for finding in _judged(seen, settings):
        yield finding


def _seen(conn: Connection) -> _Seen:
    began = time.time()
    now = db_now_ms(conn)
    ended = time.time()
    version, trouble = _server(conn)
    revision = revision_of(conn)
    first = _Seen(version, trouble, revision, now, began, ended)
    if revision != revisions()[1]:
        return first
    queue = load_queue(conn)
    lately = select(func.count()).where(failed_update.c.failed_at > now - _DAY_MS)
    return _Seen(
        version,
        trouble,
        revision,
        now,
        began,
        ended,
        oldest_seconds=queue["outbox_oldest_seconds"],
        waiting=queue["outbox_waiting"],
        ticked_at=conn.execute(select(func.max(clock_tick.c.ticked_at))).scalar_one(),
        failed_lately=conn.execute(lately).scalar_one(),
    )


def _server(conn: Connection) -> tuple[str, str]:
    """Which database it is, and why it cannot do the work."""
    if conn.dialect.name == "sqlite":
        return f"SQLite {conn.exec_driver_sql('select sqlite_version()').scalar_one()}", ""
    encoding = conn.exec_driver_sql("SHOW server_encoding").scalar_one()
    trouble = "" if encoding == "UTF8" else f"its encoding is {encoding}, not UTF8"
    if conn.exec_driver_sql("SELECT pg_is_in_recovery()").scalar_one():
        trouble = "it is a standby that only reads"
    return f"PostgreSQL {conn.exec_driver_sql('SHOW server_version').scalar_one()}", trouble


def _judged(seen: _Seen, settings: Settings) -> Iterator[Finding]:
    if seen.trouble:
        yield wrong(
            "database", seen.trouble, "name a database in DATABASE_URL that was made with UTF8 and writes"
        )
    else:
        yield ok("database", f"{seen.version} answers")
    yield _migration(seen.revision)
    middle = (seen.began + seen.ended) / 2
    yield compared("database", seen.now / 1000 - middle, (seen.ended - seen.began) / 2)
    if seen.revision == revisions()[1]:
        yield _outbox(seen)
        yield _ticks(seen, settings)
        yield _failures(seen)


def _migration(revision: str | None) -> Finding:
    known, newest = revisions()
    if revision == newest:
        return ok("migrations", f"at {revision}, the newest")
    if revision is None:
        return warning("migrations", "there are no tables yet", "python -m bot db upgrade")
    if revision in known:
        to_do = "make a backup, then python -m bot db upgrade"
        return warning("migrations", f"at {revision}, this version needs {newest}", to_do)
    to_do = "install the newer version again; this one goes on meanwhile, for migrations only add"
    return warning("migrations", f"at {revision}, which is newer than this version's {newest}", to_do)


def _outbox(seen: _Seen) -> Finding:
    if seen.waiting and seen.oldest_seconds > _LONG_SECONDS:
        said = f"{seen.waiting} messages wait, the oldest for {seen.oldest_seconds // 60} minutes"
        return warning(
            "messages",
            said,
            "see that run or worker runs; after a broadcast or reminders wait, or look at docs/capacity.md",
        )
    return ok("messages", f"{seen.waiting} wait")


def _ticks(seen: _Seen, settings: Settings) -> Finding:
    if seen.ticked_at is None:
        return warning(
            "reminders", "no clock has ever ticked here", "start run, or clock beside web and worker"
        )
    seconds = max(seen.now - seen.ticked_at, 0) // 1000
    if seconds > max(_LONG_SECONDS, 5 * settings.tick_seconds):
        said = f"the clock ticked last {seconds // 60} minutes ago"
        return warning(
            "reminders", said, "start run, or clock beside web and worker; its log says why it ended"
        )
    return ok("reminders", f"the clock ticked {seconds} s ago")


def _failures(seen: _Seen) -> Finding:
    if seen.failed_lately:
        to_do = "read the column error in the table failed_update, and report it to the developers"
        return warning("updates", f"{seen.failed_lately} could not be processed in the last 24 hours", to_do)
    return ok("updates", "all of the last 24 hours could be processed")
