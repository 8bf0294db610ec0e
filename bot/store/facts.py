"""Loads what a conversation may know, in a few statements."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, and_, or_

from bot.store.invites import load_invite
from bot.store.people import load_person
from bot.store.plans import load_plans
from bot.store.queues import OPEN, count_queues, in_reach, load_queue
from bot.store.schools import load_memberships
from bot.store.tables import performance_plan
from bot.store.world import World
from conversations.facts import Facts, Membership, Needs, Plan, Queue, QueueFilter
from conversations.rules.cycle import Period
from conversations.rules.terms import Role


def load_facts(
    conn: Connection, *, person_id: int | None, needs: Needs, world: World, is_operator: bool = False
) -> Facts:
    """The facts for one event; today and the period are those of the person's zone."""
    person = None if person_id is None else load_person(conn, person_id)
    memberships = () if person is None else load_memberships(conn, person.id, person.role)
    zone = world.default_zone if person is None else person.zone
    today = world.now.astimezone(ZoneInfo(zone)).date()
    period = Period.of(today)
    owner_id = None if person is None else person.id
    own_plan, earlier_plan, reviewed = _load_plans(conn, owner_id, period, needs)
    counts, queue = _load_queue(conn, owner_id, memberships, period, needs.queue, world)
    invite = None
    if needs.token is not None or needs.invite_id is not None:
        invite = load_invite(conn, world.now, token=needs.token, invite_id=needs.invite_id)
    return Facts(
        now=world.now,
        today=today,
        period=period,
        rule_sets=world.rule_sets,
        current_rule_set=world.calendar.name_for(period),
        final_date=world.calendar.final_date(period),
        final_dates=world.calendar.final_dates.by_period,
        person=person,
        memberships=memberships,
        own_plan=own_plan,
        earlier_plan=earlier_plan,
        waiting_count=counts.get(QueueFilter.WAITING, 0),
        queue=queue,
        reviewed=reviewed,
        invite=invite,
        is_operator=is_operator,
        operator_contact=world.operator_contact,
    )


def _load_plans(
    conn: Connection, owner_id: int | None, period: Period, needs: Needs
) -> tuple[Plan | None, Plan | None, Plan | None]:
    """The own plan of the period, an earlier one that still waits, and the one that is asked for."""
    plan = performance_plan.c
    wanted: list[ColumnElement[bool]] = []
    if owner_id is not None:
        is_open = and_(plan.period < period.key, plan.status.in_(OPEN))
        wanted.append(and_(plan.person_id == owner_id, or_(plan.period == period.key, is_open)))
    if needs.plan_id is not None:
        wanted.append(plan.id == needs.plan_id)
    if not wanted:
        return None, None, None
    found = load_plans(conn, or_(*wanted), with_history=needs.history)
    mine = [p for p in found if p.owner_id == owner_id]
    own = next((p for p in mine if p.period == period), None)
    earlier = [p for p in mine if p.period < period and p.status in OPEN]
    reviewed = next((p for p in found if p.id == needs.plan_id), None)
    return own, max(earlier, key=lambda p: p.period, default=None), reviewed


def _load_queue(
    conn: Connection,
    person_id: int | None,
    memberships: tuple[Membership, ...],
    period: Period,
    chosen: QueueFilter | None,
    world: World,
) -> tuple[Mapping[QueueFilter, int], Queue | None]:
    led = [member.school.id for member in memberships if member.role is Role.KS]
    if person_id is None or not led:
        return {}, None
    reach = in_reach(person_id, led, period)
    counts = count_queues(conn, reach)
    if chosen is None:
        return counts, None
    return counts, Queue(chosen, load_queue(conn, reach, chosen, world.rule_sets), counts)
