"""Where somebody stands in the half-year: which stages are done, and which one comes next."""

from collections.abc import Callable

from conversations.rules.assessment_models import Stage
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import StageId


def cycle_stages(rules: RuleSet) -> tuple[Stage, ...]:
    """The stages after the plan is final."""
    return tuple(stage for stage in rules.stages if stage.id is not StageId.SKP)


def next_stage(rules: RuleSet, is_done: Callable[[StageId], bool]) -> Stage | None:
    """The first stage that is not done; None where all are."""
    return next((stage for stage in cycle_stages(rules) if not is_done(stage.id)), None)
