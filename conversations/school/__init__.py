"""The school as its principal sees and runs it: teachers, ways in, requests, Rapor Pendidikan, handover."""

from conversations.school.flow import SchoolFlow, enter, enter_invite
from conversations.school.requests import REQUEST_ACTIONS, from_request_notice
from conversations.school.state import NAME, NOT_A_PRINCIPAL, Place, SchoolState

__all__ = [
    "NAME",
    "NOT_A_PRINCIPAL",
    "REQUEST_ACTIONS",
    "Place",
    "SchoolFlow",
    "SchoolState",
    "enter",
    "enter_invite",
    "from_request_notice",
]
