"""Questions that found no good answer: no person, no chat, and no time finer than the day."""

from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy import text as condition
from sqlmodel import Field

from bot.store.columns import Base, BigId, core, key, long_text, new_id, one_of, typed_text
from conversations.answers.effects import Why

_OPEN = condition("done_day IS NULL")


def _of_question(**column: Any) -> Any:
    """A row of a question, which goes with it."""
    link = ForeignKey("unanswered_question.id", ondelete="CASCADE")
    return Field(sa_column=Column(BigId, link, **{"nullable": False, **column}))


class UnansweredQuestion(Base, table=True):
    """Like questions, counted together; `text` is how it was asked first, with what names somebody masked.

    `nearest` is the id of the entry that came nearest or was of no help, empty for none. `done_day` is when
    an operator was done with it; asked again it is open once more, and `asked` counts anew.
    """

    __tablename__ = "unanswered_question"
    __table_args__ = (
        one_of("why", Why),
        Index(
            "ix_unanswered_question_open",
            "asked",
            "last_day",
            "id",
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index("ix_unanswered_question_last_day", "last_day"),
    )

    id: int | None = new_id()
    language: str = Field(sa_type=String(8))
    why: str = Field(sa_type=String(16))
    nearest: str = long_text()
    text: str = typed_text("unanswered_question.text")
    asked: int
    last_day: str = Field(sa_type=String(10))
    done_day: str | None = Field(sa_type=String(10), nullable=True)


class QuestionWording(Base, table=True):
    """A way in which a question was asked; only the first few of each question are kept."""

    __tablename__ = "question_wording"
    __table_args__ = (UniqueConstraint("question_id", "text"),)

    id: int | None = new_id()
    question_id: int = _of_question()
    text: str = typed_text("question_wording.text")
    asked: int


class QuestionBand(Base, table=True):
    """By which like questions are found, see conversations/questions/likeness.py."""

    __tablename__ = "question_band"
    __table_args__ = (Index("ix_question_band_question_id", "question_id"),)

    band: int = key(BigInteger)
    question_id: int = _of_question(primary_key=True)


unanswered_question = core(UnansweredQuestion)
question_wording = core(QuestionWording)
question_band = core(QuestionBand)
