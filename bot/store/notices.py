"""Whom a notice concerns; the rows go into the outbox with the change that they tell of."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from bot.store.actor import Actor
from bot.store.outbox import Lane, enqueue
from bot.store.supervising import decides
from bot.store.tables import channel_account, membership, performance_plan
from conversations.effects import NoticeKind

_plan = performance_plan.c
_account = channel_account.c
_COLUMNS = (_plan.id, _plan.period, _account.person_id, _account.chat_id)


def notify_owners(
    conn: Connection,
    kind: NoticeKind,
    plans: Sequence[tuple[int, int]],
    actor: Actor,
    *,
    lane: Lane = Lane.URGENT,
    occasion: str = "",
) -> None:
    """Tell the owners of plans, given as (id, version), what was decided.

    `occasion` tells notices of a kind apart that a plan can cause twice without changing.
    """
    query = select(*_COLUMNS).join_from(
        performance_plan, channel_account, _plan.person_id == _account.person_id
    )
    _notify(conn, query, kind, plans, actor, lane, occasion)


def notify_supervisors(
    conn: Connection,
    kind: NoticeKind,
    plans: Sequence[tuple[int, int]],
    actor: Actor,
    *,
    occasion: str = "",
) -> None:
    """Tell everybody who decides on the plans now; `occasion` as for owners."""
    query = (
        select(*_COLUMNS)
        .join_from(performance_plan, membership, decides(membership))
        .join(channel_account, membership.c.person_id == _account.person_id)
    )
    _notify(conn, query, kind, plans, actor, Lane.NORMAL, occasion)


def _notify(
    conn: Connection,
    query: Select[Any],
    kind: NoticeKind,
    plans: Sequence[tuple[int, int]],
    actor: Actor,
    lane: Lane,
    occasion: str = "",
) -> None:
    versions = dict(plans)
    reachable = query.where(
        _plan.id.in_(list(versions)), _account.channel == actor.channel, _account.reachable
    )
    told = reachable.add_columns(actor.bot_for(_account.bot_id).label("bot_id"))
    found = conn.execute(told.order_by(_plan.id, _account.id)).all()
    enqueue(conn, [_row(row, kind, versions[row.id], lane, occasion) for row in found])


def _row(row: Row[Any], kind: NoticeKind, version: int, lane: Lane, occasion: str) -> dict[str, Any]:
    told = f"{kind}/{occasion}" if occasion else kind
    return {
        "bot_id": row.bot_id,
        "chat_id": row.chat_id,
        "lane": lane,
        "kind": kind,
        "dedup_key": f"{row.period}/plan/{row.id}/{version}/{told}/{row.person_id}",
        "payload": {"kind": kind, "plan_id": row.id, "version": version, "person_id": row.person_id}
        | ({"occasion": occasion} if occasion else {}),
    }
