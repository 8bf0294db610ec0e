"""What is entered in PMM for a final plan, in PMM's order: its five stages, each line with its values.

Values are typed or chosen in PMM, so they stay Indonesian in every language.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from conversations.facts import Plan
from conversations.rules.cycle import Period
from conversations.rules.plan import AdditionalDuty, BehaviorChoice, RHKItem
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import PlanningStageId, Role
from conversations.words import Say, Words, rule_text, say

_NOT_IN_THE_LIST = say("We have not seen this in PMM's own list: choose there what comes nearest.")


@dataclass(frozen=True, slots=True)
class Value:
    """What is typed or chosen there, with the name of its field."""

    name: Words
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the checklist; `id` names it in the store, `stage` is None before the first stage."""

    id: str
    stage: PlanningStageId | None
    label: Words
    task: Say
    values: tuple[Value, ...] = ()
    note: Say | None = None


def lines_of(plan: Plan, rules: RuleSet) -> tuple[Line, ...]:
    """Every line of the plan; a KS has no Tugas Tambahan."""
    return tuple(_lines(plan, rules))


def _lines(plan: Plan, rules: RuleSet) -> Iterator[Line]:
    yield _beginning(plan.period)
    yield from _practice(plan, rules)
    yield from (_rhk(rules, item) for item in plan.content.rhk)
    if plan.role is Role.GURU:
        yield from (_duty(rules, place, duty) for place, duty in enumerate(plan.content.duties))
        if not plan.content.duties:
            yield _no_duty()
    chosen = {choice.aspect_id: choice for choice in plan.content.behaviors if choice.is_filled}
    yield from (_behavior(rules, chosen[aspect.id]) for aspect in rules.work_behaviors if aspect.id in chosen)
    yield Line(
        "summary",
        PlanningStageId.SUMMARY,
        say("Read Rangkuman"),
        say("Read <b>Rangkuman</b> there, and compare it with your plan here."),
    )
    yield Line(
        "submit",
        PlanningStageId.SUMMARY,
        say("Ajukan"),
        say("Press this there. Once submitted, the plan is locked in PMM, too."),
        (Value(say("Press"), "Ajukan"),),
    )


def _beginning(period: Period) -> Line:
    half = "Januari-Juni" if period.half == 1 else "Juli-Desember"
    return Line(
        "begin",
        None,
        say("Open PMM and begin"),
        say(
            "Sign in to PMM with your akun belajar.id, open Pengelolaan Kinerja and choose the period. "
            "Press Mulai, check your data diri, then Data sudah sesuai."
        ),
        (Value(say("Periode"), f"{half} {period.year}"),),
    )


def _practice(plan: Plan, rules: RuleSet) -> Iterator[Line]:
    if plan.content.practice is None:
        return
    found = rules.sub_indicator(plan.content.practice)
    yield Line(
        "practice",
        PlanningStageId.PRACTICE,
        rule_text(found.label),
        say("Choose this sub-indikator. It may stand there among the recommended ones or the others."),
        (Value(say("Sub-indikator"), found.name),),
    )


def _rhk(rules: RuleSet, item: RHKItem) -> Line:
    rhk = rules.rhk(item.number)
    return Line(
        f"rhk:{item.number}",
        PlanningStageId.COMPETENCY_DEVELOPMENT,
        rule_text(rhk.label),
        say("Choose this RHK and type its Target Kuantitas. One unit: {unit}.", unit=rhk.unit),
        (Value(say("RHK"), rhk.title), Value(say("Target Kuantitas"), str(item.quantity))),
        None if rhk.is_official else _NOT_IN_THE_LIST,
    )


def _duty(rules: RuleSet, place: int, duty: AdditionalDuty) -> Line:
    entry = rules.duty(duty.duty_id)
    own = (Value(say("In your own words"), duty.text),) if duty.text else ()
    return Line(
        f"duty:{place}",
        PlanningStageId.ADDITIONAL_DUTY,
        rule_text(entry.label),
        say("Choose this tugas tambahan. Its document is uploaded later, in Pelaksanaan."),
        (
            Value(say("Tugas Tambahan"), entry.name),
            *own,
            Value(say("Document"), rules.evidence.duty_document),
        ),
        None if entry.is_official else _NOT_IN_THE_LIST,
    )


def _no_duty() -> Line:
    return Line(
        "duty:none",
        PlanningStageId.ADDITIONAL_DUTY,
        say("No Tugas Tambahan"),
        say("Your plan holds no tugas tambahan: choose nothing there and go on."),
    )


def _behavior(rules: RuleSet, choice: BehaviorChoice) -> Line:
    aspect = rules.behavior(choice.aspect_id)
    option = None if choice.choice_id is None else aspect.choice(choice.choice_id)
    values = [Value(say("Aspek"), aspect.aspect)]
    if option is not None and option.is_official:
        values.append(Value(say("Indikator"), option.behavior_indicator))
    values.append(Value(say("Fokus perilaku"), choice.text if option is None else option.behavior_focus))
    return Line(
        f"behavior:{aspect.id}",
        PlanningStageId.WORK_BEHAVIOR,
        aspect.aspect,
        say("Choose the focus of this aspect."),
        tuple(values),
        None if option is not None and option.is_official else _NOT_IN_THE_LIST,
    )
