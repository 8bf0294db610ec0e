"""Texts to many people at once; whom they go to, and what became of each, are rows of the outbox."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, String
from sqlalchemy import text as condition
from sqlmodel import Field

from bot.store.columns import Base, Json, UtcDateTime, core, link, new_id, one_of, typed_text
from conversations.broadcast_facts import AudienceKind, BroadcastState

_OPEN = "state IN ('filling', 'sending', 'stopping')"
_ANY = condition(_OPEN)
_OWN = condition(f"{_OPEN} AND kind <> 'everybody'")
_MASS = condition(f"{_OPEN} AND kind = 'everybody'")


class Broadcast(Base, table=True):
    """A text on its way to many; `made_by` null: an operator who is not registered.

    Receivers are fixed at the start: people with ids up to `last_id`, written to the outbox up to `upto`.
    One is on its way at a time for each maker, and one of the operators. `shown_at`, when the maker last
    saw how far it is, is of the real clock. The counts are set when nothing is left to be sent.
    """

    __table_args__ = (
        one_of("state", BroadcastState),
        one_of("kind", AudienceKind),
        Index("ux_broadcast_own", "bot_id", "made_by", unique=True, sqlite_where=_OWN, postgresql_where=_OWN),
        Index("ux_broadcast_mass", "bot_id", unique=True, sqlite_where=_MASS, postgresql_where=_MASS),
        Index("ix_broadcast_open", "bot_id", "id", sqlite_where=_ANY, postgresql_where=_ANY),
        Index("ix_broadcast_kind", "bot_id", "kind", "id"),
        Index("ix_broadcast_made_by", "made_by", "id"),
    )

    id: int | None = new_id()
    bot_id: int = Field(sa_type=BigInteger)
    chat_id: int = Field(sa_type=BigInteger)
    made_by: int | None = link("person.id", nullable=True)
    kind: str = Field(sa_type=String(16))
    audience: dict[str, Any] = Field(sa_type=Json, nullable=False)
    school_id: int | None = link("school.id", nullable=True)
    text: str = typed_text("broadcast.text")
    state: str = Field(sa_type=String(16))
    started_at: datetime = Field(sa_type=UtcDateTime)
    finished_at: datetime | None = Field(sa_type=UtcDateTime, nullable=True)
    last_id: int = Field(sa_type=BigInteger)
    upto: int = Field(sa_type=BigInteger)
    due_at: int = Field(sa_type=BigInteger)
    shown_at: int = Field(sa_type=BigInteger)
    sent: int
    unreachable: int
    failed: int
    stopped: int


broadcast = core(Broadcast)
