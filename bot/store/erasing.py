"""Erasing a person: a nameless row stays, so that schools, plans and the history of others add up."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Table, delete, exists, null, or_, select, update

from bot.store.actor import Actor
from bot.store.audit import record
from bot.store.broadcast_watch import NOBODY
from bot.store.database import ConflictError, note_deletion
from bot.store.erasing_executions import empty_executions
from bot.store.moves import end_all_memberships
from bot.store.schools import lock_person
from bot.store.tables import (
    additional_duty,
    bot_pace,
    broadcast,
    channel_account,
    chat_pace,
    group_invite,
    group_proposal,
    join_request,
    nudge,
    outbox,
    performance_plan,
    person,
    plan_event,
    problem_report,
    question_day,
    relink,
    reminded,
    reminder_setting,
    rhk_item,
    school_group,
    session,
    snooze,
    stage_entry,
    stage_mute,
    work_behavior,
)
from bot.store.traces import forget_traces, traces_of
from bot.store.world import World
from conversations.broadcast_facts import OPEN_STATES, BroadcastState
from conversations.facts import EndReason, EventKind, Zone
from conversations.rules.terms import Role
from conversations.session import DEFAULT_LANGUAGE

_plan = performance_plan.c
_event = plan_event.c
_OF_REMINDERS = (reminder_setting, stage_mute, stage_entry, snooze, reminded)


@dataclass(frozen=True, slots=True)
class _Accounts:
    """Where the person was reached."""

    external_ids: frozenset[str]
    chat_ids: frozenset[int]


def erase_person(conn: Connection, actor: Actor, world: World) -> None:
    """Delete whatever tells of the actor, in whichever table; whom it concerns is told as of a departure."""
    person_id = actor.known_id
    if lock_person(conn, person_id).erased_at is not None:
        raise ConflictError("this person is erased already")
    accounts = _accounts(conn, person_id, actor)
    traces = traces_of(conn, person_id, (*accounts.external_ids, *map(str, accounts.chat_ids)))
    end_all_memberships(conn, person_id, EndReason.ERASED, world, actor)
    empty_executions(conn, person_id)
    _empty_plans(conn, person_id)
    _empty_notes(conn, person_id)
    _delete_rows(conn, person_id, accounts.chat_ids)
    _leave_nameless(conn, person_id, world)
    forget_traces(conn, person_id, traces, world)
    record(conn, "erased", actor, world, person_id=person_id)
    note_deletion(conn)


def _accounts(conn: Connection, person_id: int, actor: Actor) -> _Accounts:
    account = channel_account.c
    query = select(account.external_id, account.chat_id).where(account.person_id == person_id)
    rows = conn.execute(query).all()
    return _Accounts(
        frozenset({actor.external_id, *(row.external_id for row in rows)}),
        frozenset({actor.chat_id, *(row.chat_id for row in rows)}),
    )


def _empty_plans(conn: Connection, person_id: int) -> None:
    """Own plans stay as rows without content, texts and school."""
    own = select(_plan.id).where(_plan.person_id == person_id)
    for table in (rhk_item, additional_duty, work_behavior):
        conn.execute(delete(table).where(table.c.plan_id.in_(own)))
    conn.execute(update(plan_event).where(_event.plan_id.in_(own)).values(note="", changes=null()))
    conn.execute(
        update(performance_plan)
        .where(_plan.person_id == person_id)
        .values(school_id=None, practice=None, revision_note="", change_note="", version=_plan.version + 1)
    )


def _empty_notes(conn: Connection, person_id: int) -> None:
    """What the person wrote to the owners of other plans."""
    later = plan_event.alias("later")
    asked = EventKind.REVISION_REQUESTED
    asked_by_another_later = exists().where(
        later.c.plan_id == _event.plan_id,
        later.c.kind == asked,
        later.c.id > _event.id,
        later.c.actor_id.is_distinct_from(person_id),
    )
    asked_last = select(_event.plan_id).where(
        _event.actor_id == person_id, _event.kind == asked, ~asked_by_another_later
    )
    noted = (_plan.revision_note != "", _plan.id.in_(asked_last))
    conn.execute(update(performance_plan).where(*noted).values(revision_note=""))
    conn.execute(update(plan_event).where(_event.actor_id == person_id, _event.note != "").values(note=""))


def _delete_rows(conn: Connection, person_id: int, chat_ids: Iterable[int]) -> None:
    chats = sorted(chat_ids)
    told = outbox.c.payload["person_id"].as_integer() == person_id
    conditions: tuple[tuple[Table, ColumnElement[bool]], ...] = (
        (session, session.c.chat_id.in_(chats)),
        (outbox, or_(outbox.c.chat_id.in_(chats), told)),
        (chat_pace, chat_pace.c.chat_id.in_(chats)),
        (question_day, question_day.c.chat_id.in_(chats)),
        (channel_account, channel_account.c.person_id == person_id),
        (relink, relink.c.person_id == person_id),
        (join_request, join_request.c.person_id == person_id),
        (problem_report, problem_report.c.person_id == person_id),
        (group_proposal, group_proposal.c.person_id == person_id),
        (group_invite, group_invite.c.created_by == person_id),
        (nudge, or_(nudge.c.person_id == person_id, nudge.c.sent_by == person_id)),
        *((table, table.c.person_id == person_id) for table in _OF_REMINDERS),
    )
    for table, condition in conditions:
        conn.execute(delete(table).where(condition))
    # The link is the school's and stays; who made it is forgotten.
    by_person = school_group.c.linked_by == person_id
    conn.execute(update(school_group).where(by_person).values(linked_by=None))
    # What was sent stays in other chats; what was not is not sent any more.
    of_maker = broadcast.c.made_by == person_id
    is_open = broadcast.c.state.in_(sorted(OPEN_STATES))
    stopping = {"state": BroadcastState.STOPPING}
    conn.execute(update(broadcast).where(of_maker, is_open).values(stopping))
    conn.execute(update(broadcast).where(of_maker).values(text="", chat_id=NOBODY))
    conn.execute(update(bot_pace).where(bot_pace.c.refused_chat.in_(chats)).values(refused_chat=None))


def _leave_nameless(conn: Connection, person_id: int, world: World) -> None:
    """Of the columns that must hold something, each holds what says nothing about the person."""
    values = {
        "name": "",
        "language": DEFAULT_LANGUAGE,
        "zone": Zone.WIB,
        "role": Role.GURU,
        "active_school_id": None,
        "retired_at": None,
        "job_level": None,
        "erased_at": world.now,
    }
    conn.execute(update(person).where(person.c.id == person_id).values(values))
