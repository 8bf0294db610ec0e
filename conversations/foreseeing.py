"""What is known after a decision without looking again."""

from dataclasses import replace

from conversations.effects import Effect, SavePlan
from conversations.facts import Facts


def foresee(facts: Facts, effects: tuple[Effect, ...]) -> Facts | None:
    """The facts once these effects have happened; None where they have to be read.

    A draft is written only if its version is still the one that was decided on, so what it is afterwards
    follows from what it was.
    """
    match effects:
        case ():
            return facts
        case (SavePlan() as wish,):
            return _with_draft(facts, wish)
    return None


def _with_draft(facts: Facts, wish: SavePlan) -> Facts | None:
    plan = facts.own_plan
    if (
        plan is None
        or facts.reviewed is not None
        or (wish.period, wish.version) != (plan.period, plan.version)
    ):
        return None
    written = replace(
        plan,
        rule_set=wish.rule_set,
        role=wish.role,
        level=wish.level,
        content=wish.content,
        version=plan.version + 1,
    )
    return facts.with_own_plan(written)
