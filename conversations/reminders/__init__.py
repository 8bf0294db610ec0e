"""Reminders of what is due, as the reader sees them."""

from conversations.reminders.notice import reminder_screen

__all__ = ["reminder_screen"]
