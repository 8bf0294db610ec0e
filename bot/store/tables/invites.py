"""Ways into a school, and back to a lost account."""

from datetime import datetime

from sqlalchemy import CHAR, CheckConstraint, Index, String
from sqlalchemy import text as condition
from sqlmodel import Field

from bot.store.columns import Base, UtcDateTime, core, link, new_id, one_of
from conversations.school_facts import RequestState


class Invite(Base, table=True):
    """A link into a school; only the SHA-256 of its token is kept. `created_by` null: an operator.

    The token follows from `nonce` and the key of the bot, so that the maker can be shown the link again.
    """

    __table_args__ = (
        CheckConstraint("max_uses >= 1", name="max_uses"),
        CheckConstraint("used >= 0 AND used <= max_uses", name="used"),
    )

    id: int | None = new_id()
    token_hash: str = Field(sa_type=String(64), unique=True)
    role: str = Field(sa_type=String(16))
    school_id: int = link("school.id", index=True)
    max_uses: int
    used: int
    expires_at: datetime = Field(sa_type=UtcDateTime)
    created_by: int | None = link("person.id", nullable=True)
    created_at: datetime | None = Field(sa_type=UtcDateTime, nullable=True)
    nonce: str | None = Field(sa_type=CHAR(32), nullable=True)
    revoked_at: datetime | None = Field(sa_type=UtcDateTime, nullable=True)


class InviteSchool(Base, table=True):
    """One more school of an appraiser's invite."""

    __tablename__ = "invite_school"

    invite_id: int = link("invite.id", primary_key=True)
    school_id: int = link("school.id", primary_key=True)


class Relink(Base, table=True):
    """A one-time link that moves a person to another Telegram account; made by an operator."""

    id: int | None = new_id()
    token_hash: str = Field(sa_type=String(64), unique=True)
    nonce: str = Field(sa_type=CHAR(32))
    person_id: int = link("person.id", index=True)
    created_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(sa_type=UtcDateTime, nullable=True)


class JoinRequest(Base, table=True):
    """Somebody asks the KS of a school to let them in; at most one waits for each person."""

    __tablename__ = "join_request"
    __table_args__ = (
        one_of("state", RequestState),
        Index(
            "ux_join_request_pending",
            "person_id",
            unique=True,
            sqlite_where=condition("state = 'pending'"),
            postgresql_where=condition("state = 'pending'"),
        ),
        Index("ix_join_request_school_id", "school_id", "state"),
    )

    id: int | None = new_id()
    person_id: int = link("person.id")
    school_id: int = link("school.id")
    state: str = Field(sa_type=String(16))
    asked_at: datetime = Field(sa_type=UtcDateTime)
    decided_at: datetime | None = Field(sa_type=UtcDateTime, nullable=True)
    decided_by: int | None = link("person.id", nullable=True)


invite = core(Invite)
invite_school = core(InviteSchool)
relink = core(Relink)
join_request = core(JoinRequest)
