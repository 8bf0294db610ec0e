"""With which keys texts are encrypted."""

from sqlalchemy import String
from sqlmodel import Field

from bot.store.columns import Base, core


class SealingKey(Base, table=True):
    """A key that some text may be sealed with, by what it is called; none where everything is plain."""

    __tablename__ = "sealing_key"

    key_id: str = Field(primary_key=True, sa_type=String(16))


sealing_key = core(SealingKey)
