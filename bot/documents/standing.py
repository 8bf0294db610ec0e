"""Where somebody stands in the half-year: which stages are done, and which one comes next."""

from collections.abc import Collection

from conversations.rules.assessment_models import Stage
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import Actor, StageId


def cycle_stages(rules: RuleSet) -> tuple[Stage, ...]:
    """The stages after the plan is final."""
    return tuple(stage for stage in rules.stages if stage.id is not StageId.SKP)


def is_stage_done(stage: Stage, owner_done: Collection[StageId], appraiser_done: Collection[StageId]) -> bool:
    """Whether whoever has the stage has finished it; where both share one, the pegawai hands in its form."""
    return stage.id in (appraiser_done if stage.actor is Actor.SUPERVISOR else owner_done)


def next_stage(
    rules: RuleSet, owner_done: Collection[StageId], appraiser_done: Collection[StageId]
) -> Stage | None:
    """The first stage that is not done; None where all are."""
    stages = cycle_stages(rules)
    return next((stage for stage in stages if not is_stage_done(stage, owner_done, appraiser_done)), None)
