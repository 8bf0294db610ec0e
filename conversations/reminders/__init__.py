"""Reminders of what is due, as the reader sees them, and what the reader wants of them."""

from conversations.reminders.buttons import NOTICE_ACTIONS
from conversations.reminders.flow import RemindersFlow, open_reminders
from conversations.reminders.notice import reminder_screen
from conversations.reminders.pressed import from_notice
from conversations.reminders.state import NAME

__all__ = ["NAME", "NOTICE_ACTIONS", "RemindersFlow", "from_notice", "open_reminders", "reminder_screen"]
