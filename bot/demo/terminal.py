"""Draws the dialogue on a terminal or into a pipe."""

from collections.abc import Mapping, Sequence
from typing import TextIO

from bot.i18n import Language
from bot.stage.stage import Shown
from bot.transcript.model import Change, Sight
from conversations.facts import Zone
from conversations.words import Words, say

_BAR = "│ "


class Terminal:
    """Writes to `out`; with `echoes` also what was read, since nobody typed it there."""

    def __init__(self, out: TextIO, language: Language, *, echoes: bool) -> None:
        self.addresses: Mapping[str, str] = {}
        self._out = out
        self._language = language
        self._echoes = echoes

    def words(self, words: Words) -> str:
        """Words as plain text."""
        return self._language.translate(words, Zone.WIB)

    def say(self, *lines: Words) -> None:
        """Lines of the demo itself."""
        for line in lines:
            self._line(self.words(line))

    def prompt(self, name: str) -> None:
        """Who writes next."""
        self._out.write(f"{name}> ")
        self._out.flush()

    def heard(self, line: str) -> None:
        """A line was read."""
        if self._echoes:
            self._line(line)

    def message(self, shown: Shown, *, is_changed: bool = False, is_numbered: bool = False) -> None:
        """A message with its buttons, which have numbers where they can be pressed by number."""
        self._line("")
        if is_changed:
            self._line(f"┌ {self.words(say('changed'))}")
        for line in shown.text.split("\n"):
            self._line(f"{_BAR}{line}".rstrip())
        number = 0
        for row in shown.rows:
            labels = []
            for label in row:
                number += 1
                labels.append(f"[{number}] {label}" if is_numbered else f"[{label}]")
            self._line("  " + "   ".join(labels))

    def toast(self, text: str) -> None:
        """A passing word after a press."""
        self._line(f"  « {text} »")

    def announce(self, sight: Sight) -> None:
        """One line about what somebody else saw."""
        mark = {Change.NEW: "✉", Change.CHANGED: "✎", Change.REMOVED: "✗", Change.TOAST: "«"}[sight.change]
        first = next((line for line in sight.text.split("\n") if line.strip()), "")
        self._line(f"{mark} {self.addresses.get(sight.person, sight.person)}: {first}")

    def table(self, rows: Sequence[tuple[str, str]]) -> None:
        """Two columns."""
        width = max(len(left) for left, _ in rows)
        for left, right in rows:
            self._line(f"  {left.ljust(width)}  {right}".rstrip())

    def break_prompt(self) -> None:
        """Leave the line of the prompt, for what comes while somebody is typing."""
        self._line("")

    def _line(self, text: str) -> None:
        self._out.write(f"{text}\n")
        self._out.flush()
