"""Where chats stand, what came in and what must leave."""

from typing import Any

from sqlalchemy import CHAR, BigInteger, Index, SmallInteger, String, Text, UniqueConstraint
from sqlalchemy import text as condition
from sqlmodel import Field

from bot.store.columns import Base, Json, SealedJson, core, key, long_text, new_id, one_of


class Session(Base, table=True):
    """Where a chat stands; what is shown lags behind while `shown_revision` differs. Real clock."""

    __table_args__ = (
        Index(
            "ix_session_unshown",
            "bot_id",
            "updated_at",
            sqlite_where=condition("shown_revision <> revision"),
            postgresql_where=condition("shown_revision <> revision"),
        ),
    )

    bot_id: int = key(BigInteger)
    chat_id: int = key(BigInteger)
    state: dict[str, Any] = Field(sa_type=SealedJson("session.state"), nullable=False)
    revision: int
    shown_revision: int
    screen_message_id: int | None = Field(sa_type=BigInteger, nullable=True)
    updated_at: int = Field(sa_type=BigInteger)


class SeenUpdate(Base, table=True):
    """An update that was processed; a redelivered one only redraws. Real clock."""

    __tablename__ = "seen_update"

    bot_id: int = key(BigInteger)
    update_id: int = key(BigInteger)
    seen_at: int = Field(sa_type=BigInteger, index=True)


class FailedUpdate(Base, table=True):
    """An update that failed twice, kept for the operator. Real clock."""

    __tablename__ = "failed_update"

    bot_id: int = key(BigInteger)
    update_id: int = key(BigInteger)
    failed_at: int = Field(sa_type=BigInteger)
    error: str = long_text()
    payload: dict[str, Any] = Field(sa_type=SealedJson("failed_update.payload"), nullable=False)


class Outbox(Base, table=True):
    """A message that must leave, written in the transaction of what it tells; `due_at` is also the lease.

    Lanes: 0 urgent, 1 normal, 2 retry, 3 bulk. States: 0 pending, 1 sent, 2 failed, 3 cancelled. Real clock.
    """

    __table_args__ = (
        one_of("lane", range(4)),
        one_of("state", range(4)),
        UniqueConstraint("bot_id", "dedup_key", name="ux_outbox_dedup"),
        Index(
            "ix_outbox_due",
            "bot_id",
            "lane",
            "due_at",
            "id",
            sqlite_where=condition("state = 0"),
            postgresql_where=condition("state = 0"),
        ),
        Index(
            "ix_outbox_finished",
            "finished_at",
            "id",
            sqlite_where=condition("finished_at IS NOT NULL"),
            postgresql_where=condition("finished_at IS NOT NULL"),
        ),
        Index(
            "ix_outbox_chat",
            "bot_id",
            "chat_id",
            "message_id",
            sqlite_where=condition("message_id IS NOT NULL"),
            postgresql_where=condition("message_id IS NOT NULL"),
        ),
        Index(
            "ix_outbox_broadcast",
            "broadcast_id",
            "state",
            "id",
            sqlite_where=condition("broadcast_id IS NOT NULL"),
            postgresql_where=condition("broadcast_id IS NOT NULL"),
        ),
    )

    id: int | None = new_id()
    bot_id: int = Field(sa_type=BigInteger)
    chat_id: int = Field(sa_type=BigInteger)
    lane: int = Field(sa_type=SmallInteger)
    kind: str = Field(sa_type=String(32))
    dedup_key: str = long_text()
    payload: dict[str, Any] = Field(sa_type=Json, nullable=False)
    state: int = Field(sa_type=SmallInteger)
    due_at: int = Field(sa_type=BigInteger)
    expires_at: int | None = Field(sa_type=BigInteger, nullable=True)
    attempts: int = Field(sa_type=SmallInteger)
    claim: str | None = Field(sa_type=CHAR(32), nullable=True)
    finished_at: int | None = Field(sa_type=BigInteger, nullable=True)
    message_id: int | None = Field(sa_type=BigInteger, nullable=True)
    error: str | None = Field(sa_type=Text, nullable=True)
    thread_id: int | None = Field(sa_type=BigInteger, nullable=True)
    written_at: int | None = Field(sa_type=BigInteger, nullable=True)
    broadcast_id: int | None = Field(sa_type=BigInteger, nullable=True)
    turn_id: str | None = Field(sa_type=String(32), nullable=True)


session = core(Session)
seen_update = core(SeenUpdate)
failed_update = core(FailedUpdate)
outbox = core(Outbox)
