"""Whom a broadcast goes to, as conditions on people; and who may send one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, select, true

from bot.store.actor import TELEGRAM
from bot.store.schools import is_member
from bot.store.supervising import decides
from bot.store.tables import (
    channel_account,
    group_chat,
    membership,
    performance_plan,
    person,
    school_group,
    stage_entry,
)
from bot.store.world import World
from conversations.broadcast_facts import Audience, AudienceKind, Receivers
from conversations.facts import Zone
from conversations.rules.terms import Capacity, PlanStatus, Role, SchoolLevel, StageId

_plan = performance_plan.c
_OWN_ROLES = (Role.GURU, Role.KS)


def dump_audience(audience: Audience, period: str) -> dict[str, Any]:
    """As JSON, with the half-year that a stage is of."""
    return {
        "kind": audience.kind,
        "school_id": audience.school_id,
        "level": audience.level,
        "role": audience.role,
        "zone": audience.zone,
        "stage": audience.stage,
        "period": period,
    }


def load_audience(stored: Mapping[str, Any]) -> Audience:
    """What `dump_audience` wrote, without the half-year."""
    level, role, zone, stage = (stored[name] for name in ("level", "role", "zone", "stage"))
    return Audience(
        AudienceKind(stored["kind"]),
        stored["school_id"],
        None if level is None else SchoolLevel(level),
        None if role is None else Role(role),
        None if zone is None else Zone(zone),
        None if stage is None else StageId(stage),
    )


def may_send(conn: Connection, audience: Audience, person_id: int | None, *, is_operator: bool) -> bool:
    """Whether somebody may write to an audience now."""
    if audience.kind is AudienceKind.EVERYBODY:
        return is_operator
    if person_id is None:
        return False
    if audience.kind is AudienceKind.PRINCIPALS:
        appraises = exists().where(*_present(membership.c), membership.c.role == Role.APPRAISER)
        return conn.execute(select(appraises.where(membership.c.person_id == person_id))).scalar_one()
    return conn.execute(select(is_member(person_id, audience.school_id, Role.KS))).scalar_one()


def is_receiver(
    audience: Audience, maker_id: int | None, period: str, since: datetime
) -> ColumnElement[bool]:
    """The condition that somebody is told, who was there at an instant; never whoever writes it."""
    conditions = [person.c.erased_at.is_(None), person.c.consented_at <= since]
    if maker_id is not None:
        conditions.append(person.c.id != maker_id)
    match audience.kind:
        case AudienceKind.MEMBERS:
            at_school = membership.c.school_id == audience.school_id
            conditions.append(_belongs(at_school, membership.c.started_at <= since, *_OWN_ROLES))
        case AudienceKind.PRINCIPALS:
            mine = membership.alias("mine")
            schools = select(mine.c.school_id).where(
                mine.c.person_id == maker_id, mine.c.role == Role.APPRAISER, mine.c.ended_at.is_(None)
            )
            at_schools = membership.c.school_id.in_(schools)
            conditions.append(_belongs(at_schools, membership.c.started_at <= since, Role.KS))
        case AudienceKind.EVERYBODY:
            conditions += [person.c.retired_at.is_(None), *_filters(audience, period)]
        case AudienceKind.GROUP:
            raise ValueError("a group is not people")
    return and_(*conditions)


def account_of_receiver() -> ColumnElement[bool]:
    """The condition that an account beside a person is the one to write to; reachable ones first."""
    other = channel_account.alias("other_account")
    best = (
        select(other.c.id)
        .where(other.c.person_id == person.c.id, other.c.channel == TELEGRAM)
        .order_by(other.c.reachable.desc(), other.c.id)
        .limit(1)
        .correlate(person)
        .scalar_subquery()
    )
    return channel_account.c.id == best


def load_receivers(conn: Connection, audience: Audience, maker_id: int | None, world: World) -> Receivers:
    """How many would be told now."""
    if audience.kind is AudienceKind.GROUP:
        query = of_group(audience.school_id).with_only_columns(group_chat.c.title, group_chat.c.is_inside)
        row = conn.execute(query).one_or_none()
        return Receivers(0) if row is None else Receivers(1, 0 if row.is_inside else 1, row.title)
    told = is_receiver(audience, maker_id, world.period().key, world.now)
    away = func.count().filter(~channel_account.c.reachable)
    query = (
        select(func.count().label("many"), away.label("away"))
        .join_from(person, channel_account, account_of_receiver())
        .where(told)
    )
    found = conn.execute(query).one()
    return Receivers(found.many, found.away)


def of_group(school_id: int | None) -> Any:
    """The group of a school with whether the assistant may write there."""
    link, chat = school_group.c, group_chat.c
    return (
        select(link.bot_id, link.chat_id, link.thread_id, chat.is_inside, chat.title)
        .join_from(school_group, group_chat, and_(chat.bot_id == link.bot_id, chat.chat_id == link.chat_id))
        .where(link.school_id == school_id)
    )


def _belongs(at: ColumnElement[bool], since: ColumnElement[bool], *roles: Role) -> ColumnElement[bool]:
    own = membership.c
    return person.c.id.in_(
        select(own.person_id).where(at, since, own.role.in_(roles), own.ended_at.is_(None))
    )


def _present(member: Any) -> tuple[ColumnElement[bool], ...]:
    return (member.ended_at.is_(None),)


def _filters(audience: Audience, period: str) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [true()]
    if audience.level is not None:
        found.append(person.c.school_level == audience.level)
    if audience.zone is not None:
        found.append(person.c.zone == audience.zone)
    if audience.role is not None:
        found.append(_has_role(audience.role))
    if audience.stage is not None:
        found.append(_has_undone(audience.stage, period))
    return found


def _has_role(role: Role) -> ColumnElement[bool]:
    """At a school, or as whom somebody without one uses the assistant."""
    member = membership.alias("in_role")
    return or_(
        person.c.role == role,
        exists().where(member.c.person_id == person.c.id, member.c.role == role, member.c.ended_at.is_(None)),
    )


def _has_undone(stage: StageId, period: str) -> ColumnElement[bool]:
    """Owners of plans, or for the stages of who appraises, those who decide on a final plan."""
    final = and_(_plan.period == period, _plan.status == PlanStatus.DISEPAKATI)
    if stage is StageId.SKP:
        return and_(_owns_plans(), ~exists().where(_plan.person_id == person.c.id, final))
    if stage in (StageId.B, StageId.F_G):
        member = membership.alias("appraising")
        undone = ~_is_done(stage, period, Capacity.APPRAISER, _plan.person_id)
        return exists().where(member.c.person_id == person.c.id, decides(member), final, undone)
    return and_(_owns_plans(), ~_is_done(stage, period, Capacity.OWNER, person.c.id))


def _owns_plans() -> ColumnElement[bool]:
    return or_(_has_role(Role.GURU), _has_role(Role.KS))


def _is_done(stage: StageId, period: str, capacity: Capacity, person_id: Any) -> ColumnElement[bool]:
    entry = stage_entry.c
    return exists().where(
        entry.person_id == person_id,
        entry.period == period,
        entry.stage == stage,
        entry.capacity == capacity,
        entry.done_at.is_not(None),
    )
