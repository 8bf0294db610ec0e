"""What a search comes to."""

from dataclasses import dataclass
from enum import StrEnum

# From here on it answers; below, from there on, it offers candidates.
ENOUGH = 0.5
WORTH_OFFERING = 0.15


class Kind(StrEnum):
    """What a message is."""

    QUESTION = "question"
    GREETING = "greeting"
    THANKS = "thanks"
    COMPLAINT = "complaint"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a message or one of its parts; `id` is None where it is refused.

    `candidates` are the nearest entries, best first, and `parts` the questions of a message with several;
    `has_more` where there were more of them than are looked up.
    """

    question: str
    language: str
    id: str | None
    score: float
    candidates: tuple[str, ...]
    parts: tuple["Found", ...] = ()
    kind: Kind = Kind.QUESTION
    has_more: bool = False

    @property
    def is_doubtful(self) -> bool:
        """Whether it is refused, but the candidates are worth offering."""
        return self.id is None and self.score >= WORTH_OFFERING and bool(self.candidates)
