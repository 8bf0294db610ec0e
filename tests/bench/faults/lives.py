"""The real product in processes of their own, whose disk may be full and whose real clock may jump.

The switches are a file with two numbers: whether the disk is full, and by how many seconds the clock is off.
"""

import os
import sqlite3
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from sqlalchemy import Connection

import bot.clock
import bot.roles.sending
import bot.running
import bot.store.sqlite
from bot.delivery.sender import Sender
from bot.settings import load_settings
from bot.store.prepared import execute_plain
from bot.wiring import CLOCK, EVERYTHING, WEB, WORKER, MakeRole
from conversations.flows import FLOWS
from tests.faults.victim import QUICKLY

SWITCHES, OLDER = "BENCH_SWITCHES", "BENCH_OLDER"
_NO_FILE = Path(os.devnull)
_MOST_PAGES = 2**32 - 2
_UNIX_EPOCH_DAY = 2440587.5
_begin, _configure = bot.store.sqlite._begin, bot.store.sqlite._configure


class Switches(NamedTuple):
    """What is wrong with the machine."""

    is_full: bool = False
    jump: float = 0.0

    def write(self, file: Path) -> None:
        """Throw them; nobody reads half of it."""
        beside = file.with_suffix(".new")
        beside.write_text(f"{int(self.is_full)} {self.jump}", encoding="ascii")
        os.replace(beside, file)


def _switches() -> Switches:
    is_full, jump = Path(os.environ[SWITCHES]).read_text(encoding="ascii").split()
    return Switches(is_full == "1", float(jump))


def run(environ: Mapping[str, str], log_file: Path) -> None:
    """Poll and do everything."""
    _live(environ, log_file, EVERYTHING)


def web(environ: Mapping[str, str], log_file: Path) -> None:
    """Have updates brought."""
    _live(environ, log_file, WEB)


def worker(environ: Mapping[str, str], log_file: Path) -> None:
    """Send notices."""
    _live(environ, log_file, WORKER)


def clock(environ: Mapping[str, str], log_file: Path) -> None:
    """Tick."""
    _live(environ, log_file, CLOCK)


def _live(environ: Mapping[str, str], log_file: Path, roles: Sequence[MakeRole]) -> None:
    with log_file.open("ab") as log:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
    os.environ.update(environ)
    for (module, name), stand_in in (_STAND_INS | QUICKLY).items():
        setattr(module, name, stand_in)
    if environ.get(OLDER):
        for flow in FLOWS.values():
            # A release before: its sessions are of an older version, and it does not know today's.
            flow.version -= 1
    sys.exit(bot.running.run(load_settings(env_file=_NO_FILE), roles))


def _now() -> datetime:
    return datetime.now(UTC) + timedelta(seconds=_switches().jump)


def _julian_day(of: str) -> float:
    assert of == "now"
    return _UNIX_EPOCH_DAY + (time.time() + _switches().jump) / 86_400


def _configured(connection: sqlite3.Connection, record: Any) -> None:
    _configure(connection, record)
    connection.create_function("julianday", 1, _julian_day)


def _begun(conn: Connection) -> None:
    """A full disk has no room for another page; what fits into those that are there is written."""
    execute_plain(conn, f"PRAGMA max_page_count = {1 if _switches().is_full else _MOST_PAGES}")
    _begin(conn)


class BenchSender(Sender):
    """With a lease of which a bench can wait for the end, and that a busy machine does not outlive."""

    lease_seconds = 6.0
    send_seconds = 3.0


_STAND_INS: Mapping[tuple[ModuleType, str], Any] = {
    (bot.roles.sending, "Sender"): BenchSender,
    (bot.store.sqlite, "_configure"): _configured,
    (bot.store.sqlite, "_begin"): _begun,
    (bot.clock, "_real_now"): _now,
}
