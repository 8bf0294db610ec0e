"""Which bukti dukung a plan needs, and what of it is collected (regulation.md 6.1).

Slots are places for evidence: `rhk:NUMBER:UNIT` (units count from 1 up to the planned quantity),
`duty:POSITION` (from 0) and `lesson_plan`. A slot is filled once at least one file lies in it.
"""

from collections.abc import Collection

from conversations.rules.assessment_models import AccountabilityDocument
from conversations.rules.plan import PlanContent, RHKItem, item_points
from conversations.rules.rating import required_documents
from conversations.rules.rule_set import RuleSet
from conversations.rules.terms import Actor, FieldKind, Role, StageId

LESSON_PLAN = "lesson_plan"


def rhk_slot(number: int, unit: int) -> str:
    """The slot of one unit of an RHK; units count from 1."""
    return f"rhk:{number}:{unit}"


def duty_slot(position: int) -> str:
    """The slot of a tugas tambahan, by its place in the plan from 0."""
    return f"duty:{position}"


def rhk_slots(item: RHKItem) -> tuple[str, ...]:
    """One slot for each planned unit."""
    return tuple(rhk_slot(item.number, unit) for unit in range(1, item.quantity + 1))


def duty_slots(content: PlanContent) -> tuple[str, ...]:
    """One slot for each tugas tambahan."""
    return tuple(duty_slot(position) for position in range(len(content.duties)))


def evidence_slots(content: PlanContent) -> tuple[str, ...]:
    """All slots of bukti dukung: units of RHK and tugas tambahan; the lesson plan belongs to stage A."""
    return (*(slot for item in content.rhk for slot in rhk_slots(item)), *duty_slots(content))


def has_lesson_plan(rules: RuleSet, role: Role) -> bool:
    """Whether the form of stage A asks for a file of that role: RPP or Modul Ajar."""
    form = rules.stage(StageId.A).form_for(role)
    return form is not None and any(field.kind is FieldKind.FILE for field in form.fields)


def all_slots(rules: RuleSet, role: Role, content: PlanContent) -> tuple[str, ...]:
    """Every slot that a file of this plan may lie in."""
    lesson_plan = (LESSON_PLAN,) if has_lesson_plan(rules, role) else ()
    return (*evidence_slots(content), *lesson_plan)


def filled_units(item: RHKItem, slots: Collection[str]) -> int:
    """How many planned units of an RHK have evidence, given the slots in which files lie."""
    return len(set(rhk_slots(item)).intersection(slots))


def filled_slots(content: PlanContent, slots: Collection[str]) -> int:
    """How many slots of bukti dukung are filled, of as many as `evidence_slots` holds."""
    return len(set(evidence_slots(content)).intersection(slots))


def collected_points(rules: RuleSet, content: PlanContent, slots: Collection[str]) -> int:
    """Points of the planned units that have evidence; `slots` are those in which files lie.

    A slot counts once, however many files lie in it, and what lies beyond the planned quantity does not
    count: so this is never more than the planned points.
    """
    return sum(item_points(rules, RHKItem(item.number, filled_units(item, slots))) for item in content.rhk)


def collected_codes(
    rules: RuleSet, role: Role, content: PlanContent, slots: Collection[str], handed_in: Collection[str]
) -> frozenset[str]:
    """Codes of the dokumen akuntabilitas that are collected: those handed in, and K4 of a guru's duties.

    What only somebody with a tugas tambahan needs is collected when every duty has a file.
    """
    own = {document.code for document in documents_of_duties(rules, role, content)}
    by_evidence = own if set(duty_slots(content)) <= set(slots) else set()
    return frozenset(by_evidence | (set(handed_in) - own))


def documents_of_duties(
    rules: RuleSet, role: Role, content: PlanContent
) -> tuple[AccountabilityDocument, ...]:
    """The required documents that are the evidence of the tugas tambahan."""
    required = required_documents(rules, role, has_duty=bool(content.duties))
    return tuple(entry for entry in required if entry.only_with_duty and entry.uploaded_by is Actor.EMPLOYEE)
