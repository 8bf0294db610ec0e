"""What the product has stored about a chat; nothing is written."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, select

from bot.store.tables import (
    additional_duty,
    channel_account,
    membership,
    outbox,
    performance_plan,
    person,
    rhk_item,
    school,
    session,
    work_behavior,
)

Json = dict[str, Any]
_MOST_ROWS = 20
_PARTS: Mapping[str, Table] = {"rhk": rhk_item, "duties": additional_duty, "behaviors": work_behavior}


def inspect_chat(conn: Connection, bot_id: int, chat_id: int) -> Json:
    """Session, person, plans and the newest rows of the outbox of a chat."""
    known = conn.execute(
        select(person, channel_account.c.reachable)
        .join(channel_account, channel_account.c.person_id == person.c.id)
        .where(channel_account.c.chat_id == chat_id)
    ).one_or_none()
    stored = select(session).where(session.c.bot_id == bot_id, session.c.chat_id == chat_id)
    sent = (
        select(outbox)
        .where(outbox.c.bot_id == bot_id, outbox.c.chat_id == chat_id)
        .order_by(outbox.c.id.desc())
        .limit(_MOST_ROWS)
    )
    return {
        "session": next(iter(_rows(conn, stored)), None),
        "person": known and {**_json(known), "memberships": _memberships(conn, known.id)},
        "plans": _plans(conn, known.id) if known else [],
        "outbox": _rows(conn, sent),
    }


def _memberships(conn: Connection, person_id: int) -> list[Json]:
    found = (
        select(membership, school.c.npsn, school.c.name)
        .join(school, school.c.id == membership.c.school_id)
        .where(membership.c.person_id == person_id)
        .order_by(membership.c.id)
    )
    return _rows(conn, found)


def _plans(conn: Connection, person_id: int) -> list[Json]:
    plan = performance_plan.c
    newest = select(performance_plan).where(plan.person_id == person_id).order_by(plan.period.desc())
    plans = _rows(conn, newest.limit(_MOST_ROWS))
    numbers = [row["id"] for row in plans]
    parts = {name: _rows(conn, _of_plans(table, numbers)) for name, table in _PARTS.items()}
    return [
        {
            **row,
            **{name: [one for one in rows if one["plan_id"] == row["id"]] for name, rows in parts.items()},
        }
        for row in plans
    ]


def _of_plans(table: Table, numbers: list[int]) -> Select[Any]:
    return select(table).where(table.c.plan_id.in_(numbers)).order_by(table.c.plan_id, table.c.position)


def _rows(conn: Connection, query: Select[Any]) -> list[Json]:
    return [_json(row) for row in conn.execute(query)]


def _json(row: Row[Any]) -> Json:
    return {
        name: value.isoformat() if isinstance(value, date | datetime) else value
        for name, value in row._mapping.items()
    }
