"""Rating plans: drafts, the release, corrections, and what an owner read in PMM.

Every write is one statement on the version that was seen, with the right looked up once more in it.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, exists, func, insert, literal, or_, select, update

from bot.store.actor import Actor
from bot.store.database import ConflictError
from bot.store.executions import load_rating
from bot.store.inserting import insert_new
from bot.store.supervising import decides, is_led_by_plt, may_decide, of_schools, supervised
from bot.store.tables import membership, performance_plan, plan_event, plan_rating, stage_entry
from bot.store.world import World
from conversations.execution_effects import ReleaseRating, SaveRating
from conversations.execution_facts import PlanRating, RatingHint, RatingSource
from conversations.facts import EventKind, Membership
from conversations.rules.cycle import Period, stage_window
from conversations.rules.rating import is_fully_rated
from conversations.rules.rule_set import RuleSet
from conversations.rules.terms import Capacity, PlanStatus, Role, StageId

_plan = performance_plan.c
_rating = plan_rating.c
_entry = stage_entry.c


def save_rating(conn: Connection, wish: SaveRating, actor: Actor, world: World) -> None:
    """Write ratings; what the owner has seen before is kept in the history."""
    before = load_rating(conn, wish.plan_id)
    is_seen = before is not None and before.released_at is not None
    if (is_seen or wish.source is RatingSource.OWNER) and not _may_be_seen(conn, wish, world):
        raise ConflictError("ratings that are seen must be complete")
    written: dict[str, Any] = {
        "source": wish.source,
        "aspects": _names(wish.aspects),
        "behaviors": _names(wish.behaviors),
        "work_result": wish.work_result,
        "work_behavior": wish.work_behavior,
        "note": wish.note,
        "rated_by": actor.known_id,
        "updated_at": world.now,
    }
    if wish.source is RatingSource.OWNER:
        written["released_at"] = world.now if before is None else before.released_at or world.now
    if wish.version is None:
        _begin(conn, wish, actor, written)
    else:
        _change(conn, wish, actor, written)
    if wish.source is RatingSource.OWNER:
        _record(conn, wish.plan_id, EventKind.RATING_ENTERED, actor, world, _changes(before, written))
    elif is_seen:
        _record(conn, wish.plan_id, EventKind.RATING_CORRECTED, actor, world, _changes(before, written))


def release_rating(conn: Connection, wish: ReleaseRating, actor: Actor, world: World) -> None:
    """Let the owner see complete ratings; the appraiser's part of F_G is done."""
    kept = load_rating(conn, wish.plan_id)
    if kept is None or not _is_complete(_rules_of(conn, wish.plan_id, world), kept):
        raise ConflictError("not everything is rated")
    released = (
        update(plan_rating)
        .where(
            _rating.plan_id == wish.plan_id,
            _rating.version == wish.version,
            _rating.source == RatingSource.APPRAISER,
            _rating.released_at.is_(None),
            _may(wish.plan_id, RatingSource.APPRAISER, actor),
        )
        .values(released_at=world.now, version=_rating.version + 1)
    )
    _must_hit(conn, released.returning(_rating.plan_id))
    _record(conn, wish.plan_id, EventKind.RATED, actor, world, None)
    _finish(conn, wish.plan_id, actor, world)


def load_rating_hint(
    conn: Connection, person_id: int, memberships: Sequence[Membership], world: World, today: date
) -> RatingHint:
    """How many ratings are due from somebody, and whose own rating can be read, for home."""
    period = Period.of(today)
    rules = world.rule_sets[world.calendar.name_for(period)]
    is_begun = stage_window(rules, period, StageId.F_G)[0] <= today
    periods = [period.previous().key, *([period.key] if is_begun else [])]
    own = (
        select(_plan.id)
        .join_from(performance_plan, plan_rating, _rating.plan_id == _plan.id)
        .where(
            _plan.person_id == person_id,
            _plan.period.in_([period.previous().key, period.key]),
            _rating.released_at.is_not(None),
        )
        .order_by(_plan.period.desc())
        .limit(1)
    )
    # Nobody is waited for under a Plt.: the regulation does not say who rates there.
    deciding = [m for m in memberships if not (m.role is Role.KS and m.school.led_by_plt)]
    schools = supervised(deciding)
    waiting = _count_due(conn, person_id, of_schools(schools), periods) if schools else 0
    return RatingHint(waiting, is_begun, conn.execute(own).scalar_one_or_none())


def _count_due(conn: Connection, person_id: int, reach: ColumnElement[bool], periods: Sequence[str]) -> int:
    query = (
        select(func.count())
        .select_from(performance_plan)
        .outerjoin(plan_rating, _rating.plan_id == _plan.id)
        .where(
            reach,
            _plan.period.in_(periods),
            _plan.status == PlanStatus.DISEPAKATI,
            _plan.person_id != person_id,
            or_(_rating.released_at.is_(None), _rating.source == RatingSource.OWNER),
        )
    )
    return conn.execute(query).scalar_one()


def _begin(conn: Connection, wish: SaveRating, actor: Actor, written: Mapping[str, Any]) -> None:
    given = {"plan_id": wish.plan_id, "released_at": None, **written, "version": 1}
    row = [literal(value, plan_rating.c[name].type) for name, value in given.items()]
    may = select(*row).where(_may(wish.plan_id, wish.source, actor))
    begun = insert_new(conn, plan_rating, "plan_id").from_select(list(given), may)
    _must_hit(conn, begun.returning(_rating.plan_id))


def _change(conn: Connection, wish: SaveRating, actor: Actor, written: Mapping[str, Any]) -> None:
    """An owner changes only what the owner entered."""
    changed = update(plan_rating).where(
        _rating.plan_id == wish.plan_id,
        _rating.version == wish.version,
        or_(_rating.source == RatingSource.OWNER, literal(wish.source is RatingSource.APPRAISER)),
        _may(wish.plan_id, wish.source, actor),
    )
    values = {**written, "version": _rating.version + 1}
    _must_hit(conn, changed.values(values).returning(_rating.plan_id))


def _may(plan_id: int, source: RatingSource, actor: Actor) -> ColumnElement[bool]:
    """Who decides on the final plan; or its owner, while nobody here does, or only a Plt."""
    if source is RatingSource.APPRAISER:
        right: ColumnElement[bool] = may_decide(actor.known_id)
    else:
        is_under_plt = and_(_plan.role == Role.GURU, is_led_by_plt(_plan.school_id))
        right = and_(
            _plan.person_id == actor.known_id, or_(is_under_plt, ~exists().where(decides(membership)))
        )
    return exists().where(_plan.id == plan_id, _plan.status == PlanStatus.DISEPAKATI, right)


def _may_be_seen(conn: Connection, wish: SaveRating, world: World) -> bool:
    """Whether ratings may be shown: an owner needs only the two overall ones."""
    if wish.work_result is None or wish.work_behavior is None:
        return False
    rules = _rules_of(conn, wish.plan_id, world)
    return wish.source is RatingSource.OWNER or is_fully_rated(rules, wish.aspects, wish.behaviors)


def _is_complete(rules: RuleSet, kept: PlanRating) -> bool:
    has_overall = kept.work_result is not None and kept.work_behavior is not None
    return has_overall and is_fully_rated(rules, kept.aspects, kept.behaviors)


def _rules_of(conn: Connection, plan_id: int, world: World) -> RuleSet:
    name = conn.execute(select(_plan.rule_set).where(_plan.id == plan_id)).scalar_one_or_none()
    if name is None:
        raise ConflictError("there is no such plan")
    return world.rule_sets[name]


def _finish(conn: Connection, plan_id: int, actor: Actor, world: World) -> None:
    """F_G is done for whoever appraises this owner."""
    owner = conn.execute(select(_plan.person_id, _plan.period).where(_plan.id == plan_id)).one()
    key = {
        "person_id": owner.person_id,
        "period": owner.period,
        "stage": StageId.F_G,
        "capacity": Capacity.APPRAISER,
    }
    done = {"done_at": world.now, "done_by": actor.known_id}
    begun = update(stage_entry).where(
        *(_entry[name] == value for name, value in key.items()), _entry.done_at.is_(None)
    )
    conn.execute(begun.values(done))
    conn.execute(insert_new(conn, stage_entry, *key).values({**key, **done}))


def _record(
    conn: Connection,
    plan_id: int,
    kind: EventKind,
    actor: Actor,
    world: World,
    changes: Mapping[str, Any] | None,
) -> None:
    conn.execute(
        insert(plan_event).values(
            plan_id=plan_id,
            at=world.now,
            kind=kind,
            from_status=PlanStatus.DISEPAKATI,
            to_status=PlanStatus.DISEPAKATI,
            actor_id=actor.known_id,
            note="",
            changes=changes,
        )
    )


def _changes(before: PlanRating | None, written: Mapping[str, Any]) -> dict[str, Any]:
    names = ("source", "aspects", "behaviors", "work_result", "work_behavior", "note")
    after = {name: written[name] for name in names}
    if before is None:
        return {"before": None, "after": after}
    was = {name: getattr(before, name) for name in names}
    was |= {"aspects": _names(before.aspects), "behaviors": _names(before.behaviors)}
    return {"before": was, "after": after}


def _names(ratings: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(rating) for name, rating in ratings.items()}


def _must_hit(conn: Connection, statement: Any) -> None:
    if conn.execute(statement).one_or_none() is None:
        raise ConflictError("the rating has changed meanwhile, or the right to it has")
