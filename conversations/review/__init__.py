"""Approval: what a principal or penilai sees of the plans of others and decides about them."""

from conversations.review.flow import ReviewFlow, enter, from_notice, not_yours
from conversations.review.state import NAME, Place, ReviewState

__all__ = ["NAME", "Place", "ReviewFlow", "ReviewState", "enter", "from_notice", "not_yours"]
