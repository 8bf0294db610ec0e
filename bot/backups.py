"""`db backup` and `db restore`: SQLite by SQLite's own means; for PostgreSQL its own tools are named."""

import re
from datetime import UTC, datetime
from pathlib import Path
from shlex import quote

from sqlalchemy import URL

from bot.errors import CommandError
from bot.settings import Settings
from bot.store.migrate import revisions
from bot.store.sqlite_files import check_database, copy_database, replace_database, revision_of
from bot.store.urls import parse_url

_ABOUT_PASSWORD = "The password is taken from PGPASSWORD or ~/.pgpass, so that no list of processes shows it."
_STAMP = "%Y%m%d-%H%M%S"
_STAMPED = re.compile(r"-[0-9]{8}-[0-9]{6}\.db")


def backup(settings: Settings, target: Path, *, keep: int | None = None) -> str:
    """Write a copy of the database to a new file, or with its date into a folder; tells which.

    `keep`: of the dated copies in that folder only so many of the newest stay.
    """
    url = parse_url(settings.database_url.get_secret_value())
    database = _sqlite_file(url, _dump(url, target))
    if not database.is_file():
        raise CommandError(f"DATABASE_URL: there is no database yet at {database}")
    is_folder = target.is_dir()
    file = target / f"{database.stem}-{_stamp()}.db" if is_folder else target
    if keep is not None and not is_folder:
        raise CommandError(f"--keep needs a folder that is there, and {target} is none")
    if file.exists():
        raise CommandError(f"{file} is there already; please choose another name")
    copy_database(database, file)
    if keep is not None:
        _forget_older(file.parent, database.stem, keep)
    return f"{file}: {file.stat().st_size:,} bytes, whole, tables of migration {revision_of(file)}"


def restore(settings: Settings, file: Path) -> str:
    """Put a copy in the place of the database; tells where the present one was kept."""
    url = parse_url(settings.database_url.get_secret_value())
    database = _sqlite_file(url, _undump(url, file))
    _must_be_readable(file)
    if database.exists() and file.samefile(database):
        raise CommandError(f"{file} is the database itself")
    check_database(file)
    _check_revision(file)
    if not database.exists():
        copy_database(file, database)
        return f"{database}: restored from {file}"
    kept = database.with_name(f"{database.name}.before-restore-{_stamp()}")
    replace_database(file, database, kept)
    return f"{database}: restored from {file}\nWhat was there before is kept in {kept}"


def _must_be_readable(file: Path) -> None:
    try:
        with file.open("rb"):
            return
    except FileNotFoundError:
        raise CommandError(f"{file} is not there; please name it with its whole folder") from None
    except OSError as exc:
        raise CommandError(
            f"{file} cannot be read ({exc.strerror}): it must belong to the user whom this runs as"
        ) from None


def _check_revision(file: Path) -> None:
    revision, (known, newest) = revision_of(file), revisions()
    if revision is None:
        raise CommandError(f"{file} is not a database of Asisten Kinerja")
    if revision not in known:
        raise CommandError(
            f"{file} was written by a newer version (migration {revision}; this version knows up to"
            f" {newest}): install that version first"
        )


def _forget_older(folder: Path, stem: str, keep: int) -> None:
    dated = (file for file in folder.glob(f"{stem}-*.db") if _STAMPED.fullmatch(file.name[len(stem) :]))
    for file in sorted(dated, reverse=True)[keep:]:
        file.unlink(missing_ok=True)


def _sqlite_file(url: URL, otherwise: str) -> Path:
    if url.get_backend_name() != "sqlite":
        raise CommandError(otherwise)
    if url.database in (None, "", ":memory:"):
        raise CommandError("DATABASE_URL: a database in memory has no file")
    return Path(str(url.database)).absolute()


def _dump(url: URL, target: Path) -> str:
    address = quote(_address(url))
    file = target / f"{url.database}-{_stamp()}.dump" if target.is_dir() else target
    return (
        "Nothing was backed up: PostgreSQL brings its own tool. Please run\n"
        f"  pg_dump --format=custom --no-owner --file={quote(str(file))} --dbname={address}\n"
        f"{_ABOUT_PASSWORD}"
    )


def _undump(url: URL, file: Path) -> str:
    fresh = url.set(database=f"{url.database}_restored")
    address = quote(_address(fresh))
    return (
        "Nothing was restored: PostgreSQL brings its own tools. Please run\n"
        f"  createdb --maintenance-db={quote(_address(url))} {quote(str(fresh.database))}\n"
        f"  pg_restore --no-owner --single-transaction --dbname={address} {quote(str(file))}\n"
        f"and then name {fresh.database} in DATABASE_URL.\n"
        f"{_ABOUT_PASSWORD}"
    )


def _address(url: URL) -> str:
    bare = URL.create(
        "postgresql",
        username=url.username,
        host=url.host,
        port=url.port,
        database=url.database,
        query=url.query,
    )
    return bare.render_as_string(hide_password=False)


def _stamp() -> str:
    return datetime.now(UTC).strftime(_STAMP)
