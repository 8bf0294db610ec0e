"""Reads the policy of reminders that comes with the product."""

from functools import cache
from pathlib import Path

import conversations.rules
from conversations.rules.reminder_policy import ReminderPolicy, parse_policy


def policy_file() -> Path:
    """Where the policy is, in a checkout and in an installed package alike."""
    return Path(conversations.rules.__path__[0]) / "policies" / "reminders.toml"


@cache
def load_policy() -> ReminderPolicy:
    """The policy of reminders."""
    return parse_policy(policy_file().read_text(encoding="utf-8"))
