"""A copy of an SQLite database while it is in use, and such a copy back in its place."""

import os
import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from bot.errors import CommandError

_ONLY_OURS = stat.S_IRUSR | stat.S_IWUSR
_WAIT_SECONDS = 10.0
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def copy_database(source: Path, target: Path) -> None:
    """Write a consistent copy, whoever writes meanwhile; a CommandError leaves nothing behind.

    The name appears only when the copy is complete, checked and on the disk; only its owner may read it.
    """
    try:
        with _opened(source, "mode=rw") as reading:
            _write_copy(reading, target)
    except sqlite3.Error as error:
        raise CommandError(f"{source} cannot be read: {error}") from None


def _write_copy(reading: sqlite3.Connection, target: Path) -> None:
    part = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _ONLY_OURS))
        with _opened(part, "mode=rw") as writing:
            _copy_all(reading, writing)
            # The copy is one file, without a log beside it.
            writing.execute("PRAGMA journal_mode=DELETE").close()
        check_database(part)
        _to_disk(part)
        os.replace(part, target)
        _to_disk(target.parent)
    except OSError as error:
        raise CommandError(f"{target} cannot be written: {error.strerror}") from None
    except sqlite3.Error as error:
        raise CommandError(f"{target} was not written: {error}") from None
    finally:
        with suppress(OSError):
            part.unlink()


def check_database(file: Path) -> None:
    """Read the whole file; a CommandError where it is damaged or no SQLite database."""
    try:
        with _opened(file, "mode=ro") as connection:
            faults = [row[0] for row in connection.execute("PRAGMA integrity_check(3)")]
            strays = connection.execute("PRAGMA foreign_key_check").fetchmany(3)
    except sqlite3.Error as error:
        raise CommandError(f"{file} cannot be read as an SQLite database: {error}") from None
    if faults != ["ok"]:
        raise CommandError(f"{file} is damaged: {faults[0]}")
    if strays:
        raise CommandError(f"{file} is damaged: a row of {strays[0][0]} refers to one that is missing")


def revision_of(file: Path) -> str | None:
    """Which migration a file is at; None where it holds no tables of ours."""
    try:
        with _opened(file, "mode=ro") as connection:
            rows = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    except sqlite3.OperationalError:
        return None
    return str(rows[0][0]) if rows else None


def replace_database(copy: Path, database: Path, kept: Path) -> None:
    """Put a copy in the place of a database that nobody uses; what was there is kept in another file.

    SQLite itself does it in one transaction: whatever ends it, the database is the old one or the new one.
    """
    with _held_alone(database) as held:
        _write_copy(held, kept)
        try:
            with _opened(copy, "mode=ro") as source:
                _copy_all(source, held)
        except sqlite3.Error as error:
            raise CommandError(f"{database} was not restored: {error}") from None


@contextmanager
def _held_alone(database: Path) -> Iterator[sqlite3.Connection]:
    """A connection that keeps everybody else out; a CommandError where somebody has the database open."""
    with _opened(database, "mode=rw", timeout=1.0) as connection:
        try:
            # Without a log beside it the file itself is locked, and that needs all others to be gone.
            connection.execute("PRAGMA journal_mode=DELETE").close()
            connection.execute("PRAGMA locking_mode=EXCLUSIVE").close()
            connection.execute("BEGIN EXCLUSIVE").close()
            connection.execute("COMMIT").close()
        except sqlite3.OperationalError as error:
            raise CommandError(
                f"{database} is in use ({error}): stop run, web, worker and clock first; nothing was changed"
            ) from None
        yield connection


def _copy_all(reading: sqlite3.Connection, writing: sqlite3.Connection) -> None:
    """All pages in one step: in a single read transaction, which no writer has to wait for."""
    deadline = time.monotonic() + _WAIT_SECONDS

    def give_up(status: int, remaining: int, total: int) -> None:
        # Of itself it would wait for a lock for ever.
        if status in _BUSY and time.monotonic() > deadline:
            raise sqlite3.OperationalError("database is locked")

    reading.backup(writing, progress=give_up)


@contextmanager
def _opened(file: Path, how: str, timeout: float = _WAIT_SECONDS) -> Iterator[sqlite3.Connection]:
    uri = f"{file.absolute().as_uri()}?{how}"
    with closing(sqlite3.connect(uri, uri=True, timeout=timeout, isolation_level=None)) as connection:
        yield connection


def _to_disk(path: Path) -> None:
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
