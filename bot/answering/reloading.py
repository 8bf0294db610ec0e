"""The book of answers in use: the operator's own files are read again when they change."""

import asyncio
import logging
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from bot.answering.loading import AnswersError, own_files, read_answers
from bot.settings import Settings
from conversations.answers.book import AnswerBook
from conversations.rules.regulation import RuleSet

log = logging.getLogger(__name__)

Stamp = tuple[int, int, int] | None


class Answers:
    """Reads the answers at once, an AnswersError where a file is wrong; later a wrong file changes nothing.

    `trouble` is the first line of what is wrong with the newest files, empty where they are in use.
    """

    look_seconds = 3.0

    def __init__(self, own: Mapping[str, Path], rule_sets: Mapping[str, RuleSet]) -> None:
        self._own = own
        self._rule_sets = tuple(rule_sets.values())
        self._ending = asyncio.Event()
        # Before reading: what changes in between is seen at the next look.
        self._seen = self._stamps()
        self.book: AnswerBook = read_answers(own, self._rule_sets)
        self.trouble = ""

    @classmethod
    def of(cls, settings: Settings, rule_sets: Mapping[str, RuleSet]) -> "Answers":
        """The answers as set."""
        return cls(own_files(settings), rule_sets)

    @property
    def can_change(self) -> bool:
        """Whether there is a file to watch."""
        return bool(self._own)

    def stop(self) -> None:
        """Let `run` return."""
        self._ending.set()

    async def run(self) -> None:
        """Look at the files every few seconds until stopped; reading is done beside the loop."""
        while not self._ending.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._ending.wait(), self.look_seconds)
                return
            await asyncio.to_thread(self.look)

    def look(self) -> None:
        """Read the files again if they changed; a wrong one is refused and what was read before stays."""
        stamps = self._stamps()
        if stamps == self._seen:
            return
        self._seen = stamps
        try:
            book = read_answers(self._own, self._rule_sets)
            book.warm()
            self.book = book
        except AnswersError as error:
            self.trouble = str(error).partition("\n")[0]
            log.error("the answers stay as they were: %s", error)
            return
        except Exception as error:
            self.trouble = type(error).__name__
            log.error("the answers stay as they were: %s", self.trouble, exc_info=error)
            return
        self.trouble = ""
        log.info("the answers were read again: %s", ", ".join(str(file) for file in self._own.values()))

    def _stamps(self) -> Mapping[Path, Stamp]:
        return {file: _stamp(file) for file in self._own.values()}


def _stamp(file: Path) -> Stamp:
    try:
        stat = file.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size, stat.st_ino
