"""The one group of each school: asked for in a group, decided by its KS in private."""

from collections.abc import Sequence
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, Row, delete, exists, or_, select, update

from bot.store.actor import Actor
from bot.store.audit import record
from bot.store.bots import ONE_BOT, Bots
from bot.store.database import ConflictError
from bot.store.group_invites import consume_group_invite
from bot.store.groups import GroupPlace, leave_group, say_in_group
from bot.store.inserting import insert_new
from bot.store.outbox import Lane
from bot.store.person_notices import leaders_of, notify_people
from bot.store.schools import SCHOOL_COLUMNS, is_member, lock_school, school_of
from bot.store.tables import group_chat, group_proposal, membership, school, school_group
from bot.store.world import World
from conversations.facts import GroupProposal, RequestState, School, SchoolGroup
from conversations.groups.answers import GroupAnswer
from conversations.groups.effects import GroupEffect, ProposeGroup, UseGroupInvite
from conversations.people_effects import PersonNoticeKind
from conversations.rules.terms import Role
from conversations.school_effects import LinkGroup, RefuseGroup, SendTestPost, UnlinkGroup

_link = school_group.c
_asked = group_proposal.c
_chat = group_chat.c
_PENDING = RequestState.PENDING


def apply_group_effect(
    conn: Connection, effect: GroupEffect, place: GroupPlace, actor: Actor, world: World
) -> None:
    """Apply what a command in a group was decided to do."""
    match effect:
        case ProposeGroup(school_id):
            _propose(conn, school_id, actor.known_id, place, actor, world)
        case UseGroupInvite(invite_id):
            school_id, maker_id = consume_group_invite(conn, invite_id, world)
            if actor.person_id != maker_id:
                _propose(conn, school_id, maker_id, place, actor, world)
                return
            _give(conn, school_id, place, actor, world)
            kind, key = PersonNoticeKind.GROUP_LINKED, f"invite/{invite_id}"
            notify_people(conn, kind, [maker_id], subject_id=school_id, key=key, actor=actor)


def link_group(conn: Connection, wish: LinkGroup, actor: Actor, world: World) -> None:
    """The KS says yes; ConflictError where question or right is gone, or the group has another school."""
    row = _decide(conn, wish.proposal_id, RequestState.ACCEPTED, actor, world)
    if row.school_id not in (None, wish.school_id):
        raise ConflictError("the question was about another school")
    _give(conn, wish.school_id, GroupPlace(row.bot_id, row.chat_id, row.thread_id), actor, world)


def refuse_group(conn: Connection, wish: RefuseGroup, actor: Actor, world: World) -> None:
    """The person says no; nobody else learns of it."""
    _decide(conn, wish.proposal_id, RequestState.REFUSED, actor, world)


def unlink_group(conn: Connection, wish: UnlinkGroup, actor: Actor, world: World) -> None:
    """The KS lets the group go; ConflictError where there is none, or for others."""
    lock_school(conn, wish.school_id)
    leads = is_member(actor.known_id, wish.school_id, Role.KS)
    gone = delete(school_group).where(_link.school_id == wish.school_id, leads)
    row = conn.execute(gone.returning(_link.bot_id, _link.chat_id, _link.thread_id)).one_or_none()
    if row is None:
        raise ConflictError("the school has no group, or is led by somebody else")
    record(conn, "group_unlinked", actor, world, school_id=wish.school_id)
    say_in_group(conn, GroupPlace(row.bot_id, row.chat_id, row.thread_id), GroupAnswer.UNLINKED)


def send_test_post(conn: Connection, wish: SendTestPost, actor: Actor) -> None:
    """The KS tries the group of the school; ConflictError where there is none, or for others."""
    leads = is_member(actor.known_id, wish.school_id, Role.KS)
    query = select(_link.bot_id, _link.chat_id, _link.thread_id)
    row = conn.execute(query.where(_link.school_id == wish.school_id, leads)).one_or_none()
    if row is None:
        raise ConflictError("the school has no group, or is led by somebody else")
    place = GroupPlace(row.bot_id, row.chat_id, row.thread_id)
    # Nobody tells that the assistant may write again: if it still may not, the test finds out.
    conn.execute(update(group_chat).where(_is_chat(place)).values(is_inside=True))
    say_in_group(conn, place, GroupAnswer.TEST)


def lose_group(conn: Connection, bot_id: int, chat_id: int, bots: Bots = ONE_BOT) -> None:
    """The assistant is not in a group any more; the link is kept, and its school's principal learns of it."""
    school_id = leave_group(conn, bot_id, chat_id)
    if school_id is None:
        return
    leaders, key = leaders_of(conn, school_id), uuid4().hex
    actor = Actor(bot_id, "", chat_id, bots=bots)
    notify_people(conn, PersonNoticeKind.GROUP_LOST, leaders, subject_id=school_id, key=key, actor=actor)


def load_school_group(conn: Connection, school_id: int) -> SchoolGroup | None:
    """The group of a school."""
    query = (
        select(_link.thread_id, _link.linked_at, _chat.title, _chat.is_inside)
        .join_from(school_group, group_chat, _is_of_link())
        .where(_link.school_id == school_id)
    )
    row = conn.execute(query).one_or_none()
    if row is None:
        return None
    return SchoolGroup(row.title, row.thread_id is not None, row.is_inside, row.linked_at)


def load_proposal(conn: Connection, proposal_id: int, person_id: int, world: World) -> GroupProposal | None:
    """A question that this person was asked; one that waits too long counts as withdrawn."""
    query = (
        select(_asked.thread_id, _asked.state, _asked.asked_at, _asked.bot_id, _asked.chat_id)
        .add_columns(_asked.school_id.label("asked_for"), _chat.title, _chat.is_inside)
        .join_from(group_proposal, group_chat, _is_of_proposal())
        .where(_asked.id == proposal_id, _asked.person_id == person_id)
    )
    row = conn.execute(query).one_or_none()
    if row is None:
        return None
    state = RequestState(row.state)
    if state is _PENDING and row.asked_at + world.invite_lasts <= world.now:
        state = RequestState.WITHDRAWN
    taken_by = (_link.bot_id == row.bot_id, _link.chat_id == row.chat_id)
    return GroupProposal(
        id=proposal_id,
        title=row.title,
        is_topic=row.thread_id is not None,
        is_inside=row.is_inside,
        state=state,
        school=None if row.asked_for is None else _school(conn, school.c.id == row.asked_for),
        taken_by=_school(conn, exists().where(_link.school_id == school.c.id, *taken_by)),
    )


def _propose(
    conn: Connection, school_id: int | None, person_id: int, place: GroupPlace, actor: Actor, world: World
) -> None:
    """Ask a principal, who is asked one such question at a time."""
    led = load_led(conn, person_id)
    if not led or school_id not in (None, *led):
        raise ConflictError("only a principal is asked")
    waiting = (_asked.person_id == person_id, _asked.state == _PENDING)
    withdrawn = {"state": RequestState.WITHDRAWN, "decided_at": world.now}
    conn.execute(update(group_proposal).where(*waiting).values(withdrawn))
    values = {
        "person_id": person_id,
        "school_id": school_id,
        "bot_id": place.bot_id,
        "chat_id": place.chat_id,
        "thread_id": place.thread_id,
        "state": _PENDING,
        "asked_at": world.now,
    }
    asked = insert_new(conn, group_proposal).values(values).returning(_asked.id)
    proposal_id: int | None = conn.execute(asked).scalar_one_or_none()
    if proposal_id is None:
        raise ConflictError("the principal is being asked about another group")
    kind, key = PersonNoticeKind.GROUP_PROPOSED, str(proposal_id)
    notify_people(conn, kind, [person_id], subject_id=proposal_id, key=key, actor=actor, lane=Lane.URGENT)


def load_led(conn: Connection, person_id: int) -> Sequence[int]:
    """The schools that somebody leads now."""
    own = membership.c
    query = select(own.school_id).where(
        own.person_id == person_id, own.role == Role.KS, own.ended_at.is_(None)
    )
    return list(conn.execute(query).scalars())


def _decide(
    conn: Connection, proposal_id: int, state: RequestState, actor: Actor, world: World
) -> Row[tuple[int | None, int, int, int | None]]:
    waiting = (_asked.id == proposal_id, _asked.person_id == actor.known_id, _asked.state == _PENDING)
    decided = update(group_proposal).where(*waiting).values(state=state, decided_at=world.now)
    columns = (_asked.school_id, _asked.bot_id, _asked.chat_id, _asked.thread_id)
    row = conn.execute(decided.returning(*columns)).one_or_none()
    if row is None:
        raise ConflictError("the question does not wait any more")
    return row


def _give(conn: Connection, school_id: int, place: GroupPlace, actor: Actor, world: World) -> None:
    """The group is the school's; what either had before, with the same KS, ends."""
    lock_school(conn, school_id)
    if not conn.execute(select(is_member(actor.known_id, school_id, Role.KS))).scalar_one():
        raise ConflictError("only its KS links the group of a school")
    in_group = select(_chat.chat_id).where(_is_chat(place), _chat.is_inside)
    if conn.execute(in_group).first() is None:
        raise ConflictError("the assistant is not in that group any more")
    here = (_link.bot_id == place.bot_id) & (_link.chat_id == place.chat_id)
    may_take = or_(_link.school_id == school_id, is_member(actor.known_id, _link.school_id, Role.KS))
    ended = delete(school_group).where(or_(_link.school_id == school_id, here), may_take)
    for row in conn.execute(ended.returning(_link.bot_id, _link.chat_id, _link.thread_id)).all():
        if (row.bot_id, row.chat_id) != (place.bot_id, place.chat_id):
            say_in_group(conn, GroupPlace(row.bot_id, row.chat_id, row.thread_id), GroupAnswer.UNLINKED)
    linked = insert_new(conn, school_group).values(
        school_id=school_id,
        bot_id=place.bot_id,
        chat_id=place.chat_id,
        thread_id=place.thread_id,
        linked_at=world.now,
        linked_by=actor.known_id,
    )
    if conn.execute(linked.returning(_link.school_id)).one_or_none() is None:
        raise ConflictError("the group belongs to another school")
    record(conn, "group_linked", actor, world, school_id=school_id)
    say_in_group(conn, place, GroupAnswer.LINKED)


def _school(conn: Connection, condition: ColumnElement[bool]) -> School | None:
    row = conn.execute(select(*SCHOOL_COLUMNS).select_from(school).where(condition)).first()
    return None if row is None else school_of(row)


def _is_chat(place: GroupPlace) -> ColumnElement[bool]:
    return (_chat.bot_id == place.bot_id) & (_chat.chat_id == place.chat_id)


def _is_of_link() -> ColumnElement[bool]:
    return (_chat.bot_id == _link.bot_id) & (_chat.chat_id == _link.chat_id)


def _is_of_proposal() -> ColumnElement[bool]:
    return (_chat.bot_id == _asked.bot_id) & (_chat.chat_id == _asked.chat_id)
