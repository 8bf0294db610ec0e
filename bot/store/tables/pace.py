"""How fast one bot may write, shared by all its senders. Microseconds of the database's real clock."""

from sqlalchemy import BigInteger
from sqlmodel import Field

from bot.store.columns import Base, core, key


class BotPace(Base, table=True):
    """The pace of all notices of a bot; whoever claims holds this row.

    `tat` is when the next one may leave, `granted` the last slot given, `blocked_until` a pause that the
    server asked for; `refused_chat` was refused until `refused_until`.
    """

    __tablename__ = "bot_pace"

    bot_id: int = key(BigInteger)
    tat: int = Field(sa_type=BigInteger)
    granted: int = Field(sa_type=BigInteger)
    blocked_until: int = Field(sa_type=BigInteger)
    refused_chat: int | None = Field(sa_type=BigInteger, nullable=True)
    refused_until: int = Field(sa_type=BigInteger)


class ChatPace(Base, table=True):
    """The pace of one chat: `tat` is when its budget will be full again. Gone when that is past."""

    __tablename__ = "chat_pace"

    bot_id: int = key(BigInteger)
    chat_id: int = key(BigInteger)
    tat: int = Field(sa_type=BigInteger)


bot_pace = core(BotPace)
chat_pace = core(ChatPace)
