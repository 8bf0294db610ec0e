"""How far everybody is, line by line, as the picture and the spreadsheet of a recap tell it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import partial

from sqlalchemy import Connection

from bot.documents.reader import Reader, reader_of
from bot.documents.standing import cycle_stages, next_stage
from bot.i18n import Languages
from bot.notifier import DocumentWish
from bot.store.facts import load_facts
from bot.store.world import World
from conversations.execution_facts import Progress
from conversations.facts import Needs, School
from conversations.plan_text import period_name, status_label
from conversations.recaps import PRINCIPALS, read_recap
from conversations.rules.assessment_models import Stage
from conversations.rules.credit import annual_credit
from conversations.rules.cycle import Period, is_late
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import PlanStatus, Role
from conversations.school.standing import is_done, is_final
from conversations.words import Say, Words, say

# Under both, where angka kredit is shown.
CREDIT_NOTES = (say("Angka kredit: of a year, if the annual predikat is the same; it concerns PNS."),)


class Standing(StrEnum):
    """What the color of a line tells: all done, on its way, to be looked at, or nothing there yet."""

    DONE = "done"
    UNDER_WAY = "under_way"
    WAITING = "waiting"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Recap:
    """Everybody at a school, or all principals, with the rules of the half-year."""

    school: School | None
    period: Period
    people: tuple[Progress, ...]
    rules: RuleSet
    now: datetime
    today: date
    reader: Reader

    @property
    def title(self) -> Say:
        """Whom it is about."""
        if self.school is None:
            return say("Recap of principals")
        return say("Recap {school}", school=self.school.name)

    @property
    def subtitle(self) -> Say:
        """The half-year and the day."""
        return say("{period}, as of {day}", period=period_name(self.period), day=self.today)

    def file_name(self, suffix: str) -> str:
        """A name that tells the school and the half-year."""
        whose = "kepala-sekolah" if self.school is None else self.school.npsn
        return f"rekap-{whose}-{self.period.key}{suffix}"


def load_recap(conn: Connection, wish: DocumentWish, world: World, languages: Languages) -> Recap | None:
    """The recap for the KS of the school, or for who appraises principals; None for anybody else."""
    school_id, is_before = read_recap(wish.subject_id)
    needs = Needs(progress=True, progress_before=is_before)
    facts = load_facts(conn, person_id=wish.person_id, needs=needs, world=world)
    by = Role.APPRAISER if school_id == PRINCIPALS else Role.KS
    led = {member.school.id: member.school for member in facts.memberships if member.role is by}
    if facts.progress is None or not led or (by is Role.KS and school_id not in led):
        return None
    role = Role.KS if by is Role.APPRAISER else Role.GURU
    people = tuple(
        person
        for person in facts.progress.people
        if person.role is role and (by is Role.APPRAISER or person.school_id == school_id)
    )
    period = facts.progress.period
    return Recap(
        school=led.get(school_id),
        period=period,
        people=people,
        rules=world.rule_sets[world.calendar.name_for(period)],
        now=facts.now,
        today=facts.today,
        reader=reader_of(conn, wish, languages),
    )


def status_of(recap: Recap, person: Progress) -> Words:
    """Where the plan stands, by its label."""
    if person.is_elsewhere:
        return say("Plan at another school or in another role")
    return say("Not started") if person.status is None else status_label(recap.rules, person.status)


def present_stage(recap: Recap, person: Progress) -> Stage | None:
    """The stage that comes next for somebody with a final plan; None where there is none."""
    return next_stage(recap.rules, partial(is_done, person)) if is_final(person) else None


def stage_of(recap: Recap, person: Progress) -> Words:
    """The stage that comes next; before the plan is final where that stands."""
    stage = present_stage(recap, person)
    if stage is not None:
        return stage.name
    return say("All done") if is_final(person) else status_of(recap, person)


def standing_of(recap: Recap, person: Progress) -> Standing:
    """How the line is colored."""
    if person.plan_id is None or person.status is None:
        return Standing.MISSING
    if person.status is PlanStatus.MENUNGGU_PERSETUJUAN:
        return Standing.WAITING
    if person.status is not PlanStatus.DISEPAKATI:
        return Standing.UNDER_WAY
    stage = present_stage(recap, person)
    if stage is None:
        return Standing.DONE
    return (
        Standing.WAITING if is_late(recap.rules, recap.period, stage.id, recap.today) else Standing.UNDER_WAY
    )


def rating_of(recap: Recap, person: Progress) -> Words:
    """The predikat, or how far the rating is."""
    if person.predicate is not None:
        label = recap.rules.predicate(person.predicate).label
        return say("{predicate} (own entry)", predicate=label) if person.is_own_entry else label
    if person.is_released:
        return say("documents missing")
    return say("not released") if person.is_rated else "–"


def credit_of(recap: Recap, person: Progress) -> Decimal | None:
    """The angka kredit of a year with that predikat; None where either it or the jenjang is not known."""
    if person.predicate is None or person.job_level is None:
        return None
    return annual_credit(recap.rules, person.job_level, person.predicate)


def count_statuses(recap: Recap) -> tuple[tuple[Words, int], ...]:
    """How many plans have each status."""
    shown = [None if person.is_elsewhere else person.status for person in recap.people]
    found: Mapping[PlanStatus | None, int] = Counter(shown)
    elsewhere = sum(person.is_elsewhere for person in recap.people)
    statuses = tuple((status_label(recap.rules, status), found.get(status, 0)) for status in PlanStatus)
    missing: tuple[Words, int] = (say("Not started"), found.get(None, 0) - elsewhere)
    if not elsewhere:
        return (missing, *statuses)
    return (missing, *statuses, (say("Plan at another school or in another role"), elsewhere))


def count_stages(recap: Recap) -> tuple[tuple[Words, int], ...]:
    """How many have finished each stage, the plan first."""
    final = [person for person in recap.people if is_final(person)]
    return (
        (status_label(recap.rules, PlanStatus.DISEPAKATI), len(final)),
        *(
            (stage.name, sum(is_done(person, stage.id) for person in final))
            for stage in cycle_stages(recap.rules)
        ),
    )


def count_predicates(recap: Recap) -> tuple[tuple[Words, int], ...]:
    """How many have each predikat."""
    found = Counter(person.predicate for person in recap.people)
    return tuple((entry.label, found[entry.id]) for entry in recap.rules.predicates)
