"""Puts what the groups of schools are told at a moment into the outbox: one statement for each stage."""

from typing import Any

from sqlalchemy import Connection, Select, Text, and_, cast, func, literal, select

from bot.store.audience import Moment
from bot.store.bulk import insert_rows, json_of
from bot.store.tables import group_chat, school, school_group
from conversations.facts import Zone
from conversations.rules.reminders import Agenda, Planned

GROUP_POST = "group_post"
_group = school_group.c


def enqueue_group_posts(conn: Connection, bot_id: int, moment: Moment, agenda: Agenda) -> None:
    """Tell every linked group of a zone and an hour of the stages; whoever was told is not told again."""
    groups = _groups(bot_id, moment, agenda.usual_hour)
    if conn.execute(groups.with_only_columns(_group.school_id).limit(1)).first() is None:
        return
    for planned in agenda.posts:
        _enqueue_stage(conn, groups, moment, agenda.period.key, planned)


def _groups(bot_id: int, moment: Moment, usual_hour: int) -> Select[Any]:
    """The groups of a zone and an hour in which the assistant may write."""
    seen = and_(group_chat.c.bot_id == _group.bot_id, group_chat.c.chat_id == _group.chat_id)
    return (
        select(_group.bot_id, _group.chat_id, _group.thread_id)
        .join_from(school_group, school, school.c.id == _group.school_id)
        .join(group_chat, seen)
        .where(
            _group.bot_id == bot_id,
            group_chat.c.is_inside,
            func.coalesce(school.c.zone, Zone.WIB) == moment.zone,
            func.coalesce(school.c.reminder_hour, usual_hour) == moment.hour,
        )
    )


def _enqueue_stage(
    conn: Connection, groups: Select[Any], moment: Moment, period: str, planned: Planned
) -> None:
    occasion = f"group_{planned.occasion}"
    payload = {
        "school_id": _group.school_id,
        "period": period,
        "stage": planned.stage,
        "occasion": occasion,
    }
    start = literal(f"{period}/{GROUP_POST}/{planned.stage}/{occasion}/")
    rows = groups.add_columns(
        literal(GROUP_POST).label("kind"),
        start.concat(cast(_group.school_id, Text)).label("dedup_key"),
        json_of(conn, payload).label("payload"),
    )
    # Who linked a group after the moment of an occasion is not told of it.
    insert_rows(conn, rows.where(_group.linked_at < moment.at(planned.day)))
