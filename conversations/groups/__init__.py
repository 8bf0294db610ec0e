"""Groups: linking one to a school, counts for everybody in it, and nothing personal."""

from conversations.groups.flow import GroupsFlow, enter, enter_school, from_notice
from conversations.groups.state import NAME, NOTICE_ACTIONS, GroupsState, Place

__all__ = [
    "NAME",
    "NOTICE_ACTIONS",
    "GroupsFlow",
    "GroupsState",
    "Place",
    "enter",
    "enter_school",
    "from_notice",
]
