"""/siaran: one text to many people, by a principal, a penilai or an operator."""

from conversations.broadcasting.flow import BroadcastingFlow, enter, from_notice
from conversations.broadcasting.report import OPEN_BROADCAST, report_screen
from conversations.broadcasting.state import NAME, is_watching
from conversations.broadcasting.texts import message_screen

__all__ = [
    "NAME",
    "OPEN_BROADCAST",
    "BroadcastingFlow",
    "enter",
    "from_notice",
    "is_watching",
    "message_screen",
    "report_screen",
]
