"""Everything that is stored about a person, as plain values for JSON."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, or_, select

from bot.store.contents import content_json
from bot.store.exporting_executions import load_executions, written_about_others
from bot.store.exporting_rows import Rows, plain, plain_row, rows
from bot.store.plans import load_contents
from bot.store.tables import (
    audit_event,
    broadcast,
    channel_account,
    group_invite,
    group_proposal,
    invite,
    join_request,
    membership,
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
    school,
    school_group,
    school_recommendation,
    session,
    snooze,
    stage_entry,
    stage_mute,
)
from bot.store.traces import updates_of
from bot.store.world import World

# Grows when a reader of the old form would misread the new one.
FORMAT = 1

_PEOPLE = frozenset(
    {
        "person_id",
        "actor_id",
        "sent_by",
        "decided_by",
        "marked_by",
        "created_by",
        "approved_by",
        "done_by",
        "linked_by",
        "written_by",
        "rated_by",
        "collected_by",
    }
)


def load_export(conn: Connection, person_id: int, world: World) -> dict[str, Any] | None:
    """Every row about the person; None where nobody has that id any more.

    Instants are ISO 8601 in UTC. Of others it names only those who acted on the person's own plans.
    """
    alive = and_(person.c.id == person_id, person.c.erased_at.is_(None))
    known = rows(conn, select(person).where(alive), without=("erased_at",))
    if not known:
        return None
    accounts = rows(conn, _of(channel_account, person_id), without=("id", "person_id"))
    chat_ids = [account["chat_id"] for account in accounts]
    found = {
        "format": FORMAT,
        "exported_at": plain(world.now),
        "person": known[0],
        "accounts": accounts,
        "memberships": _with_school(conn, membership, membership.c.person_id == person_id),
        "join_requests": _with_school(conn, join_request, join_request.c.person_id == person_id),
        "plans": _plans(conn, person_id),
        "decisions_on_plans_of_others": _decisions(conn, person_id),
        **written_about_others(conn, person_id),
        "recommendations_made": _with_school(
            conn, school_recommendation, school_recommendation.c.marked_by == person_id
        ),
        "nudges": _nudges(conn, person_id),
        "problem_reports": rows(conn, _of(problem_report, person_id), without=("person_id",)),
        "invites_made": _with_school(
            conn, invite, invite.c.created_by == person_id, without=("token_hash", "nonce")
        ),
        "relinks": rows(conn, _of(relink, person_id), without=("token_hash", "nonce")),
        "groups_linked": _with_school(conn, school_group, school_group.c.linked_by == person_id, without=()),
        "group_questions": rows(conn, _of(group_proposal, person_id), without=("person_id",)),
        "group_links_made": _with_school(
            conn, group_invite, group_invite.c.created_by == person_id, without=("token_hash", "nonce")
        ),
        "reminder_settings": rows(conn, _of(reminder_setting, person_id), without=("person_id",)),
        "stages_muted": rows(conn, _of(stage_mute, person_id), without=("person_id",)),
        "stages_put_off": rows(conn, _of(snooze, person_id), without=("person_id",)),
        "stages_done": _stages(conn, person_id),
        "reminded_of": rows(conn, _of(reminded, person_id), without=("person_id",)),
        "broadcasts_made": _broadcasts(conn, person_id),
        "messages_sent": _messages(conn, person_id, chat_ids),
        "sessions": rows(conn, select(session).where(session.c.chat_id.in_(chat_ids))),
        "questions_counted": rows(conn, select(question_day).where(question_day.c.chat_id.in_(chat_ids))),
        "failed_updates": _failed(conn, accounts),
        "audit": _audit(conn, person_id),
    }
    return {name: _with_roles(value, person_id) for name, value in found.items()}


def _plans(conn: Connection, person_id: int) -> Rows:
    own = performance_plan.c
    query = (
        select(performance_plan, school.c.npsn.label("school_npsn"), school.c.name.label("school_name"))
        .outerjoin(school, own.school_id == school.c.id)
        .where(own.person_id == person_id)
        .order_by(own.period)
    )
    plans = rows(conn, query, without=("person_id", "school_id"))
    contents = load_contents(conn, {plan["id"]: plan["practice"] for plan in plans})
    ids = [plan["id"] for plan in plans]
    history, executions = _history(conn, ids), load_executions(conn, ids)
    return [
        {
            **plan,
            **executions[plan["id"]],
            "content": content_json(contents[plan["id"]]),
            "history": [
                {name: value for name, value in event.items() if name != "plan_id"}
                for event in history
                if event["plan_id"] == plan["id"]
            ],
        }
        for plan in plans
    ]


def _history(conn: Connection, plan_ids: Sequence[int]) -> Rows:
    query = (
        select(plan_event, person.c.name.label("actor_name"))
        .outerjoin(person, plan_event.c.actor_id == person.c.id)
        .where(plan_event.c.plan_id.in_(plan_ids))
        .order_by(plan_event.c.id)
    )
    return rows(conn, query, without=("id",))


def _decisions(conn: Connection, person_id: int) -> Rows:
    own = plan_event.c
    query = (
        select(performance_plan.c.period, *own["plan_id", "at", "kind", "from_status", "to_status", "note"])
        .join(performance_plan, own.plan_id == performance_plan.c.id)
        .where(own.actor_id == person_id, performance_plan.c.person_id != person_id)
        .order_by(own.id)
    )
    return rows(conn, query)


def _nudges(conn: Connection, person_id: int) -> Rows:
    condition = or_(nudge.c.person_id == person_id, nudge.c.sent_by == person_id)
    return _with_school(conn, nudge, condition, without=())


def _stages(conn: Connection, person_id: int) -> Rows:
    own = stage_entry.c
    concerned = or_(own.person_id == person_id, own.done_by == person_id)
    return rows(conn, select(stage_entry).where(concerned).order_by(*stage_entry.primary_key.columns))


def _broadcasts(conn: Connection, person_id: int) -> Rows:
    query = (
        select(broadcast, school.c.npsn.label("school_npsn"), school.c.name.label("school_name"))
        .outerjoin(school, broadcast.c.school_id == school.c.id)
        .where(broadcast.c.made_by == person_id)
        .order_by(broadcast.c.id)
    )
    return rows(conn, query, without=("made_by", "school_id", "last_id", "upto", "due_at", "shown_at"))


def _messages(conn: Connection, person_id: int, chat_ids: Sequence[int]) -> Rows:
    own = outbox.c
    told = or_(own.chat_id.in_(chat_ids), own.payload["person_id"].as_integer() == person_id)
    return rows(conn, select(outbox).where(told).order_by(own.id), without=("claim", "turn_id"))


def _failed(conn: Connection, accounts: Rows) -> Rows:
    numbers = {str(account[name]) for account in accounts for name in ("chat_id", "external_id")}
    return [plain_row(row, ()) for row in updates_of(conn, tuple(sorted(numbers)))]


def _audit(conn: Connection, person_id: int) -> Rows:
    own = audit_event.c
    query = select(audit_event).where(or_(own.person_id == person_id, own.actor_id == person_id))
    return rows(conn, query.order_by(own.id), without=("id",))


def _of(table: Table, person_id: int) -> Select[Any]:
    return select(table).where(table.c.person_id == person_id).order_by(*table.primary_key.columns)


def _with_school(
    conn: Connection, table: Table, condition: ColumnElement[bool], without: Iterable[str] = ("person_id",)
) -> Rows:
    query = (
        select(table, school.c.npsn.label("school_npsn"), school.c.name.label("school_name"))
        .join(school, table.c.school_id == school.c.id)
        .where(condition)
        .order_by(*table.primary_key.columns)
    )
    return rows(conn, query, without=(*without, "school_id"))


def _with_roles(value: Any, person_id: int) -> Any:
    """Numbers of people as `self` and `other`, everywhere below: nobody outside knows these numbers."""
    match value:
        case list():
            return [_with_roles(part, person_id) for part in value]
        case dict():
            return {
                name: _who(part, person_id) if name in _PEOPLE else _with_roles(part, person_id)
                for name, part in value.items()
            }
        case _:
            return value


def _who(found_id: int | None, person_id: int) -> str | None:
    if found_id is None:
        return None
    return "self" if found_id == person_id else "other"
