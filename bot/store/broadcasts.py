"""Broadcasts: started and stopped with the right to it, and what is known of them."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, Row, and_, func, select, update

from bot.store.actor import Actor
from bot.store.audit import record
from bot.store.broadcast_audience import dump_audience, load_audience, load_receivers, may_send
from bot.store.broadcast_progress import count_receivers, enqueue_chunk, unreached_names
from bot.store.database import ConflictError, db_now_ms
from bot.store.inserting import insert_new
from bot.store.tables import broadcast, group_chat, person, school_group
from bot.store.world import World
from conversations.broadcast_effects import BroadcastEffect, StartBroadcast, StopBroadcast
from conversations.broadcast_facts import (
    OPEN_STATES,
    Audience,
    AudienceKind,
    Broadcast,
    Broadcasting,
    BroadcastState,
    Tally,
)
from conversations.facts import Membership, Person
from conversations.rules.terms import Role

_own = broadcast.c
_MASS = AudienceKind.EVERYBODY


def apply_broadcast_effect(conn: Connection, effect: BroadcastEffect, actor: Actor, world: World) -> None:
    """Apply one effect in the transaction of the decision."""
    match effect:
        case StartBroadcast():
            _start(conn, effect, actor, world)
        case StopBroadcast():
            _stop(conn, effect, actor, world)


def load_broadcasting(
    conn: Connection,
    person_: Person | None,
    memberships: tuple[Membership, ...],
    audience: Audience | None,
    world: World,
    *,
    is_operator: bool,
) -> Broadcasting:
    """What is known where somebody writes a broadcast."""
    person_id = None if person_ is None else person_.id
    may = audience is not None and may_send(conn, audience, person_id, is_operator=is_operator)
    led = [member.school.id for member in memberships if member.role is Role.KS]
    own = None if person_id is None else _latest(conn, _own.made_by == person_id, _own.kind != _MASS)
    mass = _latest(conn, _own.kind == _MASS) if is_operator else None
    return Broadcasting(
        left_today=_left_today(conn, person_id, world),
        most_a_day=world.broadcasts_a_day,
        per_second=world.bulk_per_second,
        own=None if own is None else _broadcast_of(conn, own, with_names=True),
        mass=None if mass is None else _broadcast_of(conn, mass, with_names=False),
        receivers=load_receivers(conn, audience, person_id, world) if audience and may else None,
        group_titles=_group_titles(conn, led) if led else {},
    )


def load_broadcast(conn: Connection, broadcast_id: int) -> tuple[Broadcast, Row[Any]] | None:
    """One by its id, with its row."""
    row = conn.execute(select(broadcast).where(_own.id == broadcast_id)).one_or_none()
    return None if row is None else (_broadcast_of(conn, row, with_names=row.kind != _MASS), row)


def _start(conn: Connection, wish: StartBroadcast, actor: Actor, world: World) -> None:
    """Write it down and begin with its receivers, all of them where they are few."""
    audience = wish.audience
    is_mass = audience.kind is _MASS
    if not may_send(conn, audience, actor.person_id, is_operator=actor.is_operator):
        raise ConflictError("this audience is not, or no longer, the person's to write to")
    if not is_mass and _left_today(conn, actor.person_id, world) < 1:
        raise ConflictError("no more broadcasts are allowed today")
    if world.bots.are_several and _is_open_elsewhere(conn, actor, is_mass=is_mass):
        raise ConflictError("another broadcast is on its way by another bot")
    new = insert_new(conn, broadcast).values(
        bot_id=actor.bot_id,
        chat_id=actor.chat_id,
        made_by=actor.person_id,
        kind=audience.kind,
        audience=dump_audience(audience, world.period().key),
        school_id=audience.school_id,
        text=wish.text,
        state=BroadcastState.FILLING,
        started_at=world.now,
        last_id=conn.execute(select(func.coalesce(func.max(person.c.id), 0))).scalar_one(),
        upto=0,
        # What the clock has to tell comes before a word to everybody.
        due_at=db_now_ms(conn) if is_mass else 0,
        shown_at=db_now_ms(conn),
        **dict.fromkeys(("sent", "unreachable", "failed", "stopped"), 0),
    )
    broadcast_id = conn.execute(new.returning(_own.id)).scalar_one_or_none()
    if broadcast_id is None:
        raise ConflictError("another broadcast is on its way")
    record(conn, "broadcast_started", actor, world, school_id=audience.school_id, by_operator=is_mass)
    enqueue_chunk(conn, broadcast_id, bots=world.bots)


def _is_open_elsewhere(conn: Connection, actor: Actor, *, is_mass: bool) -> bool:
    """Whether one is on its way that the indices, which are for each bot, do not tell of."""
    whose = _own.kind == _MASS if is_mass else and_(_own.made_by == actor.person_id, _own.kind != _MASS)
    others = (whose, _own.bot_id.in_(list(actor.bots.names)), _own.bot_id != actor.bot_id)
    query = select(_own.id).where(*others, _own.state.in_(sorted(OPEN_STATES))).limit(1)
    return conn.execute(query).first() is not None


def _stop(conn: Connection, wish: StopBroadcast, actor: Actor, world: World) -> None:
    """From now on nothing of it is drawn; what waits is struck off beside the turns."""
    row = conn.execute(select(broadcast).where(_own.id == wish.broadcast_id).with_for_update()).one_or_none()
    if row is None or row.state not in OPEN_STATES or row.state == BroadcastState.STOPPING:
        raise ConflictError("it is not on its way any more")
    is_own = row.made_by is not None and row.made_by == actor.person_id
    if not (actor.is_operator if row.kind == _MASS else is_own):
        raise ConflictError("only who sends it stops it")
    stopping = update(broadcast).where(_own.id == wish.broadcast_id)
    conn.execute(stopping.values(state=BroadcastState.STOPPING))
    record(conn, "broadcast_stopped", actor, world, school_id=row.school_id, by_operator=row.kind == _MASS)


def has_right(conn: Connection, row: Row[Any], world: World) -> bool:
    """Whether whoever sends it may do so still."""
    return may_send(
        conn, load_audience(row.audience), row.made_by, is_operator=row.chat_id in world.operator_ids
    )


def _left_today(conn: Connection, person_id: int | None, world: World) -> int:
    """How many more somebody may send to others than everybody; days are those of the own zone."""
    if person_id is None:
        return 0
    zone = conn.execute(select(person.c.zone).where(person.c.id == person_id)).scalar_one()
    today = world.now.astimezone(ZoneInfo(zone)).date()
    midnight = datetime.combine(today, time(), ZoneInfo(zone))
    sent = select(func.count()).where(
        _own.made_by == person_id, _own.kind != _MASS, _own.started_at >= midnight
    )
    return max(world.broadcasts_a_day - conn.execute(sent).scalar_one(), 0)


def _latest(conn: Connection, *conditions: ColumnElement[bool]) -> Row[Any] | None:
    query = select(broadcast).where(*conditions).order_by(_own.id.desc()).limit(1)
    return conn.execute(query).one_or_none()


def _broadcast_of(conn: Connection, row: Row[Any], *, with_names: bool) -> Broadcast:
    state = BroadcastState(row.state)
    is_over = state not in OPEN_STATES
    told = Tally(row.sent, row.unreachable, row.failed, row.stopped)
    has_names = with_names and is_over and row.kind != AudienceKind.GROUP
    return Broadcast(
        id=row.id,
        kind=AudienceKind(row.kind),
        state=state,
        started_at=row.started_at,
        tally=told if is_over else count_receivers(conn, row.id),
        unreached=unreached_names(conn, row.id) if has_names else (),
    )


def _group_titles(conn: Connection, school_ids: list[int]) -> dict[int, str]:
    link, chat = school_group.c, group_chat.c
    query = (
        select(link.school_id, chat.title)
        .join_from(school_group, group_chat, (chat.bot_id == link.bot_id) & (chat.chat_id == link.chat_id))
        .where(link.school_id.in_(school_ids), chat.is_inside)
    )
    return {row.school_id: row.title for row in conn.execute(query)}
