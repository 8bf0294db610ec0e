"""Groups that the assistant is in, and the schools that they belong to."""

from datetime import datetime

from sqlalchemy import CHAR, BigInteger, Index, String, UniqueConstraint
from sqlalchemy import text as condition
from sqlmodel import Field

from bot.store.columns import Base, UtcDateTime, core, key, link, new_id, one_of, typed_text
from conversations.school_facts import RequestState


class GroupChat(Base, table=True):
    """A group as it was last seen; `is_inside`: whether the assistant is in it and may write.

    `moved_to` is its new id once it has become a supergroup: what is on its way still has the old one.
    """

    __tablename__ = "group_chat"

    bot_id: int = key(BigInteger)
    chat_id: int = key(BigInteger)
    title: str = typed_text("group_chat.title")
    is_inside: bool
    seen_at: datetime = Field(sa_type=UtcDateTime)
    moved_to: int | None = Field(sa_type=BigInteger, nullable=True)


class SchoolGroup(Base, table=True):
    """The one group of a school, and in a forum the topic; the link is the school's, whoever made it."""

    __tablename__ = "school_group"
    __table_args__ = (UniqueConstraint("bot_id", "chat_id"),)

    school_id: int = link("school.id", primary_key=True)
    bot_id: int = Field(sa_type=BigInteger)
    chat_id: int = Field(sa_type=BigInteger)
    thread_id: int | None = Field(sa_type=BigInteger, nullable=True)
    linked_at: datetime = Field(sa_type=UtcDateTime)
    linked_by: int | None = link("person.id", nullable=True)


class GroupProposal(Base, table=True):
    """A principal is asked in private whether a group is to be the school's.

    No school where the principal leads several and has to choose; one waits for each person.
    """

    __tablename__ = "group_proposal"
    __table_args__ = (
        one_of("state", RequestState),
        Index(
            "ux_group_proposal_pending",
            "person_id",
            unique=True,
            sqlite_where=condition("state = 'pending'"),
            postgresql_where=condition("state = 'pending'"),
        ),
        Index("ix_group_proposal_chat_id", "bot_id", "chat_id"),
    )

    id: int | None = new_id()
    person_id: int = link("person.id")
    school_id: int | None = link("school.id", nullable=True)
    bot_id: int = Field(sa_type=BigInteger)
    chat_id: int = Field(sa_type=BigInteger)
    thread_id: int | None = Field(sa_type=BigInteger, nullable=True)
    state: str = Field(sa_type=String(16))
    asked_at: datetime = Field(sa_type=UtcDateTime)
    decided_at: datetime | None = Field(sa_type=UtcDateTime, nullable=True)


class GroupInvite(Base, table=True):
    """A link that takes the assistant into a group for a school; only the hash of its token is kept."""

    __tablename__ = "group_invite"

    id: int | None = new_id()
    token_hash: str = Field(sa_type=String(64), unique=True)
    nonce: str = Field(sa_type=CHAR(32))
    school_id: int = link("school.id", index=True)
    created_by: int = link("person.id", index=True)
    created_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(sa_type=UtcDateTime, nullable=True)
    revoked_at: datetime | None = Field(sa_type=UtcDateTime, nullable=True)


group_chat = core(GroupChat)
school_group = core(SchoolGroup)
group_proposal = core(GroupProposal)
group_invite = core(GroupInvite)
