"""What becomes of a plan whose owner leaves its school."""

from conversations.facts import Facts, Plan, School
from conversations.plan_text import period_name, status_label
from conversations.rules.terms import PlanStatus, Role, SchoolLevel
from conversations.words import Words, say


def status_after(status: PlanStatus, level: SchoolLevel, to: School | None) -> PlanStatus:
    """The status of a plan whose owner goes to another school, or to none.

    A draft and a final plan stay what they are. Another waits only where somebody can decide on it as it is;
    otherwise it is a draft again.
    """
    if status in (PlanStatus.BELUM_DIAJUKAN, PlanStatus.DISEPAKATI):
        return status
    is_other_level = to is not None and to.level not in (None, level)
    if to is None or to.led_by_plt or is_other_level or status is PlanStatus.PERLU_PERBAIKAN:
        return PlanStatus.BELUM_DIAJUKAN
    return PlanStatus.MENUNGGU_PERSETUJUAN


def fate_lines(facts: Facts, school: School, role: Role, to: School | None) -> tuple[Words, ...]:
    """What becomes of the person's own plans at a school in a role, told before it happens."""
    return tuple(
        line
        for plan in (facts.own_plan, facts.earlier_plan)
        if plan is not None and plan.role is role
        for line in _fate(facts, plan, school, to)
    )


def _fate(facts: Facts, plan: Plan, school: School, to: School | None) -> tuple[Words, ...]:
    label = status_label(facts.rules_of(plan), plan.status)
    head = say("Your plan for {period} (<b>{status}</b>):", period=period_name(plan.period), status=label)
    if plan.status is PlanStatus.BELUM_DIAJUKAN:
        return (head, say("it stays with you as it is."))
    if plan.school is None or plan.school.id != school.id:
        return ()
    return (head, _sentence(facts, plan, to))


def _sentence(facts: Facts, plan: Plan, to: School | None) -> Words:
    after = status_after(plan.status, plan.level, to)
    if after is PlanStatus.DISEPAKATI:
        return (
            say("it stays final and is yours; the principal can no longer open it.")
            if to is None
            else say("it stays final and goes along to {school}.", school=to.name)
        )
    if after is PlanStatus.BELUM_DIAJUKAN and plan.period < facts.period:
        return (
            say("it becomes a draft, and its half-year is over. If it is right, press Sepakati before that.")
            if plan.status is PlanStatus.DISETUJUI
            else say("it becomes a draft, and as its half-year is over it cannot be submitted again.")
        )
    if after is PlanStatus.BELUM_DIAJUKAN:
        return say("it becomes a draft again, with everything that you chose. You can submit it once more.")
    school = to.name if to else ""
    if plan.status is PlanStatus.DISETUJUI:
        return say(
            "it goes along, but the approval ends: it waits for the principal of {school}.", school=school
        )
    return say("it goes along and waits for the principal of {school}.", school=school)
