"""The real product in a process of its own, which ends itself with SIGKILL at the instant it is told.

The order is the name of an instant in a file; it is taken away before it is carried out, so that the next
process lives.
"""

import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import psycopg
from sqlalchemy import Connection

import bot.app
from bot.delivery.outbox import Notice
from bot.delivery.sender import Sender
from bot.i18n import load_languages
from bot.marks import Marks
from bot.rule_sets import load_rule_sets
from bot.settings import load_settings
from bot.store.database import Database
from bot.store.stored_outbox import StoredOutbox
from bot.turn import Taken
from tests.faults.instants import Instant

T = TypeVar("T")

ORDER = "ORDER_FILE"
# Imported and read once, by the process that the others are forked from.
PRELOADED = (psycopg,)
_LANGUAGES = load_languages()
_RULE_SETS = load_rule_sets(["pmm_2024"])
_NO_FILE = Path(os.devnull)


def live(environ: Mapping[str, str], log_file: Path) -> None:
    """Serve with these settings; what it says goes to the log."""
    with log_file.open("ab") as log:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
    os.environ.update(environ)
    bot.app.Database = MortalDatabase
    bot.app.Marks = MortalMarks
    bot.app.StoredOutbox = MortalOutbox
    bot.app.Sender = HastySender
    bot.app.load_languages = lambda: _LANGUAGES
    bot.app.load_rule_sets = lambda names: _RULE_SETS
    sys.exit(bot.app.run(load_settings(env_file=_NO_FILE)))


def die_at(instant: Instant) -> None:
    """The end, if that is what was ordered."""
    order = Path(os.environ[ORDER])
    if order.read_text(encoding="utf-8") == instant:
        order.write_text("", encoding="utf-8")
        os.kill(os.getpid(), signal.SIGKILL)


class MortalDatabase(Database):
    """Ends around the commit of an update."""

    async def transact(self, work: Callable[[Connection], T]) -> T:
        """Run the work; only a decided update returns a `Taken`."""

        def doomed(conn: Connection) -> T:
            done = work(conn)
            if isinstance(done, Taken):
                die_at(Instant.BEFORE_COMMIT)
            return done

        done = await super().transact(doomed)
        if isinstance(done, Taken):
            die_at(Instant.AFTER_COMMIT)
        return done


class MortalMarks(Marks):
    """Ends when a screen is on the server and before anything here remembers it."""

    def add(self, chat_id: int, revision: int, message_id: int | None) -> None:
        """Called right after a successful send or edit."""
        die_at(Instant.SCREEN_SENT)
        super().add(chat_id, revision, message_id)


class MortalOutbox(StoredOutbox):
    """Ends on either side of the sending of a notice."""

    async def claim(self, limit: int, lease_seconds: float) -> Sequence[Notice]:
        """Claim and commit."""
        claimed = await super().claim(limit, lease_seconds)
        if claimed:
            die_at(Instant.NOTICE_CLAIMED)
        return claimed

    async def finish(self, notice: Notice, message_id: int) -> None:
        """Called right after a successful send."""
        die_at(Instant.NOTICE_SENT)
        await super().finish(notice, message_id)


class HastySender(Sender):
    """With a lease of which a test can wait for the end."""

    lease_seconds = 1.0
    send_seconds = 0.5
    idle_seconds = (0.02, 0.05)
