"""The stages A to E after Sepakati, for the owner of a plan and for who appraises it."""

from conversations.stages.entering import (
    NOTICE_ACTIONS,
    enter,
    from_notice,
    late,
    open_person,
    open_present,
    open_stage,
    present,
)
from conversations.stages.flow import StagesFlow
from conversations.stages.state import NAME
from conversations.stages.subject import is_alone

__all__ = [
    "NAME",
    "NOTICE_ACTIONS",
    "StagesFlow",
    "enter",
    "from_notice",
    "is_alone",
    "late",
    "open_person",
    "open_present",
    "open_stage",
    "present",
]
