"""Final plans for random users to go on with, the files that they send, and what must hold of both."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import combinations
from typing import Any

from sqlalchemy import Connection, Row, select

from bot.store.actor import TELEGRAM, Actor
from bot.store.effects import apply_effects
from bot.store.people import person_of
from bot.store.plans import load_plans
from bot.store.tables import accountability_document, evidence, membership, performance_plan, plan_rating
from bot.store.tables import observation as observed
from bot.store.world import World
from conversations.effects import Authority, MovePlan, SavePlan
from conversations.events import Attachment
from conversations.execution_effects import KeepFile, SaveRating
from conversations.execution_facts import FileKind, RatingSource, SentFile
from conversations.facts import DECIDES_ON, EventKind, Plan
from conversations.rules.cycle import Period
from conversations.rules.evidence import LESSON_PLAN, evidence_slots
from conversations.rules.plan import BehaviorChoice, PlanContent, RHKItem
from conversations.rules.rating import required_documents
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import PlanRole, PlanStatus, Rating, Role, SchoolLevel
from tests.store.acting import agreement, approval, move, submission

_FAR_APART = 3600.0
_MEGABYTE = 1024 * 1024


def _sent(number: int, kind: FileKind = FileKind.PDF, album: str = "", megabytes: int = 1) -> Attachment:
    is_pdf = kind is FileKind.PDF
    name = f"bukti <{number}>.pdf" if is_pdf else ""
    file = SentFile(f"file{number}", f"unique{number}", kind, name, megabytes * _MEGABYTE)
    return Attachment("document" if is_pdf else "photo", file, album)


# Few, so that the same one comes again; one was counted in the half-year before, one is too large.
COUNTED_BEFORE = _sent(0)
FILES = (
    *(_sent(number) for number in range(4)),
    *(_sent(number, FileKind.PHOTO, "album") for number in (4, 5)),
    *(_sent(number, FileKind.PDF, "pdfs") for number in (6, 7)),
    _sent(8, megabytes=11),
    Attachment("document"),
)


def complete(rules: RuleSet, role: Role = Role.GURU) -> PlanContent:
    """A plan of 32 points that only waits for Ajukan."""
    behaviors = tuple(BehaviorChoice(aspect.id, aspect.choices[0].id) for aspect in rules.work_behaviors)
    practice = rules.sub_indicators_for(role)[0].id
    return PlanContent(practice, (RHKItem(1, 2), RHKItem(2, 2)), (), behaviors)


def make_final(
    conn: Connection, owner: Actor, decider: Actor | None, rules: RuleSet, role: PlanRole, world: World
) -> None:
    """The owner's plan of this half-year goes all the way; without a decider it was agreed outside."""
    period = Period.of(world.now.date())
    plan = _started(conn, owner, complete(rules, role), period, role, world)
    if decider is None:
        apply_effects(conn, (_agreed_outside(plan),), owner, world)
        return
    leads = select(membership.c.school_id).where(membership.c.person_id == decider.person_id)
    school_id = conn.execute(leads).scalars().first()
    apply_effects(conn, (submission(plan, school_id),), owner, world)
    apply_effects(conn, (approval(_plan(conn, plan.id)),), decider, world)
    apply_effects(conn, (agreement(_plan(conn, plan.id)),), owner, world)
    apply_effects(conn, (_rated(plan.id, rules),), decider, world)


def _rated(plan_id: int, rules: RuleSet) -> SaveRating:
    """All but the two overall ratings, so that random presses also reach what comes after them."""
    aspects = {aspect.id: Rating.MEETS for aspect in rules.practice_aspects}
    behaviors = {behavior.id: Rating.MEETS for behavior in rules.work_behaviors}
    return SaveRating(plan_id, None, RatingSource.APPRAISER, aspects, behaviors, None, None, note="Baik.")


def make_past(conn: Connection, owner: Actor, rules: RuleSet, period: Period, world: World) -> None:
    """A final plan of an earlier half-year, with a file that was counted then."""
    plan = _started(conn, owner, complete(rules), period, Role.GURU, world)
    assert COUNTED_BEFORE.file is not None
    kept = KeepFile(plan.id, COUNTED_BEFORE.file, "rhk:1:1")
    apply_effects(conn, (_agreed_outside(plan), kept), owner, world)


def half_year_faults(conn: Connection, rules: RuleSet) -> list[str]:
    """What must never be of final plans: files out of place or counted twice, half a rating that is seen."""
    plans = {plan.id: plan for plan in load_plans(conn, performance_plan.c.id > 0)}
    files = [row for row in conn.execute(select(evidence)) if row.slot is not None]
    counted = Counter((row.person_id, row.file_unique_id) for row in files if row.slot.startswith("rhk:"))
    ratings = conn.execute(select(plan_rating).where(plan_rating.c.released_at.is_not(None))).all()
    return [
        *(f"file {row.id} lies in {row.slot}" for row in files if row.slot not in _slots(plans[row.plan_id])),
        *(f"{file} counts {times} times" for file, times in counted.items() if times > 1),
        *(f"half a rating of plan {row.plan_id} is seen" for row in ratings if not _is_whole(row, rules)),
    ]


def may_see_predicate(conn: Connection, chat_id: int, rules: RuleSet) -> bool:
    """Whether who writes there has a released rating of a plan with every dokumen akuntabilitas."""
    own = performance_plan.c.person_id == person_of(conn, TELEGRAM, str(chat_id))
    released = plan_rating.c.released_at.is_not(None)
    rated = set(conn.execute(select(plan_rating.c.plan_id).where(released)).scalars())
    documents = conn.execute(select(accountability_document)).all()
    return any(
        plan.id in rated and _needed(rules, plan) <= _handed_in(plan, documents)
        for plan in load_plans(conn, own)
    )


def agreed_dates(conn: Connection) -> Mapping[int, datetime]:
    """When who owns which plan is observed, as both sides agreed."""
    query = select(observed.c.plan_id, observed.c.starts_at).where(observed.c.agreed_at.is_not(None))
    return {row.plan_id: row.starts_at for row in conn.execute(query)}


def double_bookings(conn: Connection, newly: Iterable[int]) -> list[tuple[int, int]]:
    """Plans whose date has just been agreed to, with others that the same person observes in that hour."""
    dates, present = agreed_dates(conn), membership.c.ended_at.is_(None)
    members = conn.execute(select(membership).where(present)).all()
    plans = conn.execute(select(performance_plan).where(performance_plan.c.id.in_(dates))).all()
    deciders = {plan.id: _deciders(plan, members) for plan in plans}
    return [
        (one, other)
        for one, other in combinations(dates, 2)
        if {one, other} & set(newly)
        and deciders[one] & deciders[other]
        and abs((dates[one] - dates[other]).total_seconds()) < _FAR_APART
    ]


def _started(
    conn: Connection, owner: Actor, content: PlanContent, period: Period, role: PlanRole, world: World
) -> Plan:
    wish = SavePlan(period, "pmm_2024", role, SchoolLevel.SD, content, None)
    apply_effects(conn, (wish,), owner, world)
    mine = performance_plan.c.person_id == owner.person_id
    return next(plan for plan in load_plans(conn, mine) if plan.period == period)


def _agreed_outside(plan: Plan) -> MovePlan:
    return move(plan, PlanStatus.DISEPAKATI, EventKind.AGREED_OUTSIDE, Authority.OWNER)


def _plan(conn: Connection, plan_id: int) -> Plan:
    (plan,) = load_plans(conn, performance_plan.c.id == plan_id)
    return plan


def _slots(plan: Plan) -> set[str]:
    return {*evidence_slots(plan.content), *((LESSON_PLAN,) if plan.role is Role.GURU else ())}


def _is_whole(row: Row[Any], rules: RuleSet) -> bool:
    has_overall = row.work_result is not None and row.work_behavior is not None
    if row.source == RatingSource.OWNER:
        return has_overall
    rated = len(row.aspects) + len(row.behaviors)
    return has_overall and rated == len(rules.practice_aspects) + len(rules.work_behaviors)


def _needed(rules: RuleSet, plan: Plan) -> set[str]:
    """Codes of what is handed in as such: the SK of duties is collected as evidence."""
    return {document.code for document in required_documents(rules, plan.role, has_duty=False)}


def _handed_in(plan: Plan, documents: Iterable[Row[Any]]) -> set[str]:
    school_id = None if plan.school is None else plan.school.id
    of_school = (school_id, plan.period.key, plan.role)
    return {
        row.code
        for row in documents
        if row.plan_id == plan.id
        or (row.school_id is not None and (row.school_id, row.period, row.role) == of_school)
    }


def _deciders(plan: Row[Any], members: Iterable[Row[Any]]) -> set[int]:
    return {
        row.person_id
        for row in members
        if row.school_id == plan.school_id
        and DECIDES_ON.get(Role(row.role)) == plan.role
        and row.person_id != plan.person_id
    }
