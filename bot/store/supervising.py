"""Who decides on a plan, as SQL: on a guru's the KS, on a KS's the penilai of its school, never the owner."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, exists, false, or_

from bot.store.tables import membership, performance_plan, school
from conversations.facts import DECIDES_ON, Membership
from conversations.rules.terms import Role

_plan = performance_plan.c


def decides(member: FromClause) -> ColumnElement[bool]:
    """The condition that a row of memberships gives the right to decide on the plan beside it."""
    by_role = [and_(member.c.role == by, _plan.role == of) for by, of in DECIDES_ON.items()]
    return and_(
        member.c.school_id == _plan.school_id,
        member.c.ended_at.is_(None),
        member.c.person_id != _plan.person_id,
        or_(*by_role),
    )


def may_decide(person_id: int) -> ColumnElement[bool]:
    """The condition that somebody decides on a plan now."""
    return exists().where(membership.c.person_id == person_id, decides(membership))


def belongs_as_owner(person_id: int, school_id: int) -> ColumnElement[bool]:
    """The condition that somebody belongs to a school now in the role of the plan."""
    return exists().where(
        membership.c.person_id == person_id,
        membership.c.school_id == school_id,
        membership.c.role == _plan.role,
        membership.c.ended_at.is_(None),
    )


def is_led_by_plt(school_id: Any) -> ColumnElement[bool]:
    """The condition that a school is led by a Plt. now."""
    return exists().where(school.c.id == school_id, school.c.led_by_plt)


def supervised(memberships: Sequence[Membership]) -> Mapping[Role, Sequence[int]]:
    """At which schools these memberships decide on plans, by the role of the plans."""
    found = {
        of: [member.school.id for member in memberships if member.role is by] for by, of in DECIDES_ON.items()
    }
    return {role: school_ids for role, school_ids in found.items() if school_ids}


def of_schools(schools: Mapping[Role, Sequence[int]]) -> ColumnElement[bool]:
    """The condition that a plan is one of these kinds at these schools."""
    kinds = [and_(_plan.role == role, _plan.school_id.in_(ids)) for role, ids in schools.items()]
    return or_(false(), *kinds)
