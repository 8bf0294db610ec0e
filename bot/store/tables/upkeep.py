"""What the nightly upkeep remembers, and what bounds it."""

from sqlalchemy import BigInteger, String
from sqlmodel import Field

from bot.store.columns import Base, core, key


class Upkeep(Base, table=True):
    """When a nightly work was begun and ended last; `upto` is as far as it has come. Real clock."""

    name: str = Field(primary_key=True, sa_type=String(16))
    started_at: int = Field(sa_type=BigInteger)
    finished_at: int | None = Field(sa_type=BigInteger, nullable=True)
    upto: int = Field(sa_type=BigInteger)


class QuestionDay(Base, table=True):
    """How many questions of a chat were kept on a day, such as 2026-08-14; nothing of what was asked."""

    __tablename__ = "question_day"

    bot_id: int = key(BigInteger)
    chat_id: int = key(BigInteger)
    day: str = Field(primary_key=True, sa_type=String(10))
    kept: int


upkeep = core(Upkeep)
question_day = core(QuestionDay)
