"""Puts what the groups of schools are told at a moment into the outbox: one statement for each stage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    SmallInteger,
    String,
    Text,
    and_,
    bindparam,
    cast,
    exists,
    func,
    literal,
    select,
)

from bot.store.audience import Moment
from bot.store.bulk import insertion, json_of
from bot.store.groups import GROUP_POST
from bot.store.tables import group_chat, outbox, school, school_group
from conversations.facts import Zone
from conversations.rules.reminders import Agenda, Planned

_group = school_group.c
_USUAL, _HOUR = (bindparam(name, type_=SmallInteger()) for name in ("at_usual", "at_hour"))
# The groups of a zone and an hour in which the assistant may write.
_GROUPS = (
    select(_group.bot_id, _group.chat_id, _group.thread_id)
    .join_from(school_group, school, school.c.id == _group.school_id)
    .join(group_chat, and_(group_chat.c.bot_id == _group.bot_id, group_chat.c.chat_id == _group.chat_id))
    .where(
        _group.bot_id.in_(bindparam("of_bots", type_=BigInteger(), expanding=True)),
        group_chat.c.is_inside,
        func.coalesce(school.c.zone, Zone.WIB) == bindparam("at_zone", type_=String()),
        func.coalesce(school.c.reminder_hour, _USUAL) == _HOUR,
    )
)
_ANY = _GROUPS.with_only_columns(_group.school_id).limit(1)


def enqueue_group_posts(conn: Connection, bot_ids: Sequence[int], moment: Moment, agenda: Agenda) -> None:
    """Tell every linked group of a zone and an hour of the stages; whoever was told is not told again."""
    given = {
        "of_bots": list(bot_ids),
        "at_zone": moment.zone,
        "at_hour": moment.hour,
        "at_usual": agenda.usual_hour,
    }
    if conn.execute(_ANY, given).first() is not None:
        for planned in agenda.posts:
            _enqueue_stage(conn, given, moment, agenda.period.key, planned)


@dataclass(frozen=True, slots=True)
class DuePost:
    """What the group of a school is about to be told."""

    school_id: int
    school_name: str
    title: str
    planned: Planned


def due_group_posts(
    conn: Connection, bot_ids: Sequence[int], moment: Moment, agenda: Agenda
) -> Sequence[DuePost]:
    """What `enqueue_group_posts` would write now, stage by stage and by school; no bots stand for all."""
    given = {
        "of_bots": list(bot_ids) or list(conn.execute(select(_group.bot_id).distinct()).scalars()),
        "at_zone": moment.zone,
        "at_hour": moment.hour,
        "at_usual": agenda.usual_hour,
    }
    found = []
    for planned in agenda.posts:
        is_told = exists().where(
            outbox.c.bot_id == _group.bot_id, outbox.c.dedup_key == _key(agenda.period.key, planned)
        )
        waiting = _GROUPS.with_only_columns(
            school.c.id, school.c.name, group_chat.c.title, maintain_column_froms=True
        ).where(_group.linked_at < moment.at(planned.day), ~is_told)
        rows = conn.execute(waiting.order_by(school.c.id), given)
        found += [DuePost(row.id, row.name, row.title, planned) for row in rows]
    return found


def _occasion(planned: Planned) -> str:
    return f"group_{planned.occasion}"


def _key(period: str, planned: Planned) -> ColumnElement[str]:
    start = literal(f"{period}/{GROUP_POST}/{planned.stage}/{_occasion(planned)}/")
    return start.concat(cast(_group.school_id, Text))


def _enqueue_stage(
    conn: Connection, given: Mapping[str, Any], moment: Moment, period: str, planned: Planned
) -> None:
    payload = {
        "school_id": _group.school_id,
        "period": period,
        "stage": planned.stage,
        "occasion": _occasion(planned),
    }
    rows = _GROUPS.add_columns(
        literal(GROUP_POST).label("kind"),
        _key(period, planned).label("dedup_key"),
        json_of(conn, payload).label("payload"),
    )
    # Who linked a group after the moment of an occasion is not told of it.
    told = insertion(conn, rows.where(_group.linked_at < moment.at(planned.day)))
    conn.execute(told, given)
