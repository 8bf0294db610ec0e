"""The real product in a process of its own, which sends itself a signal at the instant it is told.

The order is a file with the number of a signal and the name of an instant; it is taken away before it is
carried out, so that the next process lives.
"""

import os
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

import holidays.countries
import psycopg
from sqlalchemy import Connection

import bot.core
import bot.roles.sending
import bot.roles.web
import bot.running
import bot.upgrading
import bot.wiring
from bot.delivery.outbox import Claimed, Notice
from bot.delivery.sender import Sender
from bot.i18n import load_languages
from bot.marks import Marks
from bot.rule_sets import load_rule_sets
from bot.settings import Settings, load_settings
from bot.store.database import Database
from bot.store.stored_outbox import StoredOutbox
from bot.turn import Taken
from tests.faults.instants import Instant

T = TypeVar("T")

ORDER = "ORDER_FILE"
# Imported and read once, by the process that the others are forked from.
PRELOADED = (psycopg, holidays.countries, bot.roles.web)
_LANGUAGES = load_languages()
_RULE_SETS = load_rule_sets(["pmm_2024"])
_NO_FILE = Path(os.devnull)
# What a process need not read again, by where it is looked for.
QUICKLY: Mapping[tuple[ModuleType, str], Any] = {
    (bot.wiring, "load_languages"): lambda: _LANGUAGES,
    (bot.wiring, "load_rule_sets"): lambda names: _RULE_SETS,
}


def live(environ: Mapping[str, str], log_file: Path) -> None:
    """Serve with these settings; what it says goes to the log."""
    sys.exit(bot.running.run(_dressed(environ, log_file)))


def _dressed(environ: Mapping[str, str], log_file: Path) -> Settings:
    with log_file.open("ab") as log:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
    os.environ.update(environ)
    for (module, name), stand_in in _STAND_INS.items():
        assert hasattr(module, name), f"{module.__name__} has no {name} any more"
        setattr(module, name, stand_in)
    return load_settings(env_file=_NO_FILE)


def only_send(environ: Mapping[str, str], log_file: Path) -> None:
    """Work beside the one process that may receive updates: send what the outbox holds."""
    sys.exit(bot.running.run(_dressed(environ, log_file), bot.wiring.WORKER))


def only_answer(environ: Mapping[str, str], log_file: Path) -> None:
    """Let updates be brought, beside any number of others that do so."""
    sys.exit(bot.running.run(_dressed(environ, log_file), bot.wiring.WEB))


def only_tick(environ: Mapping[str, str], log_file: Path) -> None:
    """Be a clock beside the others."""
    sys.exit(bot.running.run(_dressed(environ, log_file), bot.wiring.CLOCK))


def obey_at(instant: Instant) -> None:
    """Carry out the order if it is for this instant."""
    file = Path(os.environ[ORDER])
    number, _, when = file.read_text(encoding="utf-8").partition(" ")
    if when == instant:
        file.write_text("", encoding="utf-8")
        # This very thread: it would go on a little if another one took the signal.
        signal.raise_signal(int(number))


class MortalDatabase(Database):
    """Ends around the commit of an update, or before that of a claim."""

    async def transact(self, work: Callable[[Connection], T]) -> T:
        """Run the work; only a decided update returns a `Taken`."""

        def doomed(conn: Connection) -> T:
            done = work(conn)
            if isinstance(done, Taken):
                obey_at(Instant.BEFORE_COMMIT)
            if isinstance(done, Claimed) and done.notices:
                obey_at(Instant.IN_CLAIM)
            return done

        done = await super().transact(doomed)
        if isinstance(done, Taken):
            obey_at(Instant.AFTER_COMMIT)
        return done


class MortalMarks(Marks):
    """Ends when a screen is on the server and before anything here remembers it."""

    gather_seconds = 0.01

    def add(self, chat_id: int, revision: int, message_id: int | None) -> None:
        """Called right after a successful send or edit."""
        obey_at(Instant.SCREEN_SENT)
        super().add(chat_id, revision, message_id)


class MortalOutbox(StoredOutbox):
    """Ends on either side of the sending of a notice."""

    async def claim(self, limit: int, lease_seconds: float) -> Claimed:
        """Claim and commit."""
        claimed = await super().claim(limit, lease_seconds)
        if claimed.notices:
            obey_at(Instant.NOTICE_CLAIMED)
        return claimed

    async def finish(self, notice: Notice, message_id: int) -> None:
        """Called right after a successful send."""
        obey_at(Instant.NOTICE_SENT)
        await super().finish(notice, message_id)


class HastySender(Sender):
    """With a lease of which a test can wait for the end, and that a busy machine does not outlive."""

    lease_seconds = 4.0
    send_seconds = 2.0
    idle_seconds = (0.1, 0.2)


_STAND_INS: Mapping[tuple[ModuleType, str], Any] = {
    (bot.upgrading, "Database"): MortalDatabase,
    (bot.core, "Marks"): MortalMarks,
    (bot.core, "StoredOutbox"): MortalOutbox,
    (bot.roles.sending, "Sender"): HastySender,
    **QUICKLY,
}
