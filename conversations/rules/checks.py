"""What must hold between the entries of a rule set; each check yields (key, reason)."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, product

from conversations.rules.models import AdditionalDutyEntry, SubIndicator
from conversations.rules.rule_set import RuleSet
from conversations.rules.terms import (
    PLAN_ROLES,
    EvidenceStatus,
    ExampleAudience,
    JobLevel,
    ObservationRating,
    PlanningStageId,
    PlanStatus,
    Predicate,
    Rating,
    Role,
    SchoolLevel,
    StageId,
)

Fault = tuple[str, str]
GURU_EXAMPLES = (ExampleAudience.GURU, ExampleAudience.BK, ExampleAudience.PAUD_TK)


def faults(rules: RuleSet) -> Iterator[Fault]:
    """Yield everything that is wrong between the entries of a rule set."""
    checks: tuple[Callable[[RuleSet], Iterator[Fault]], ...] = (
        _limits,
        _ids,
        _labels,
        _complete,
        _rhks,
        _sub_indicators,
        _duties,
        _stages,
        _matrix,
    )
    return chain.from_iterable(check(rules) for check in checks)


def _limits(rules: RuleSet) -> Iterator[Fault]:
    if rules.validity.last_day < rules.validity.first_day:
        yield "validity.last_day", "is before first_day"
    if rules.points.advised_max_points < rules.points.min_points:
        yield "points.advised_max_points", "is below min_points"


def _ids(rules: RuleSet) -> Iterator[Fault]:
    yield from _unique("school_level", "id", (entry.id for entry in rules.school_levels))
    yield from _unique("plan_status", "id", (entry.id for entry in rules.plan_statuses))
    yield from _unique("planning_stage", "id", (entry.id for entry in rules.planning_stages))
    yield from _unique("rhk_category", "id", (entry.id for entry in rules.rhk_categories))
    yield from _unique("indicator", "id", (entry.id for entry in rules.indicators))
    yield from _unique("sub_indicator", "id", (entry.id for entry in rules.sub_indicators))
    yield from _unique("additional_duty", "id", (entry.id for entry in rules.additional_duties))
    yield from _unique("work_behavior", "id", (entry.id for entry in rules.work_behaviors))
    for index, aspect in enumerate(rules.work_behaviors):
        yield from _unique(f"work_behavior[{index}].choice", "id", (option.id for option in aspect.choices))
    yield from _unique("stage", "id", (entry.id for entry in rules.stages))
    yield from _unique("evidence.label", "id", (entry.id for entry in rules.evidence.statuses))
    codes = (f"{entry.role} {entry.code}" for entry in rules.accountability_documents)
    yield from _unique("accountability_document", "code", codes)
    yield from _unique("assessment_variable", "id", (entry.id for entry in rules.assessment_variables))
    yield from _unique("practice_aspect", "id", (entry.id for entry in rules.practice_aspects))
    yield from _unique("rating", "id", (entry.id for entry in rules.ratings))
    yield from _unique("observation_rating", "id", (entry.id for entry in rules.observation_ratings))
    yield from _unique("predicate", "id", (entry.id for entry in rules.predicates))
    yield from _unique("job_level", "id", (entry.id for entry in rules.job_levels))


def _labels(rules: RuleSet) -> Iterator[Fault]:
    # Two buttons of one menu with the same words could not be told apart.
    yield from _unique("rhk", "label", (entry.label for entry in rules.rhks))
    labels = (f"{entry.role} {entry.label}" for entry in rules.sub_indicators)
    yield from _unique("sub_indicator", "label", labels)
    yield from _unique("additional_duty", "label", (entry.label for entry in rules.additional_duties))
    for index, aspect in enumerate(rules.work_behaviors):
        options = (option.label for option in aspect.choices)
        yield from _unique(f"work_behavior[{index}].choice", "label", options)


def _complete(rules: RuleSet) -> Iterator[Fault]:
    yield from _all_of("school_level", SchoolLevel, (entry.id for entry in rules.school_levels))
    yield from _all_of("plan_status", PlanStatus, (entry.id for entry in rules.plan_statuses))
    yield from _all_of("planning_stage", PlanningStageId, (entry.id for entry in rules.planning_stages))
    yield from _all_of("stage", StageId, (entry.id for entry in rules.stages))
    yield from _all_of("evidence.label", EvidenceStatus, (entry.id for entry in rules.evidence.statuses))
    yield from _all_of("rating", Rating, (entry.id for entry in rules.ratings))
    observed = (entry.id for entry in rules.observation_ratings)
    yield from _all_of("observation_rating", ObservationRating, observed)
    yield from _all_of("predicate", Predicate, (entry.id for entry in rules.predicates))
    yield from _all_of("job_level", JobLevel, (entry.id for entry in rules.job_levels))
    yield from _all_of("sub_indicator", PLAN_ROLES, (entry.role for entry in rules.sub_indicators))
    if not rules.work_behaviors:
        yield "work_behavior", "has no entry"


def _rhks(rules: RuleSet) -> Iterator[Fault]:
    if not rules.rhks:
        yield "rhk", "has no entry"
    yield from _numbered("rhk", (entry.number for entry in rules.rhks))
    yield from _numbered("planning_stage", (entry.number for entry in rules.planning_stages))
    categories = {entry.id for entry in rules.rhk_categories}
    for index, rhk in enumerate(rules.rhks):
        if not rhk.title.startswith(f"{rules.rhk_title_prefix} "):
            yield f"rhk[{index}].title", "does not begin with rhk_title_prefix"
        if rhk.category not in categories:
            yield f"rhk[{index}].category", f'"{rhk.category}" is not among the rhk_category entries'


def _sub_indicators(rules: RuleSet) -> Iterator[Fault]:
    indicator_roles = {entry.id: entry.role for entry in rules.indicators}
    for index, entry in enumerate(rules.sub_indicators):
        key = f"sub_indicator[{index}]"
        if entry.indicator not in indicator_roles:
            yield f"{key}.indicator", f'"{entry.indicator}" is not among the indicator entries'
        elif indicator_roles[entry.indicator] is not entry.role:
            yield f"{key}.role", f"is {entry.role}, but indicator {entry.indicator} is for another role"
        yield from _sub_indicator(key, entry)


def _sub_indicator(key: str, entry: SubIndicator) -> Iterator[Fault]:
    if bool(entry.dimension) is (entry.dimension_status is None):
        yield f"{key}.dimension_status", "goes with dimension: give both or neither"
    yield from _unique(f"{key}.example", "audience", (example.audience for example in entry.examples))
    if entry.role is Role.GURU:
        for audience in GURU_EXAMPLES:
            if entry.example_for(audience) is None:
                yield f"{key}.example", f'has no example for audience "{audience}"'
    elif entry.success is None:
        yield f"{key}.success", "is missing"


def _duties(rules: RuleSet) -> Iterator[Fault]:
    for index, entry in enumerate(rules.additional_duties):
        yield from _duty(f"additional_duty[{index}]", entry)


def _duty(key: str, entry: AdditionalDutyEntry) -> Iterator[Fault]:
    if not entry.levels and not entry.unsure_levels:
        yield f"{key}.levels", "names no school level"
    levels = (*entry.levels, *entry.unsure_levels)
    if len(set(levels)) < len(levels):
        yield f"{key}.levels", "name a school level twice, unsure_levels included"
    hours = entry.equivalence
    if hours is not None and hours.max_hours < hours.min_hours:
        yield f"{key}.equivalence.max_hours", "is below min_hours"


def _stages(rules: RuleSet) -> Iterator[Fault]:
    for index, stage in enumerate(rules.stages):
        yield from _months(f"stage[{index}].months_s1", stage.months_s1, range(1, 7))
        yield from _months(f"stage[{index}].months_s2", stage.months_s2, range(7, 13))
        roles = (role for form in stage.forms for role in form.roles)
        yield from _unique(f"stage[{index}].form", "roles", roles)
        for number, form in enumerate(stage.forms):
            yield from _unique(
                f"stage[{index}].form[{number}].field", "id", (part.id for part in form.fields)
            )


def _months(key: str, months: tuple[int, ...], half: range) -> Iterator[Fault]:
    if not months:
        yield key, "names no month"
    elif any(month not in half for month in months):
        yield key, f"must lie in months {half[0]} to {half[-1]}"
    elif months != tuple(range(months[0], months[0] + len(months))):
        yield key, "must be consecutive months in order"


def _matrix(rules: RuleSet) -> Iterator[Fault]:
    cells = [(cell.work_result, cell.work_behavior) for cell in rules.predicate_cells]
    yield from _unique("predicate_cell", "work_result", (" x ".join(cell) for cell in cells))
    for result, behavior in product(Rating, Rating):
        if (result, behavior) not in cells:
            yield "predicate_cell", f'no cell for work_result "{result}", work_behavior "{behavior}"'


def _unique(key: str, field: str, values: Iterable[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, value in enumerate(values):
        if value in seen:
            yield f"{key}[{index}].{field}", f'"{value}" is used twice'
        seen.add(value)


def _numbered(key: str, numbers: Iterable[int]) -> Iterator[Fault]:
    for index, number in enumerate(numbers):
        if number != index + 1:
            yield f"{key}[{index}].number", f"is {number} where {index + 1} is due; numbers run from 1 on"


def _all_of(key: str, expected: Iterable[str], found: Iterable[str]) -> Iterator[Fault]:
    present = set(found)
    for member in expected:
        if member not in present:
            yield key, f'has no entry for "{member}"'
