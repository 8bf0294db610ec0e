"""Evidence of a final plan, sent in the chat, and the dokumen akuntabilitas."""

from conversations.evidence.flow import (
    EvidenceFlow,
    enter,
    open_documents,
    open_for_slot,
    open_plan,
)
from conversations.evidence.state import NAME, EvidenceState, Place

__all__ = [
    "NAME",
    "EvidenceFlow",
    "EvidenceState",
    "Place",
    "enter",
    "open_documents",
    "open_for_slot",
    "open_plan",
]
