"""Operating: schools, ways in, lost accounts and reports, for the operators that the settings name."""

from conversations.operating.flow import OperatingFlow, from_notice, open_at, start
from conversations.operating.state import NAME, NOT_AN_OPERATOR, Place

__all__ = ["NAME", "NOT_AN_OPERATOR", "OperatingFlow", "Place", "from_notice", "open_at", "start"]
