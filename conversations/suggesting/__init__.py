"""Arranging RHK from three short questions; the result is a start, to be edited in planning."""

from conversations.suggesting.flow import SuggestingFlow, enter
from conversations.suggesting.state import NAME, Place, SuggestingState

__all__ = ["NAME", "Place", "SuggestingFlow", "SuggestingState", "enter"]
