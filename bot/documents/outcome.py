"""The rating of a plan where its owner may see it (regulation.md 6.2, 7.4)."""

from dataclasses import dataclass

from bot.documents.plan_paper import PlanPaper
from conversations.execution_facts import PlanRating
from conversations.rating.texts import missing_of
from conversations.rules.rating import predicate
from conversations.rules.terms import Predicate, Rating


@dataclass(frozen=True, slots=True)
class Outcome:
    """Released ratings of a plan with all its documents, and the predikat that follows."""

    rating: PlanRating
    work_result: Rating
    work_behavior: Rating
    predicate: Predicate


def outcome_of(paper: PlanPaper) -> Outcome | None:
    """What came of the rating; None before it is released and while a required document is missing."""
    execution = paper.execution
    rating = None if execution is None else execution.rating
    if execution is None or rating is None or rating.released_at is None:
        return None
    if rating.work_result is None or rating.work_behavior is None:
        return None
    if missing_of(paper.plan, execution, paper.rules):
        return None
    found = predicate(paper.rules, rating.work_result, rating.work_behavior)
    return Outcome(rating, rating.work_result, rating.work_behavior, found)
