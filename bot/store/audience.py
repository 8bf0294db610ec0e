"""Whom the clock looks at: everybody in service, where and when each of them is reminded."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    SmallInteger,
    String,
    bindparam,
    exists,
    func,
    literal,
    or_,
    select,
)

from bot.store.actor import TELEGRAM
from bot.store.tables import channel_account, membership, person, reminded, reminder_setting, school
from conversations.facts import DECIDES_ON, Zone
from conversations.rules.reminder_policy import ReminderKind
from conversations.rules.terms import Role

_OWN_ROLES = (Role.GURU, Role.KS)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day on which people of a zone are reminded from an hour on; days and hours are local."""

    day: date
    zone: Zone
    hour: int

    @property
    def key(self) -> str:
        """What names the sweep of this moment."""
        return f"{self.day}/{self.zone}/{self.hour}"

    def at(self, day: date) -> datetime:
        """The instant of the hour on a day."""
        return datetime.combine(day, time(self.hour), ZoneInfo(self.zone))


def _home() -> ColumnElement[int]:
    """Whose zone and hour a person follows: the active school, else a definitive lead, else the latest."""
    active, member, here = (
        membership.alias("active_member"),
        membership.alias("home_member"),
        school.alias("home_candidate"),
    )
    present = select(active.c.school_id).where(
        *_present(active.c), active.c.school_id == person.c.active_school_id
    )
    latest = (
        select(member.c.school_id)
        .join_from(member, here, member.c.school_id == here.c.id)
        .where(*_present(member.c))
        .order_by(here.c.led_by_plt, member.c.id.desc())
    )
    first, second = (query.limit(1).correlate(person).scalar_subquery() for query in (present, latest))
    return func.coalesce(first, second)


def _present(member: Any) -> tuple[ColumnElement[bool], ...]:
    return member.person_id == person.c.id, member.ended_at.is_(None), member.role.in_(_OWN_ROLES)


def _has_role(*roles: Role) -> ColumnElement[bool]:
    member = membership.alias("any_member")
    return exists().where(
        member.c.person_id == person.c.id, member.c.role.in_(roles), member.c.ended_at.is_(None)
    )


_home_school = school.alias("home_school")
_setting = reminder_setting.c


def zone() -> ColumnElement[str]:
    """The zone of a person of `people`: the school's, or the own one."""
    return func.coalesce(_home_school.c.zone, person.c.zone)


def people() -> Select[Any]:
    """Everybody in service who wants reminders, with what is on; `zone` may be asked of them."""
    kinds = [func.coalesce(_setting[kind], literal(True)).label(kind) for kind in ReminderKind]
    own = {
        "owns_plans": or_(person.c.role == Role.GURU, _has_role(*_OWN_ROLES)),
        "supervises": _has_role(*DECIDES_ON),
    }
    roles = [condition.label(name) for name, condition in own.items()]
    return (
        select(person.c.id, person.c.consented_at, *roles, *kinds)
        .select_from(person)
        .outerjoin(reminder_setting, _setting.person_id == person.c.id)
        .outerjoin(_home_school, _home_school.c.id == _home())
        .where(
            person.c.erased_at.is_(None),
            person.c.retired_at.is_(None),
            func.coalesce(_setting.is_on, literal(True)),
        )
    )


def whereabouts() -> Select[Any]:
    """The zone of the person `at_person`, and the hour that the school chose, if it did."""
    return (
        select(zone().label("zone"), _home_school.c.reminder_hour)
        .select_from(person)
        .outerjoin(_home_school, _home_school.c.id == _home())
        .where(person.c.id == bindparam("at_person", type_=BigInteger()))
    )


def somebody() -> Select[Any]:
    """One of `people`, by the parameter `at_person`."""
    return people().where(person.c.id == bindparam("at_person", type_=BigInteger()))


def audience() -> Select[Any]:
    """Whom we can write to in the zone `at_zone` at the hour `at_hour`, and have not on the day `at_day`.

    Of ids after `at_after`, up to `at_upto`; the usual hour is `at_usual`.
    """
    told, account = reminded.alias("told"), channel_account.c
    after, upto = (bindparam(name, type_=BigInteger()) for name in ("at_after", "at_upto"))
    usual, hour = (bindparam(name, type_=SmallInteger()) for name in ("at_usual", "at_hour"))
    return people().where(
        person.c.id > after,
        person.c.id <= upto,
        zone() == bindparam("at_zone", type_=String()),
        func.coalesce(_setting.hour, _home_school.c.reminder_hour, usual) == hour,
        exists().where(account.person_id == person.c.id, account.channel == TELEGRAM, account.reachable),
        ~exists().where(
            told.c.person_id == person.c.id, told.c.sent_day == bindparam("at_day", type_=String())
        ),
    )
