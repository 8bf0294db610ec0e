"""Notices about people and schools; the rows go into the outbox with the change that they tell of."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import uuid4

from sqlalchemy import Connection, select

from bot.store.actor import Actor
from bot.store.bots import Bots
from bot.store.outbox import Lane, enqueue
from bot.store.schools import present_members
from bot.store.tables import channel_account, session
from conversations.people_effects import PersonNoticeKind
from conversations.rules.terms import Role


def notify_people(
    conn: Connection,
    kind: PersonNoticeKind,
    person_ids: Iterable[int],
    *,
    subject_id: int,
    key: str,
    actor: Actor,
    lane: Lane = Lane.NORMAL,
) -> None:
    """Tell reachable people about a subject; `key` is what makes this notice unique for each of them."""
    account = channel_account.c
    query = (
        select(account.person_id, account.chat_id, actor.bot_for(account.bot_id).label("bot_id"))
        .where(account.person_id.in_(list(person_ids)), account.channel == actor.channel, account.reachable)
        .order_by(account.id)
    )
    rows = [
        {
            "bot_id": row.bot_id,
            "chat_id": row.chat_id,
            "lane": lane,
            "kind": kind,
            "dedup_key": f"person/{kind}/{key}/{row.person_id}",
            "payload": {"person_id": row.person_id, "subject_id": subject_id},
        }
        for row in conn.execute(query)
    ]
    enqueue(conn, rows)


def leaders_of(conn: Connection, school_id: int) -> Sequence[int]:
    """Who leads a school now."""
    return present_members(conn, school_id, Role.KS)


def notify_operators(
    conn: Connection,
    kind: PersonNoticeKind,
    operator_ids: Iterable[int],
    *,
    subject_id: int,
    key: str,
    actor: Actor,
) -> None:
    """Tell the operators, who need not be registered: the id of a private chat is that of its user."""
    rows = [
        {
            "bot_id": bot_id,
            "chat_id": chat_id,
            "lane": Lane.NORMAL,
            "kind": kind,
            "dedup_key": f"operator/{kind}/{key}/{chat_id}",
            "payload": {"person_id": None, "subject_id": subject_id},
        }
        for chat_id, bot_id in bots_of_operators(conn, operator_ids, actor.bots, actor.bot_id).items()
    ]
    enqueue(conn, rows)


def bots_of_operators(
    conn: Connection, operator_ids: Iterable[int], bots: Bots, only: int
) -> Mapping[int, int]:
    """By chat the bot that each operator has last written to; where there are not several it is that one."""
    found = dict.fromkeys(sorted(operator_ids), bots.first if bots.are_several else only)
    if bots.are_several:
        own = session.c
        here = (own.bot_id.in_(list(bots.names)), own.chat_id.in_(list(found)))
        query = select(own.chat_id, own.bot_id).where(*here).order_by(own.updated_at)
        found |= {row.chat_id: row.bot_id for row in conn.execute(query)}
    return found


def send_document(conn: Connection, kind: str, *, subject_id: int, actor: Actor) -> None:
    """Send a document to whoever asked for it; each wish is one message."""
    row = {
        "bot_id": actor.bot_id,
        "chat_id": actor.chat_id,
        "lane": Lane.URGENT,
        "kind": kind,
        "dedup_key": f"document/{uuid4().hex}",
        "payload": {"person_id": actor.person_id, "subject_id": subject_id},
    }
    enqueue(conn, [row])
