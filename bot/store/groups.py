"""Groups as chats: seen, left, moved; what is said in them, and what a command in one is decided on."""

from dataclasses import asdict, dataclass
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, func, literal, select, update

from bot.store.database import db_now_ms
from bot.store.group_invites import load_group_invite
from bot.store.inserting import insert_new
from bot.store.outbox import Lane, OutboxState, enqueue, migrate_chat
from bot.store.people import load_person
from bot.store.schools import SCHOOL_COLUMNS, load_memberships, school_of
from bot.store.tables import channel_account, group_chat, group_proposal, outbox, school, school_group
from bot.store.world import World
from conversations.answers.in_group import GroupReply
from conversations.facts import School
from conversations.group_facts import GroupFacts
from conversations.groups.answers import GroupAnswer
from conversations.rules.terms import Role
from conversations.session import DEFAULT_LANGUAGE

GROUP_ANSWER, GROUP_POST = "group_answer", "group_post"
# What a command was answered with is of no use any more after an outage.
_ANSWER_LASTS_MS = 600_000
_MOST_WAITING = 3

_chat = group_chat.c
_link = school_group.c


@dataclass(frozen=True, slots=True)
class GroupPlace:
    """A group of a bot, and in a forum the topic."""

    bot_id: int
    chat_id: int
    thread_id: int | None = None


def see_group(conn: Connection, place: GroupPlace, title: str, world: World) -> None:
    """The assistant is in this group, which has this title now."""
    values = {"title": title, "is_inside": True, "seen_at": world.now}
    new = insert_new(conn, group_chat, "bot_id", "chat_id")
    conn.execute(new.values(bot_id=place.bot_id, chat_id=place.chat_id, **values))
    conn.execute(update(group_chat).where(*_of(place.bot_id, place.chat_id)).values(values))


def leave_group(conn: Connection, bot_id: int, chat_id: int) -> int | None:
    """The assistant is not in this group any more; returns the school that the group still belongs to."""
    left = update(group_chat).where(*_of(bot_id, chat_id), _chat.is_inside).values(is_inside=False)
    if conn.execute(left.returning(_chat.chat_id)).one_or_none() is None:
        return None
    linked = select(_link.school_id).where(_link.bot_id == bot_id, _link.chat_id == chat_id)
    return conn.execute(linked).scalar_one_or_none()


def move_group(conn: Connection, bot_id: int, old_chat_id: int, new_chat_id: int) -> None:
    """A group has a new id: its school, questions about it and what waits for it go along, however often."""
    migrate_chat(conn, bot_id, old_chat_id, new_chat_id)
    columns = (_chat.bot_id, literal(new_chat_id), _chat.title, _chat.is_inside, _chat.seen_at)
    known = select(*columns).where(*_of(bot_id, old_chat_id), _chat.moved_to.is_(None))
    names = ("bot_id", "chat_id", "title", "is_inside", "seen_at")
    conn.execute(insert_new(conn, group_chat, "bot_id", "chat_id").from_select(names, known))
    moved = {"is_inside": False, "moved_to": new_chat_id}
    conn.execute(update(group_chat).where(*_of(bot_id, old_chat_id)).values(moved))
    there = school_group.alias("there")
    is_there = exists().where(there.c.bot_id == bot_id, there.c.chat_id == new_chat_id)
    of_old = (_link.bot_id == bot_id, _link.chat_id == old_chat_id)
    conn.execute(update(school_group).where(*of_old, ~is_there).values(chat_id=new_chat_id))
    conn.execute(delete(school_group).where(*of_old))
    asked = group_proposal.c
    of_group = (asked.bot_id == bot_id, asked.chat_id == old_chat_id)
    conn.execute(update(group_proposal).where(*of_group).values(chat_id=new_chat_id))


def leave_topic(conn: Connection, bot_id: int, chat_id: int, thread_id: int | None) -> None:
    """A topic is gone: what waits for it, and the posts of its school, go to the group itself."""
    row = outbox.c
    for table in (outbox, school_group, group_proposal):
        of_topic = (table.c.bot_id == bot_id, table.c.chat_id == chat_id, table.c.thread_id == thread_id)
        waits = (row.state == OutboxState.PENDING,) if table is outbox else ()
        conn.execute(update(table).where(*of_topic, *waits).values(thread_id=None))


def answer_in_group(
    conn: Connection,
    place: GroupPlace,
    answer: GroupAnswer,
    *,
    language: str,
    update_id: int,
    reply: GroupReply | None = None,
) -> None:
    """Answer what somebody wrote in a group, unless it has not yet read several earlier answers."""
    row = outbox.c
    waiting = (
        row.bot_id == place.bot_id,
        row.lane.in_((Lane.URGENT, Lane.NORMAL, Lane.RETRY)),
        row.state == OutboxState.PENDING,
        row.chat_id == place.chat_id,
        row.kind == GROUP_ANSWER,
    )
    if conn.execute(select(func.count()).select_from(outbox).where(*waiting)).scalar_one() < _MOST_WAITING:
        expires_at = db_now_ms(conn) + _ANSWER_LASTS_MS
        say_in_group(
            conn, place, answer, language=language, key=str(update_id), expires_at=expires_at, reply=reply
        )


def say_in_group(
    conn: Connection,
    place: GroupPlace,
    answer: GroupAnswer,
    *,
    language: str = DEFAULT_LANGUAGE,
    key: str = "",
    expires_at: int | None = None,
    reply: GroupReply | None = None,
) -> None:
    """Tell a group something; `language` counts where the group belongs to no school."""
    replied = {} if reply is None else {"reply": asdict(reply)}
    row = {
        "bot_id": place.bot_id,
        "chat_id": place.chat_id,
        "thread_id": place.thread_id,
        "lane": Lane.URGENT,
        "kind": GROUP_ANSWER,
        "dedup_key": f"group/{answer}/{key or uuid4().hex}",
        "payload": {"answer": answer, "bot_id": place.bot_id, "language": language, **replied},
        "expires_at": expires_at,
    }
    enqueue(conn, [row])


def load_group_facts(
    conn: Connection,
    place: GroupPlace,
    world: World,
    *,
    title: str,
    person_id: int | None,
    is_anonymous: bool,
    token: str,
) -> GroupFacts:
    """What a command in a group is decided on; `token` is that of a link, if one was opened there."""
    person = None if person_id is None else load_person(conn, person_id)
    memberships = () if person is None else load_memberships(conn, person.id, person.role)
    linked, thread_id = school_of_group(conn, place)
    return GroupFacts(
        title=title,
        person_id=None if person is None else person.id,
        led=tuple(member.school for member in memberships if member.role is Role.KS),
        is_anonymous=is_anonymous,
        is_reachable=person is not None and _is_reachable(conn, person.id),
        school=linked,
        is_this_topic=linked is not None and thread_id == place.thread_id,
        invite=load_group_invite(conn, token, world) if token else None,
        language=DEFAULT_LANGUAGE if person is None else person.language,
        answers=world.answers,
    )


def school_of_group(conn: Connection, place: GroupPlace) -> tuple[School | None, int | None]:
    """The school whose group it is, if any, and the topic in which its posts go."""
    query = (
        select(_link.thread_id, *SCHOOL_COLUMNS)
        .join_from(school_group, school, _link.school_id == school.c.id)
        .where(_link.bot_id == place.bot_id, _link.chat_id == _present_id(place.chat_id))
    )
    row = conn.execute(query).one_or_none()
    return (None, None) if row is None else (school_of(row), row.thread_id)


def school_with_group(conn: Connection, school_id: int, chat_id: int) -> School | None:
    """That school, if this is its group now."""
    query = (
        select(*SCHOOL_COLUMNS)
        .join_from(school_group, school, _link.school_id == school.c.id)
        .where(_link.school_id == school_id, _link.chat_id == _present_id(chat_id))
    )
    row = conn.execute(query).one_or_none()
    return None if row is None else school_of(row)


def _present_id(chat_id: int) -> ColumnElement[int]:
    """The id that the group of a link has now: what was claimed before it moved has the old one."""
    old = group_chat.alias("old_chat")
    moved = select(old.c.moved_to).where(old.c.bot_id == _link.bot_id, old.c.chat_id == chat_id)
    return func.coalesce(moved.scalar_subquery(), chat_id)


def _is_reachable(conn: Connection, person_id: int) -> bool:
    account = channel_account.c
    query = select(account.id).where(account.person_id == person_id, account.reachable).limit(1)
    return conn.execute(query).first() is not None


def _of(bot_id: int, chat_id: int) -> tuple[ColumnElement[bool], ...]:
    return (and_(_chat.bot_id == bot_id, _chat.chat_id == chat_id),)
