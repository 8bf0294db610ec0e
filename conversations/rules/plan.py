"""What a plan is worth, what it lacks, and what is wrong with it (regulation.md 1.3, 3)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from conversations.rules.rule_set import RuleSet
from conversations.rules.terms import Role, SchoolLevel
from conversations.values import value


@value
class RHKItem:
    """One chosen RHK; `quantity` counts units, not single activities."""

    number: int
    quantity: int


@value
class AdditionalDuty:
    """One chosen tugas tambahan; `text` only for the duty that is described freely."""

    duty_id: str
    text: str = ""


@value
class BehaviorChoice:
    """The focus of one aspect: a listed choice, or the person's own words."""

    aspect_id: str
    choice_id: str | None
    text: str = ""

    @property
    def is_filled(self) -> bool:
        """Whether anything was chosen or written."""
        return self.choice_id is not None or bool(self.text.strip())


@value
class PlanContent:
    """Everything a person enters while planning."""

    practice: str | None = None
    rhk: tuple[RHKItem, ...] = ()
    duties: tuple[AdditionalDuty, ...] = ()
    behaviors: tuple[BehaviorChoice, ...] = ()


class MissingPart(StrEnum):
    """What still keeps a plan from being submitted."""

    PRACTICE = "practice"
    RHK_NONE = "rhk_none"
    POINTS = "points"
    BEHAVIORS = "behaviors"


@dataclass(frozen=True)
class Missing:
    """One missing part, with the points short or the ids of the empty aspects."""

    part: MissingPart
    points: int = 0
    aspects: tuple[str, ...] = ()


class PlanWarning(StrEnum):
    """Advice that never blocks a plan."""

    OVER_ADVISED_MAX = "over_advised_max"


class ProblemKind(StrEnum):
    """What can be wrong with the content itself."""

    UNKNOWN_SUB_INDICATOR = "unknown_sub_indicator"
    SUB_INDICATOR_OF_OTHER_ROLE = "sub_indicator_of_other_role"
    UNKNOWN_RHK = "unknown_rhk"
    QUANTITY_BELOW_ONE = "quantity_below_one"
    DUPLICATE_RHK = "duplicate_rhk"
    DUTIES_NOT_FOR_ROLE = "duties_not_for_role"
    UNKNOWN_DUTY = "unknown_duty"
    DUTY_NOT_FOR_LEVEL = "duty_not_for_level"
    DUPLICATE_DUTY = "duplicate_duty"
    DUTY_TEXT_MISSING = "duty_text_missing"
    DUTY_TEXT_NOT_ALLOWED = "duty_text_not_allowed"
    UNKNOWN_ASPECT = "unknown_aspect"
    UNKNOWN_CHOICE = "unknown_choice"
    DUPLICATE_ASPECT = "duplicate_aspect"
    CHOICE_AND_TEXT = "choice_and_text"


@dataclass(frozen=True)
class Problem:
    """One thing wrong with the content; `subject` is the number or id it is about."""

    kind: ProblemKind
    subject: str


def item_points(rules: RuleSet, item: RHKItem) -> int:
    """Return points per unit times quantity; an item that `problems` rejects is worth nothing."""
    rhk = rules.rhks_by_number.get(item.number)
    return 0 if rhk is None or item.quantity < 1 else rhk.points * item.quantity


def total_points(rules: RuleSet, rhk_items: Iterable[RHKItem]) -> int:
    """Return the plain sum over the chosen RHK (regulation.md 1.3)."""
    return sum(item_points(rules, item) for item in rhk_items)


def points_missing(rules: RuleSet, rhk_items: Iterable[RHKItem]) -> int:
    """Return the points still short of the minimum, 0 when it is reached."""
    return max(rules.points.min_points - total_points(rules, rhk_items), 0)


def meets_minimum(rules: RuleSet, rhk_items: Iterable[RHKItem]) -> bool:
    """Whether the total reaches the minimum."""
    return points_missing(rules, rhk_items) == 0


def max_quantity(rules: RuleSet, number: int) -> int:
    """Return the smallest quantity that reaches the advised maximum; a ceiling for screens, not a rule."""
    return -(-rules.points.advised_max_points // rules.rhk(number).points)


def missing_parts(rules: RuleSet, role: Role, content: PlanContent) -> tuple[Missing, ...]:
    """Return what is still missing, in the order of the planning stages; the same for both roles."""
    return tuple(_missing(rules, content))


def may_submit(rules: RuleSet, role: Role, content: PlanContent, level: SchoolLevel | None = None) -> bool:
    """Whether the plan is complete and valid; with `level` the duties must be offered there."""
    return not missing_parts(rules, role, content) and not problems(rules, role, level, content)


def warnings(rules: RuleSet, content: PlanContent) -> tuple[PlanWarning, ...]:
    """Return advice on a plan; more than the advised maximum is allowed (regulation.md 1.3)."""
    if total_points(rules, content.rhk) > rules.points.advised_max_points:
        return (PlanWarning.OVER_ADVISED_MAX,)
    return ()


def problems(
    rules: RuleSet, role: Role, level: SchoolLevel | None, content: PlanContent
) -> tuple[Problem, ...]:
    """Return everything that makes the content invalid, whether or not it is complete."""
    return (
        *_practice_problems(rules, role, content.practice),
        *_rhk_problems(rules, content.rhk),
        *_duty_problems(rules, role, level, content.duties),
        *_behavior_problems(rules, content.behaviors),
    )


def _missing(rules: RuleSet, content: PlanContent) -> Iterator[Missing]:
    if content.practice is None:
        yield Missing(MissingPart.PRACTICE)
    short = points_missing(rules, content.rhk)
    if not content.rhk:
        yield Missing(MissingPart.RHK_NONE, points=short)
    elif short:
        yield Missing(MissingPart.POINTS, points=short)
    filled = {choice.aspect_id for choice in content.behaviors if choice.is_filled}
    empty = tuple(aspect.id for aspect in rules.work_behaviors if aspect.id not in filled)
    if empty:
        yield Missing(MissingPart.BEHAVIORS, aspects=empty)


def _practice_problems(rules: RuleSet, role: Role, practice: str | None) -> Iterator[Problem]:
    if practice is None:
        return
    roles = {entry.id: entry.role for entry in rules.sub_indicators}
    if practice not in roles:
        yield Problem(ProblemKind.UNKNOWN_SUB_INDICATOR, practice)
    elif roles[practice] is not role:
        yield Problem(ProblemKind.SUB_INDICATOR_OF_OTHER_ROLE, practice)


def _rhk_problems(rules: RuleSet, items: tuple[RHKItem, ...]) -> Iterator[Problem]:
    known = {rhk.number for rhk in rules.rhks}
    seen: set[int] = set()
    for item in items:
        subject = str(item.number)
        if item.number not in known:
            yield Problem(ProblemKind.UNKNOWN_RHK, subject)
        if item.quantity < 1:
            yield Problem(ProblemKind.QUANTITY_BELOW_ONE, subject)
        if item.number in seen:
            yield Problem(ProblemKind.DUPLICATE_RHK, subject)
        seen.add(item.number)


def _duty_problems(
    rules: RuleSet, role: Role, level: SchoolLevel | None, duties: tuple[AdditionalDuty, ...]
) -> Iterator[Problem]:
    known = {entry.id: entry for entry in rules.additional_duties}
    if duties and role is Role.KS:
        yield Problem(ProblemKind.DUTIES_NOT_FOR_ROLE, role)
    seen: set[AdditionalDuty] = set()
    for duty in duties:
        entry = known.get(duty.duty_id)
        if entry is None:
            yield Problem(ProblemKind.UNKNOWN_DUTY, duty.duty_id)
            continue
        if level is not None and not entry.is_for(level):
            yield Problem(ProblemKind.DUTY_NOT_FOR_LEVEL, duty.duty_id)
        if duty in seen:
            yield Problem(ProblemKind.DUPLICATE_DUTY, duty.duty_id)
        seen.add(duty)
        if entry.free_text and not duty.text.strip():
            yield Problem(ProblemKind.DUTY_TEXT_MISSING, duty.duty_id)
        if duty.text and not entry.free_text:
            yield Problem(ProblemKind.DUTY_TEXT_NOT_ALLOWED, duty.duty_id)


def _behavior_problems(rules: RuleSet, choices: tuple[BehaviorChoice, ...]) -> Iterator[Problem]:
    known = {aspect.id: {option.id for option in aspect.choices} for aspect in rules.work_behaviors}
    seen: set[str] = set()
    for choice in choices:
        if choice.aspect_id in seen:
            yield Problem(ProblemKind.DUPLICATE_ASPECT, choice.aspect_id)
        seen.add(choice.aspect_id)
        if choice.aspect_id not in known:
            yield Problem(ProblemKind.UNKNOWN_ASPECT, choice.aspect_id)
        elif choice.choice_id is not None and choice.choice_id not in known[choice.aspect_id]:
            yield Problem(ProblemKind.UNKNOWN_CHOICE, choice.choice_id)
        if choice.choice_id is not None and choice.text.strip():
            yield Problem(ProblemKind.CHOICE_AND_TEXT, choice.aspect_id)
