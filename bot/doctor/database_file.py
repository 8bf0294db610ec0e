"""The file of an SQLite database: whose it is, who may read it, and whether there is room beside it."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from shutil import disk_usage

from bot.doctor.finding import Finding, ok, warning, wrong
from bot.store.urls import parse_url

_LEAST_BYTES = 100 * 1024**2
_LITTLE_BYTES = 1024**3
_AS_SERVICE = "run this as the user of the service, or chown -R that user the folder with all files in it"


def file_of(address: str) -> Path | None:
    """The file that a database address names; None for a server, and for memory."""
    url = parse_url(address)
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return None
    return Path(str(url.database)).absolute()


def look_at_file(file: Path) -> Iterator[Finding]:
    """What can be told without opening it."""
    folder = file.parent
    if not folder.is_dir():
        yield wrong("file", f"there is no folder {folder}", f"mkdir -p {folder}, or correct DATABASE_URL")
        return
    if not os.access(folder, os.W_OK | os.X_OK):
        yield wrong("file", f"nobody may write into {folder} as {_me()}", _AS_SERVICE)
        return
    yield _room(file)
    if not file.is_file():
        yield warning(
            "database", f"{file} is not there yet", "start run, which makes it, or correct DATABASE_URL"
        )
        return
    yield _rights(file)


def _rights(file: Path) -> Finding:
    about = file.stat()
    if not os.access(file, os.R_OK | os.W_OK):
        return wrong("file", f"{_me()} may not write {file}", _AS_SERVICE)
    if about.st_uid != os.geteuid():
        return warning("file", f"{file} belongs to another user than {_me()}", _AS_SERVICE)
    if stat.S_IMODE(about.st_mode) & (stat.S_IRWXG | stat.S_IRWXO):
        return warning("file", f"others on this machine may read {file}", f"chmod go= {file}*")
    return ok("file", f"only {_me()} may read {file}")


def _room(file: Path) -> Finding:
    size = file.stat().st_size if file.is_file() else 0
    free = disk_usage(file.parent).free
    said = f"{free // 1024**2:,} MB free beside a database of {size // 1024**2:,} MB"
    # It is written anew beside itself when somebody's data is erased, and a backup takes as much again.
    to_do = "make room or move the database to a larger disk: it needs twice its size to spare"
    if free < max(_LEAST_BYTES, size):
        return wrong("disk", said, to_do)
    return warning("disk", said, to_do) if free < max(_LITTLE_BYTES, 2 * size) else ok("disk", said)


def _me() -> str:
    return f"user {os.geteuid()}"
