"""What operators may know, and what people and operators tell each other."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, Row, Select, case, exists, func, insert, or_, select, update

from bot.store.actor import Actor
from bot.store.audit import record
from bot.store.clock_runs import load_last_tick
from bot.store.database import ConflictError
from bot.store.outbox import OutboxState
from bot.store.person_notices import notify_operators, notify_people
from bot.store.questions import count_open_questions
from bot.store.queue_health import load_queue
from bot.store.schools import SCHOOL_COLUMNS, school_of
from bot.store.tables import (
    channel_account,
    failed_update,
    membership,
    outbox,
    performance_plan,
    person,
    problem_report,
    school,
)
from bot.store.world import World
from conversations.facts import FoundPerson, Health, Member, ProblemReport, School, SchoolCard
from conversations.people_effects import AnswerReport, PersonNoticeKind, ReportProblem
from conversations.reporting import MOST_OPEN_REPORTS
from conversations.rules.terms import PlanStatus, Role, SchoolLevel

# One more than is shown, so that it can be said that there are more.
MOST_FOUND = 6
_ANSWERED_SHOWN = 20
_OPEN_SHOWN = 200

_person = person.c
_member = membership.c
_report = problem_report.c
_is_open = _report.answered_at.is_(None)
_is_reachable = exists().where(channel_account.c.person_id == _person.id, channel_account.c.reachable)
_REPORTS = select(
    _report.id, _report.person_id, _person.name, _report.reported_at, _report.text, _report.answer
).join_from(problem_report, person, _report.person_id == _person.id)


def load_health(conn: Connection, world: World) -> Health:
    """Counts of what is stored and of what waits, in a few statements."""
    is_kept = _person.erased_at.is_(None)
    has_ks = exists().where(
        _member.school_id == school.c.id, _member.role == Role.KS, _member.ended_at.is_(None)
    )
    counts = {
        "people": select(func.count()).select_from(person).where(is_kept),
        "unreachable": select(func.count()).select_from(person).where(is_kept, ~_is_reachable),
        "schools": select(func.count()).select_from(school),
        "schools_without_ks": select(func.count()).select_from(school).where(~has_ks),
        "outbox_failed": _count_outbox(OutboxState.FAILED),
        "failed_updates": select(func.count()).select_from(failed_update),
        "unanswered_reports": select(func.count()).select_from(problem_report).where(_is_open),
        "open_questions": count_open_questions(),
    }
    columns = [query.scalar_subquery().label(name) for name, query in counts.items()]
    row = conn.execute(select(*columns)).one()
    return Health(
        **row._mapping,
        **load_queue(conn),
        plans=_count_plans(conn, world),
        **load_last_tick(conn),
        answers_trouble=world.answers_trouble,
    )


def load_school_card(conn: Connection, npsn: str) -> SchoolCard | None:
    """A school by its NPSN with everybody who belongs to it, each once, in order of their names."""
    row = conn.execute(select(*SCHOOL_COLUMNS).where(school.c.npsn == npsn)).one_or_none()
    here = None if row is None else school_of(row)
    if here is None:
        return None
    # Somebody who is KS and more is listed as KS.
    rank = case((_member.role == Role.KS, 0), (_member.role == Role.APPRAISER, 1), else_=2)
    query = (
        select(_person.id, _person.name, _member.role, _is_reachable.label("is_reachable"))
        .join_from(membership, person, _member.person_id == _person.id)
        .where(_member.school_id == here.id, _member.ended_at.is_(None))
        .order_by(_person.name, _person.id, rank)
    )
    members: dict[int, Member] = {}
    for found in conn.execute(query):
        members.setdefault(found.id, _member_of(found))
    leader = next((member.name for member in members.values() if member.role is Role.KS), "")
    return SchoolCard(here, leader, tuple(members.values()))


def load_known_schools(conn: Connection, npsns: Collection[str]) -> tuple[School, ...]:
    """Those of the schools that are registered, in order of their NPSN."""
    query = select(*SCHOOL_COLUMNS).where(school.c.npsn.in_(list(npsns))).order_by(school.c.npsn)
    return tuple(here for row in conn.execute(query) if (here := school_of(row)) is not None)


def find_people_without_school(conn: Connection, name: str) -> tuple[FoundPerson, ...]:
    """People of exactly that name, in upper or lower case, who belong to no school; a few of them."""
    belongs = exists().where(_member.person_id == _person.id, _member.ended_at.is_(None))
    query = (
        select(_person.id, _person.name, _person.role, _person.school_level)
        # SQLite knows the case of plain letters only, so the name as it is counts too.
        .where(or_(_person.name == name, func.lower(_person.name) == name.lower()))
        .where(_person.erased_at.is_(None), ~belongs)
        .order_by(_person.id)
        .limit(MOST_FOUND)
    )
    return tuple(
        FoundPerson(row.id, row.name, Role(row.role), SchoolLevel(row.school_level))
        for row in conn.execute(query)
    )


def load_reports(conn: Connection) -> tuple[ProblemReport, ...]:
    """Those without an answer, oldest first, and then the latest that have one."""
    waiting = _read_reports(conn, _REPORTS.where(_is_open).order_by(_report.id).limit(_OPEN_SHOWN))
    answered = _REPORTS.where(~_is_open).order_by(_report.answered_at.desc(), _report.id.desc())
    return (*waiting, *_read_reports(conn, answered.limit(_ANSWERED_SHOWN)))


def load_report(conn: Connection, report_id: int, reporter_id: int | None = None) -> ProblemReport | None:
    """A report; with a reporter only one of that person."""
    query = _REPORTS.where(_report.id == report_id)
    if reporter_id is not None:
        query = query.where(_report.person_id == reporter_id)
    return next(iter(_read_reports(conn, query)), None)


def count_open_reports(conn: Connection, person_id: int) -> int:
    """How many reports of a person wait for an answer."""
    query = select(func.count()).where(_report.person_id == person_id, _is_open)
    return int(conn.execute(query).scalar_one())


def report_problem(conn: Connection, wish: ReportProblem, actor: Actor, world: World) -> None:
    """Keep a note and tell the operators; ConflictError where too many of the person wait for an answer."""
    if count_open_reports(conn, actor.known_id) >= MOST_OPEN_REPORTS:
        raise ConflictError("enough reports of this person wait for an answer")
    values = {"person_id": actor.known_id, "reported_at": world.now, "text": wish.text, "answer": ""}
    report_id = conn.execute(insert(problem_report).values(values).returning(_report.id)).scalar_one()
    record(conn, "problem_reported", actor, world, person_id=actor.known_id)
    notify_operators(
        conn,
        PersonNoticeKind.PROBLEM_REPORTED,
        world.operator_ids,
        subject_id=report_id,
        key=str(report_id),
        actor=actor,
    )


def answer_report(conn: Connection, wish: AnswerReport, actor: Actor, world: World) -> None:
    """Answer a report once and tell who wrote it; ConflictError where it is answered or nobody may."""
    if not actor.is_operator:
        raise ConflictError("only an operator answers reports")
    answered = (
        update(problem_report)
        .where(_report.id == wish.report_id, _is_open)
        .values(answer=wish.text, answered_at=world.now)
    )
    reporter_id = conn.execute(answered.returning(_report.person_id)).scalar_one_or_none()
    if reporter_id is None:
        raise ConflictError("this report is answered already or gone")
    record(conn, "report_answered", actor, world, person_id=reporter_id, by_operator=True)
    notify_people(
        conn,
        PersonNoticeKind.REPORT_ANSWERED,
        [reporter_id],
        subject_id=wish.report_id,
        key=str(wish.report_id),
        actor=actor,
    )


def _count_outbox(state: OutboxState) -> Select[int]:
    return select(func.count()).select_from(outbox).where(outbox.c.state == state)


def _count_plans(conn: Connection, world: World) -> dict[PlanStatus, int]:
    plan = performance_plan.c
    query = (
        select(plan.status, func.count())
        .join_from(performance_plan, person, plan.person_id == _person.id)
        .where(plan.period == world.period().key, _person.erased_at.is_(None))
        .group_by(plan.status)
    )
    counts = {PlanStatus(status): count for status, count in conn.execute(query)}
    return {status: counts.get(status, 0) for status in PlanStatus}


def _member_of(row: Row[tuple[int, str, str, bool]]) -> Member:
    return Member(row.id, row.name, Role(row.role), None, bool(row.is_reachable), nudged_today=False)


def _read_reports(conn: Connection, query: Select[tuple[object, ...]]) -> Sequence[ProblemReport]:
    return [
        ProblemReport(row.id, row.person_id, row.name, row.reported_at, row.text, row.answer)
        for row in conn.execute(query)
    ]
