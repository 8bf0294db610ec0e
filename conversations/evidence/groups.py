"""What needs evidence in a plan: RHK with their units, tugas tambahan, and the lesson plan."""

from dataclasses import dataclass

from conversations.facts import Plan
from conversations.plan_text import duty_name
from conversations.rules.evidence import LESSON_PLAN, duty_slot, has_lesson_plan, rhk_slots
from conversations.rules.plan import AdditionalDuty, RHKItem
from conversations.rules.regulation import RuleSet
from conversations.words import Words, rule_text, say


@dataclass(frozen=True, slots=True)
class Group:
    """One line of the overview; `label` is short enough for a button, `title` the whole name.

    `needed` says what the evidence is.
    """

    key: str
    label: Words
    title: Words
    needed: tuple[Words, ...]
    slots: tuple[str, ...]

    def number_of(self, slot: str) -> int:
        """Which of its slots it is, from 1."""
        return self.slots.index(slot) + 1


def groups_of(rules: RuleSet, plan: Plan) -> tuple[Group, ...]:
    """Everything that needs evidence, in the order of the plan."""
    lesson_plan = (_lesson_plan(),) if has_lesson_plan(rules, plan.role) else ()
    duties = enumerate(plan.content.duties)
    return (
        *(_rhk(rules, item) for item in plan.content.rhk),
        *(_duty(rules, position, duty) for position, duty in duties),
        *lesson_plan,
    )


def _rhk(rules: RuleSet, item: RHKItem) -> Group:
    rhk = rules.rhk(item.number)
    return Group(
        key=f"rhk:{item.number}",
        label=rule_text(rhk.label),
        title=say("<b>RHK {number}</b> {title}", number=item.number, title=rhk.title),
        needed=(
            say("Evidence: {evidence}", evidence=rhk.evidence),
            say("One unit is {unit}: {points} points.", unit=rhk.unit, points=rhk.points),
        ),
        slots=rhk_slots(item),
    )


def _duty(rules: RuleSet, position: int, duty: AdditionalDuty) -> Group:
    return Group(
        key=duty_slot(position),
        label=rule_text(rules.duty(duty.duty_id).label),
        title=say("<b>Tugas Tambahan</b>: {name}", name=duty_name(rules, duty)),
        needed=(
            say("Evidence: {evidence}", evidence=rules.evidence.duty_document),
            rule_text(rules.evidence.duty_upload),
        ),
        slots=(duty_slot(position),),
    )


def _lesson_plan() -> Group:
    return Group(
        key=LESSON_PLAN,
        label=say("RPP/Modul Ajar"),
        title=say("<b>RPP/Modul Ajar</b>"),
        needed=(
            say("For the lesson that is observed: it belongs to Diskusi Persiapan and gives no points."),
        ),
        slots=(LESSON_PLAN,),
    )
