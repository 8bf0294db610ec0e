"""How far everybody is on whose plans somebody decides, in a few statements however many they are."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Subquery, and_, exists, false, or_, select, union

from bot.store.progress_parts import Beside, load_beside
from bot.store.supervising import of_schools, supervised
from bot.store.tables import (
    channel_account,
    membership,
    nudge,
    observation,
    performance_plan,
    person,
    plan_rating,
    school,
)
from bot.store.world import World
from conversations.execution_facts import Progress, RatingSource, SchoolProgress
from conversations.facts import Membership
from conversations.rules.cycle import Period
from conversations.rules.evidence import collected_codes, collected_points, evidence_slots, filled_slots
from conversations.rules.plan import total_points
from conversations.rules.rating import missing_documents, predicate
from conversations.rules.rule_set import RuleSet
from conversations.rules.terms import Capacity, JobLevel, PlanStatus, Rating, Role

_plan = performance_plan.c
_member = membership.c


def load_progress(
    conn: Connection, person_id: int, memberships: Sequence[Membership], period: Period, world: World
) -> SchoolProgress:
    """The guru of schools that somebody leads and the KS of schools that they appraise, but not themselves.

    For the present half-year everybody who belongs there is among them, for an earlier one whoever has a
    submitted plan there. A KS of several of the schools is there once, at that of the plan.
    """
    schools = supervised(memberships)
    if not schools:
        return SchoolProgress(period, ())
    submitted = and_(
        of_schools(schools), _plan.period == period.key, _plan.status != PlanStatus.BELUM_DIAJUKAN
    )
    rows = _load_people(conn, person_id, schools, submitted, period)
    if period < world.period():
        rows = [row for row in rows if _is_decided_on(row)]
    found = load_beside(conn, submitted, period)
    nudged = _load_nudged(conn, memberships, world)
    people = [
        _progress(row, found, world, is_nudged=(row.id, row.school_id) in nudged) for row in _once(rows)
    ]
    return SchoolProgress(period, tuple(people))


def _load_people(
    conn: Connection,
    person_id: int,
    schools: Mapping[Role, Sequence[int]],
    submitted: ColumnElement[bool],
    period: Period,
) -> Sequence[Row[Any]]:
    """Everybody with their plan of the half-year, whatever school that belongs to."""
    people = _people_at(schools, submitted)
    account = channel_account.c
    reached = exists().where(account.person_id == person.c.id, account.reachable)
    query = (
        select(
            person.c.id,
            person.c.name,
            person.c.job_level,
            people.c.role,
            people.c.school_id,
            school.c.name.label("school_name"),
            reached.label("is_reachable"),
            _plan.id.label("plan_id"),
            _plan.role.label("plan_role"),
            _plan.school_id.label("plan_school_id"),
            _plan.status,
            _plan.version,
            _plan.rule_set,
            _plan.change_note,
            observation.c.starts_at,
            observation.c.proposed_by,
            observation.c.agreed_at,
            plan_rating.c.work_result,
            plan_rating.c.work_behavior,
            plan_rating.c.released_at,
            plan_rating.c.source.label("rating_source"),
        )
        .join_from(people, person, people.c.person_id == person.c.id)
        .join(school, people.c.school_id == school.c.id)
        .outerjoin(performance_plan, and_(_plan.person_id == person.c.id, _plan.period == period.key))
        .outerjoin(observation, observation.c.plan_id == _plan.id)
        .outerjoin(plan_rating, plan_rating.c.plan_id == _plan.id)
        .where(person.c.id != person_id, person.c.erased_at.is_(None))
    )
    rows = conn.execute(query).all()
    return sorted(rows, key=lambda row: (row.name.casefold(), row.id, row.school_name, row.school_id))


def _people_at(schools: Mapping[Role, Sequence[int]], submitted: ColumnElement[bool]) -> Subquery:
    """Who belongs to these schools now, and whose plan was submitted there."""
    kinds = [and_(_member.role == role, _member.school_id.in_(ids)) for role, ids in schools.items()]
    members = select(_member.person_id, _member.school_id, _member.role).where(
        _member.ended_at.is_(None), or_(false(), *kinds)
    )
    owners = select(_plan.person_id, _plan.school_id, _plan.role).where(submitted)
    return union(members, owners).subquery("people")


def _once(rows: Sequence[Row[Any]]) -> Sequence[Row[Any]]:
    """The rows without further schools of the same KS; the first of the others is kept."""
    best: dict[int, Row[Any]] = {}
    for row in rows:
        if row.role == Role.KS and (row.id not in best or _is_decided_on(row)):
            best[row.id] = row
    return [row for row in rows if row.role != Role.KS or best[row.id] is row]


def _is_decided_on(row: Row[Any]) -> bool:
    """Whether the plan was submitted to this very school in this very role."""
    is_of_school = row.plan_school_id == row.school_id and row.plan_role == row.role
    return bool(is_of_school and row.status != PlanStatus.BELUM_DIAJUKAN)


def _is_elsewhere(row: Row[Any]) -> bool:
    if row.plan_id is None or _is_decided_on(row):
        return False
    return bool(row.plan_role != row.role or row.status != PlanStatus.BELUM_DIAJUKAN)


def _load_nudged(
    conn: Connection, memberships: Sequence[Membership], world: World
) -> frozenset[tuple[int, int]]:
    """Who was reminded at which of these schools today, by the school's own clock."""
    today = {member.school.id: world.day(member.school.zone) for member in memberships}
    query = select(nudge.c.person_id, nudge.c.school_id, nudge.c.day).where(
        nudge.c.school_id.in_(today), nudge.c.day.in_(set(today.values()))
    )
    return frozenset(
        (row.person_id, row.school_id) for row in conn.execute(query) if row.day == today[row.school_id]
    )


def _progress(row: Row[Any], found: Beside, world: World, *, is_nudged: bool) -> Progress:
    known = Progress(
        person_id=row.id,
        name=row.name,
        role=Role(row.role),
        school_name=row.school_name,
        plan_id=None,
        status=None if row.status is None else PlanStatus(row.status),
        school_id=row.school_id,
        is_elsewhere=_is_elsewhere(row),
        is_reachable=bool(row.is_reachable),
        nudged_today=is_nudged,
        job_level=None if row.job_level is None else JobLevel(row.job_level),
    )
    return _with_plan(known, row, found, world.rule_sets[row.rule_set]) if _is_decided_on(row) else known


def _with_plan(known: Progress, row: Row[Any], found: Beside, rules: RuleSet) -> Progress:
    plan_id, role = row.plan_id, Role(row.role)
    content, slots = found.content_of(plan_id), found.slots.get(plan_id, set())
    handed_in = found.documents_of(plan_id, row.school_id, role)
    collected = collected_codes(rules, role, content, slots, handed_in)
    missing = tuple(entry.code for entry in missing_documents(rules, role, bool(content.duties), collected))
    is_rated = row.work_result is not None and row.work_behavior is not None
    is_released = is_rated and row.released_at is not None
    is_shown = is_released and not missing
    return replace(
        known,
        plan_id=plan_id,
        plan_version=row.version,
        asks_change=bool(row.change_note),
        planned_points=total_points(rules, content.rhk),
        min_points=rules.points.min_points,
        collected_points=collected_points(rules, content, slots),
        collected_files=filled_slots(content, slots),
        needed_files=len(evidence_slots(content)),
        missing_documents=missing,
        owner_done=frozenset(found.own_done.get(row.id, ())),
        appraiser_done=frozenset(found.appraiser_done.get(row.id, ())),
        observed_at=row.starts_at,
        observation_proposed_by=None if row.proposed_by is None else Capacity(row.proposed_by),
        is_observation_agreed=row.agreed_at is not None,
        is_rated=is_rated,
        is_released=is_released,
        is_own_entry=row.rating_source == RatingSource.OWNER,
        predicate=predicate(rules, Rating(row.work_result), Rating(row.work_behavior)) if is_shown else None,
    )
