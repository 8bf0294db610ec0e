"""What the screens of all planning stages share."""

from functools import lru_cache

from conversations.facts import Facts
from conversations.navigation import HOME_BUTTON, LEAVE
from conversations.planning.state import PlanningState, role_of, rules_for
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import PlanningStageId, Role
from conversations.screens import Button, Rows
from conversations.words import Words, say

NEXT = "next"
NEXT_BUTTON = Button(say("Next ▶"), NEXT)
COPY_BUTTON = Button(say("Copy my last plan"), "copy")
SUGGEST_BUTTON = Button(say("Suggest a set for me"), "suggest")


def stage_line(facts: Facts, stage: PlanningStageId) -> Words:
    """Where one is, such as `Tahap 2 dari 5`; a KS has no Tugas Tambahan."""
    return _stage_line(rules_for(facts), role_of(facts), stage)


@lru_cache(maxsize=64)
def _stage_line(rules: RuleSet, role: Role, stage: PlanningStageId) -> Words:
    stages = rules.planning_stages_for(role)
    names = [entry.id for entry in stages]
    return say(
        "Stage {number} of {all}: <b>{name}</b>",
        number=names.index(stage) + 1,
        all=len(stages),
        name=stages[names.index(stage)].name,
    )


def leave(state: PlanningState, *, has_next: bool) -> Rows:
    """The way on, back and home; while one part is edited the way on leads to Rangkuman."""
    if state.from_summary:
        return ((Button(say("Done, to Rangkuman"), NEXT), HOME_BUTTON),)
    return ((NEXT_BUTTON,), LEAVE) if has_next else (LEAVE,)
