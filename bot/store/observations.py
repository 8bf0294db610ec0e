"""When somebody is observed: one side proposes, the other agrees; no appraiser is in two places at once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select, update

from bot.store.actor import Actor
from bot.store.database import ConflictError
from bot.store.final_plans import hold_final_plan, is_done
from bot.store.inserting import insert_new
from bot.store.schools import lock_people
from bot.store.supervising import decides
from bot.store.tables import membership, observation, performance_plan, plan_event
from bot.store.world import World
from conversations.execution_effects import AgreeObservation, ProposeObservation
from conversations.execution_facts import OBSERVATION_LASTS
from conversations.facts import EventKind
from conversations.rules.terms import Capacity, PlanStatus, StageId

_plan = performance_plan.c
_own = observation.c


def propose_observation(conn: Connection, wish: ProposeObservation, actor: Actor, world: World) -> None:
    """Write a proposal over the one before; where nobody here decides on the plan it is agreed at once."""
    deciders = _hold(conn, wish.plan_id, wish.capacity, wish.starts_at, actor)
    written = {
        "starts_at": wish.starts_at,
        "proposed_by": wish.capacity,
        "agreed_at": None if deciders else world.now,
    }
    if wish.version is None:
        first = insert_new(conn, observation, "plan_id").values(plan_id=wish.plan_id, version=1, **written)
        changed = conn.execute(first.returning(_own.plan_id)).one_or_none()
    else:
        same = (_own.plan_id == wish.plan_id, _own.version == wish.version)
        moved = update(observation).where(*same).values(**written, version=_own.version + 1)
        changed = conn.execute(moved.returning(_own.plan_id)).one_or_none()
    if changed is None:
        raise ConflictError("another date was proposed meanwhile")


def agree_observation(conn: Connection, wish: AgreeObservation, actor: Actor, world: World) -> None:
    """Agree to what the other side proposed, and record it in the plan's history."""
    starts_at = conn.execute(select(_own.starts_at).where(_own.plan_id == wish.plan_id)).scalar_one_or_none()
    if starts_at is None:
        raise ConflictError("no date is proposed")
    _hold(conn, wish.plan_id, wish.capacity, starts_at, actor)
    agreed = (
        update(observation)
        .where(
            _own.plan_id == wish.plan_id,
            _own.version == wish.version,
            _own.starts_at == starts_at,
            _own.proposed_by != wish.capacity,
            _own.agreed_at.is_(None),
        )
        .values(agreed_at=world.now, version=_own.version + 1)
    )
    if conn.execute(agreed.returning(_own.plan_id)).one_or_none() is None:
        raise ConflictError("this date was answered, or moved, meanwhile")
    event = {
        "plan_id": wish.plan_id,
        "at": world.now,
        "kind": EventKind.OBSERVATION_AGREED,
        "from_status": PlanStatus.DISEPAKATI,
        "to_status": PlanStatus.DISEPAKATI,
        "actor_id": actor.known_id,
        "note": "",
    }
    conn.execute(insert(plan_event).values(event))


def booked_times(conn: Connection, plan_id: int) -> tuple[datetime, ...]:
    """The agreed observations of others by those who decide on this plan, from the present half-year on."""
    whose = _deciders(plan_id).correlate(None)
    period = select(_plan.period).where(_plan.id == plan_id).correlate(None).scalar_subquery()
    query = (
        select(_own.starts_at)
        .join_from(observation, performance_plan, _own.plan_id == _plan.id)
        .join(membership, decides(membership))
        .where(
            membership.c.person_id.in_(whose),
            _plan.id != plan_id,
            _plan.period >= period,
            _own.agreed_at.is_not(None),
        )
    )
    return tuple(sorted(set(conn.execute(query).scalars())))


def _hold(
    conn: Connection, plan_id: int, capacity: Capacity, starts_at: datetime, actor: Actor
) -> Sequence[int]:
    """Lock the plan and those who decide on it, and see that the hour is free; returns who decides."""
    deciders = conn.execute(_deciders(plan_id).order_by(membership.c.person_id)).scalars().all()
    # Whoever agrees to another observation of the same appraiser waits here.
    lock_people(conn, deciders)
    plan: Row[Any] = hold_final_plan(conn, plan_id, capacity, actor)
    if is_done(conn, plan, StageId.B, Capacity.APPRAISER):
        raise ConflictError("the observation is recorded already")
    if any(abs(starts_at - taken) < OBSERVATION_LASTS for taken in booked_times(conn, plan_id)):
        raise ConflictError("another observation is agreed within the hour")
    return deciders


def _deciders(plan_id: int) -> Select[Any]:
    return (
        select(membership.c.person_id)
        .join_from(performance_plan, membership, decides(membership))
        .where(_plan.id == plan_id)
    )
