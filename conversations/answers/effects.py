"""What happens to questions that found no good answer, in the imperative."""

from dataclasses import dataclass
from enum import StrEnum

# So much of a question is kept, in a session and for the operators.
QUESTION_CHARS = 500
# So many questions of one person are kept on a day, or whoever means harm could fill the list.
QUESTIONS_A_DAY = 50


class Why(StrEnum):
    """Why a question is kept: nothing answered it, or the answer was of no help."""

    UNANSWERED = "unanswered"
    UNHELPFUL = "unhelpful"


@dataclass(frozen=True, slots=True)
class KeepQuestion:
    """Keep what was asked for the operators, without who asked; never a conflict.

    `question` is as it was typed; what could name somebody is masked where it is written. `nearest` is the
    id of the entry that came nearest, for UNHELPFUL the one that was shown; `language` that of the question.
    """

    question: str
    language: str
    nearest: str | None
    why: Why


@dataclass(frozen=True, slots=True)
class FinishQuestion:
    """An operator is done with a group of like questions; it comes back when it is asked again.

    A conflict for others than operators, and where it is done already or gone.
    """

    question_id: int


QuestionEffect = KeepQuestion | FinishQuestion
