"""Loads what a conversation may know, in a few statements."""

from collections.abc import Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, and_

from bot.store.accountability import load_school_documents
from bot.store.broadcasts import load_broadcasting
from bot.store.executions import load_execution
from bot.store.final_plans import load_own_finals
from bot.store.group_ways import load_group_ways
from bot.store.operating import (
    count_open_reports,
    find_people_without_school,
    load_health,
    load_known_schools,
    load_report,
    load_reports,
    load_school_card,
)
from bot.store.overviews import load_leader_name, load_overview
from bot.store.own_reminders import load_reminders
from bot.store.own_standing import NOTHING_DONE, OwnStanding, load_own_standing
from bot.store.plans import AskedPlans, load_last_plan, load_own_plans, load_plan, load_plans
from bot.store.progress import load_progress
from bot.store.questions import load_question, load_questions
from bot.store.queues import count_queues, in_reach, load_queue
from bot.store.ratings import load_rating_hint
from bot.store.requests import count_requests_to
from bot.store.school_life import load_recommended
from bot.store.schools import load_departed, load_school
from bot.store.supervising import supervised
from bot.store.tables import performance_plan
from bot.store.way_facts import load_ways
from bot.store.who import Who, who_is
from bot.store.world import World
from conversations.execution_facts import SchoolDocuments, SchoolProgress
from conversations.facts import (
    Departed,
    Facts,
    KeptQuestions,
    Membership,
    Needs,
    Plan,
    ProblemReport,
    Queue,
    QueueFilter,
)
from conversations.needs import NOTHING_MORE
from conversations.rules.cycle import Period
from conversations.rules.terms import PlanStatus, Role


def load_facts(
    conn: Connection, *, person_id: int | None, needs: Needs, world: World, is_operator: bool = False
) -> Facts:
    """The facts for the person with that id, or for a stranger."""
    who = who_is(conn, person_id)
    return load_facts_for(conn, who, needs=needs, world=world, is_operator=is_operator)


def load_facts_for(
    conn: Connection,
    who: Who,
    *,
    needs: Needs,
    world: World,
    is_operator: bool = False,
    asked: AskedPlans | None = None,
) -> Facts:
    """The facts for one event; today and the period are those of the person's zone.

    `asked` are their own plans, where they were sent for before.
    """
    person, memberships = who.person, who.memberships
    zone = world.default_zone if person is None else person.zone
    today = world.now.astimezone(ZoneInfo(zone)).date()
    period = Period.of(today)
    owner_id = None if person is None else person.id
    own_plan, earlier_plan, reviewed = _load_plans(conn, owner_id, period, needs, asked)
    counts, queue = _load_queue(conn, owner_id, memberships, period, needs.queue, world)
    facts = Facts(
        now=world.now,
        today=today,
        period=period,
        rule_sets=world.rule_sets,
        current_rule_set=world.calendar.name_for(period),
        final_date=world.calendar.final_date(period),
        final_dates=world.calendar.final_dates.by_period,
        next_rule_set=world.calendar.name_for(period.next()),
        person=person,
        memberships=memberships,
        own_plan=own_plan,
        earlier_plan=earlier_plan,
        waiting_count=counts.get(QueueFilter.WAITING, 0),
        queue=queue,
        reviewed=reviewed,
        own_request=who.own_request,
        is_operator=is_operator,
        operator_contact=world.operator_contact,
        answers=world.answers,
        read=world.read,
    )
    is_all = needs is NOTHING_MORE or needs == NOTHING_MORE
    return facts if is_all else _with_more(conn, facts, needs, world)


def _with_more(conn: Connection, facts: Facts, needs: Needs, world: World) -> Facts:
    """The facts with what only some places look at."""
    period, memberships, person = facts.period, facts.memberships, facts.person
    is_operator = facts.is_operator
    owner_id = None if person is None else person.id
    executed = _load_executed(conn, owner_id, facts, needs)
    ways = load_ways(conn, needs, world, person_id=owner_id, memberships=memberships, is_operator=is_operator)
    groups = load_group_ways(conn, needs, world, owner_id, memberships)
    own_ticks, own_done = _load_own_standing(conn, facts.own_plan) if needs.checklist else NOTHING_DONE
    return replace(
        facts,
        last_plan=load_last_plan(conn, owner_id, period) if owner_id and needs.last_plan else None,
        invite=ways.invite,
        relinking=ways.relinking,
        found_school=ways.found_school,
        request=ways.request,
        request_count=_count_requests(conn, memberships) if needs.request_count else 0,
        made_invite=ways.made_invite,
        made_relink=ways.made_relink,
        school_card=load_school_card(conn, needs.npsn) if is_operator and needs.npsn else None,
        known_schools=load_known_schools(conn, needs.npsns) if is_operator and needs.npsns else (),
        found_people=(
            find_people_without_school(conn, needs.person_name) if is_operator and needs.person_name else ()
        ),
        overview=(
            load_overview(conn, needs.school_id, owner_id, world) if owner_id and needs.school_id else None
        ),
        recommended=_load_recommended(conn, memberships) if needs.recommended else (),
        leader_name=load_leader_name(conn, needs.leader_of, owner_id) if owner_id and needs.leader_of else "",
        health=load_health(conn, world) if is_operator and needs.health else None,
        reports=load_reports(conn) if is_operator and needs.reports else (),
        report=_load_report(conn, needs.report_id, owner_id, is_operator),
        open_reports=count_open_reports(conn, owner_id) if owner_id and needs.open_reports else 0,
        departed=_load_departed(conn, needs.departed_id, memberships),
        school_group=groups.group,
        group_link=groups.link,
        group_proposal=groups.proposal,
        reminders=load_reminders(conn, person, memberships, world) if person and needs.reminders else None,
        broadcasting=(
            load_broadcasting(conn, person, memberships, needs.broadcast_to, world, is_operator=is_operator)
            if needs.broadcasting
            else None
        ),
        questions=_load_questions(conn, needs.questions) if is_operator else None,
        question=load_question(conn, needs.question_id) if is_operator and needs.question_id else None,
        executed=executed,
        execution=None if executed is None else load_execution(conn, executed),
        own_finals=load_own_finals(conn, owner_id, period) if owner_id and needs.own_finals else {},
        school_documents=_load_documents(conn, owner_id, period, needs),
        progress=_load_progress(conn, owner_id, memberships, period, needs, world),
        own_ticks=own_ticks,
        own_done=own_done,
        rating_hint=(
            load_rating_hint(conn, owner_id, memberships, world, facts.today)
            if owner_id and needs.ratings
            else None
        ),
        former_school=None if needs.former_school_id is None else load_school(conn, needs.former_school_id),
    )


def _count_requests(conn: Connection, memberships: tuple[Membership, ...]) -> int:
    """How many wait for the person as KS."""
    led = [member.school.id for member in memberships if member.role is Role.KS]
    return count_requests_to(conn, led) if led else 0


def _load_recommended(conn: Connection, memberships: tuple[Membership, ...]) -> tuple[str, ...]:
    """What is marked for the school where the person is a guru."""
    school_id = next((member.school.id for member in memberships if member.role is Role.GURU), None)
    return () if school_id is None else load_recommended(conn, school_id)


def _load_departed(
    conn: Connection, departed_id: int | None, memberships: tuple[Membership, ...]
) -> Departed | None:
    led = [member.school.id for member in memberships if member.role is Role.KS]
    return None if departed_id is None else load_departed(conn, departed_id, led)


def _load_report(
    conn: Connection, report_id: int | None, person_id: int | None, is_operator: bool
) -> ProblemReport | None:
    """Operators read every report, others their own."""
    if report_id is None or not (is_operator or person_id):
        return None
    return load_report(conn, report_id, None if is_operator else person_id)


def _load_own_standing(conn: Connection, plan: Plan | None) -> OwnStanding:
    if plan is None or plan.status is not PlanStatus.DISEPAKATI:
        return NOTHING_DONE
    return load_own_standing(conn, plan.id)


def _load_questions(conn: Connection, page: int | None) -> KeptQuestions | None:
    return None if page is None else load_questions(conn, page)


def _load_plans(
    conn: Connection, owner_id: int | None, period: Period, needs: Needs, asked: AskedPlans | None
) -> tuple[Plan | None, Plan | None, Plan | None]:
    """The own plan of the period, an earlier one that still waits, and the one that is asked for."""
    mine: tuple[Plan, ...] = ()
    if owner_id is not None:
        mine = load_own_plans(conn, owner_id, period, with_history=needs.history, asked=asked)
    own = next((p for p in mine if p.period == period), None)
    earlier = [p for p in mine if p.period < period]
    reviewed = None
    if needs.plan_id is not None:
        reviewed = next((p for p in mine if p.id == needs.plan_id), None) or load_plan(
            conn, needs.plan_id, with_history=needs.history
        )
    return own, max(earlier, key=lambda p: p.period, default=None), reviewed


def _load_executed(conn: Connection, owner_id: int | None, facts: Facts, needs: Needs) -> Plan | None:
    """The final plan that is asked for; without one the own of this half-year, or of the one before.

    Nobody else's than those on which the person decides.
    """
    if not needs.execution or owner_id is None:
        return None
    chosen = facts.reviewed if needs.plan_id is not None else facts.own_plan
    if chosen is not None and chosen.status is PlanStatus.DISEPAKATI:
        return chosen if _is_theirs(chosen, owner_id, facts.memberships) else None
    if needs.plan_id is not None:
        return None
    plan = performance_plan.c
    before = (plan.person_id == owner_id, plan.period == facts.period.previous().key)
    return next(
        iter(
            load_plans(conn, and_(*before, plan.status == PlanStatus.DISEPAKATI), with_history=needs.history)
        ),
        None,
    )


def _is_theirs(plan: Plan, person_id: int, memberships: tuple[Membership, ...]) -> bool:
    """Whether the plan is the person's own, or one on which they decide."""
    decided = supervised(memberships).get(plan.role, ())
    return plan.owner_id == person_id or (plan.school is not None and plan.school.id in decided)


def _load_documents(
    conn: Connection, person_id: int | None, period: Period, needs: Needs
) -> SchoolDocuments | None:
    if person_id is None or needs.documents_of is None:
        return None
    wanted = period.previous() if needs.documents_before else period
    return load_school_documents(conn, needs.documents_of, wanted, person_id)


def _load_progress(
    conn: Connection,
    person_id: int | None,
    memberships: tuple[Membership, ...],
    period: Period,
    needs: Needs,
    world: World,
) -> SchoolProgress | None:
    if person_id is None or not needs.progress:
        return None
    wanted = period.previous() if needs.progress_before else period
    return load_progress(conn, person_id, memberships, wanted, world)


def _load_queue(
    conn: Connection,
    person_id: int | None,
    memberships: tuple[Membership, ...],
    period: Period,
    chosen: QueueFilter | None,
    world: World,
) -> tuple[Mapping[QueueFilter, int], Queue | None]:
    schools = supervised(memberships)
    if person_id is None or not schools:
        return {}, None
    reach = in_reach(person_id, schools, period)
    counts = count_queues(conn, reach)
    if chosen is None:
        return counts, None
    return counts, Queue(chosen, load_queue(conn, reach, chosen, world.rule_sets), counts)
