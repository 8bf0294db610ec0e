from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from conversations.effects import Effect
from conversations.own_reminders import Reminders
from conversations.reminder_effects import ReminderEffect
from conversations.reminders.buttons import reminder_button
from conversations.rules.cycle import Period
from conversations.rules.regulation import RuleSet
from tests.conversations.planning.teacher import Teacher
from tests.conversations.reminding import changed, nothing_chosen


class Reader(Teacher):
    """Somebody whose choices about reminders are kept."""

    def __init__(self, rule_sets: Mapping[str, RuleSet]) -> None:
        super().__init__(rule_sets)
        self.known: dict[str, Any] = {}

    @property
    def reminders(self) -> Reminders:
        return replace(nothing_chosen(self.rules, self.today, self.final_date), **self.known)

    def knows(self, **known: Any) -> "Reader":
        """What the store says about the reminders."""
        self.known.update(known)
        return self

    def presses(self, action: str, *subjects: str, period: Period | None = None) -> "Reader":
        """A button of a reminder."""
        self.press_data(reminder_button(action, period or Period.of(self.today), subjects))
        return self

    def _apply(self, effect: Effect) -> None:
        if isinstance(effect, ReminderEffect):
            self.effects.append(effect)
            after = changed(self.reminders, effect)
            names = ("choice", "muted", "again", "done", "undone", "marked", "school_hours")
            self.known.update({name: getattr(after, name) for name in names})
        else:
            super()._apply(effect)


@pytest.fixture
def ani(rule_sets: Mapping[str, RuleSet]) -> Reader:
    """Ani of SDN Contoh 1 at home on Monday, 6 July 2026, without a plan."""
    return Reader(rule_sets)
