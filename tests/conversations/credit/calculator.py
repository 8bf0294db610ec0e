"""Somebody who computes angka kredit, and reads it in words."""

import re
from dataclasses import replace

from bot.i18n import load_languages
from conversations.effects import Effect
from conversations.execution_effects import ChooseJobLevel
from conversations.facts import Zone
from tests.conversations.asking import Asker

_TAG = re.compile(r"</?[bi]>")


class Calculator(Asker):
    """Remembers the jenjang jabatan as the store does."""

    def computes(self, level: str, *actions: str) -> "Calculator":
        """Open the calculator for a level and choose on."""
        self.command("angkakredit").press(f"job:{level}", *actions)
        return self

    def lines(self, language: str) -> list[str]:
        """The screen as it reads, without markup."""
        drawn = load_languages()[language]
        return [_TAG.sub("", drawn.draw(line, Zone.WIB)) for line in self.screen.lines]

    def _apply(self, effect: Effect) -> None:
        super()._apply(effect)
        if isinstance(effect, ChooseJobLevel):
            assert self.person is not None
            self.person = replace(self.person, job_level=effect.job_level)
