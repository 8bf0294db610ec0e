"""The school as its principal sees and runs it: teachers, ways in, requests, Rapor Pendidikan, handover."""

from conversations.school.crowd import is_appraiser
from conversations.school.flow import SchoolFlow, enter, enter_invite, enter_principals
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
    "enter_principals",
    "from_request_notice",
    "is_appraiser",
]
