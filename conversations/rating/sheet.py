"""The ratings of one plan as they are filled in: items by key, and what is still open.

Items are `aspect:ID`, `behavior:ID`, and the two overall ratings, which nothing fills in but a choice.
"""

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict

from conversations.execution_facts import PlanRating
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import Rating

ASPECT = "aspect"
BEHAVIOR = "behavior"
OVERALL = "overall"
WORK_RESULT = "overall:result"
WORK_BEHAVIOR = "overall:behavior"


class Sheet(BaseModel):
    """Ratings by id, the two overall ratings and the note; kept with a session while they are prepared."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    aspects: Mapping[str, Rating] = {}
    behaviors: Mapping[str, Rating] = {}
    work_result: Rating | None = None
    work_behavior: Rating | None = None
    note: str = ""

    @classmethod
    def of(cls, rating: PlanRating | None) -> "Sheet":
        """What is rated so far; nothing where there is no rating."""
        if rating is None:
            return cls()
        return cls(
            aspects=dict(rating.aspects),
            behaviors=dict(rating.behaviors),
            work_result=rating.work_result,
            work_behavior=rating.work_behavior,
            note=rating.note,
        )

    def rating(self, item: str) -> Rating | None:
        """How an item is rated."""
        kind, _, item_id = item.partition(":")
        match kind:
            case "aspect":
                return self.aspects.get(item_id)
            case "behavior":
                return self.behaviors.get(item_id)
            case _:
                return self.work_result if item == WORK_RESULT else self.work_behavior

    def rated(self, item: str, rating: Rating) -> "Sheet":
        """The sheet with that item rated, and nothing else changed."""
        kind, _, item_id = item.partition(":")
        match kind:
            case "aspect":
                change: dict[str, object] = {"aspects": {**self.aspects, item_id: rating}}
            case "behavior":
                change = {"behaviors": {**self.behaviors, item_id: rating}}
            case _:
                change = {"work_result" if item == WORK_RESULT else "work_behavior": rating}
        return self.model_copy(update=change)

    def noted(self, note: str) -> "Sheet":
        """The sheet with that note."""
        return self.model_copy(update={"note": note})


def aspect_items(rules: RuleSet) -> tuple[str, ...]:
    """The aspects of Praktik Kinerja."""
    return tuple(f"{ASPECT}:{aspect.id}" for aspect in rules.practice_aspects)


def behavior_items(rules: RuleSet) -> tuple[str, ...]:
    """The perilaku kerja."""
    return tuple(f"{BEHAVIOR}:{behavior.id}" for behavior in rules.work_behaviors)


def items_of(rules: RuleSet) -> tuple[str, ...]:
    """Everything that is rated, in the order in which it is asked: the overall ratings last."""
    return (*aspect_items(rules), *behavior_items(rules), WORK_RESULT, WORK_BEHAVIOR)


def open_items(rules: RuleSet, sheet: Sheet) -> tuple[str, ...]:
    """What is not rated yet."""
    return tuple(item for item in items_of(rules) if sheet.rating(item) is None)


def next_open(rules: RuleSet, sheet: Sheet, after: str) -> str | None:
    """The next item that is not rated yet, after the last one again from the first."""
    left = open_items(rules, sheet)
    items = items_of(rules)
    following = items[items.index(after) + 1 :] if after in items else ()
    return next((item for item in following if item in left), left[0] if left else None)


def has_overall(sheet: Sheet) -> bool:
    """Whether both overall ratings are chosen, from which the predikat follows."""
    return sheet.work_result is not None and sheet.work_behavior is not None
