"""The rating of a plan where its owner may see it (regulation.md 6.2, 7.4)."""

from dataclasses import dataclass

from bot.documents.plan_paper import PlanPaper
from conversations.credit.formula import formula_lines
from conversations.execution_facts import Execution, PlanRating
from conversations.rules.evidence import collected_codes
from conversations.rules.rating import missing_documents, predicate
from conversations.rules.terms import Predicate, Rating
from conversations.words import Words

_HALF_YEAR = 6


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
    if rating.work_result is None or rating.work_behavior is None or _misses_documents(paper, execution):
        return None
    found = predicate(paper.rules, rating.work_result, rating.work_behavior)
    return Outcome(rating, rating.work_result, rating.work_behavior, found)


def credit_lines(paper: PlanPaper, outcome: Outcome) -> tuple[Words, ...]:
    """The angka kredit of a year and of the half-year by their formulas, where the jenjang is known."""
    if paper.job_level is None:
        return ()
    return (
        *formula_lines(paper.rules, paper.job_level, outcome.predicate),
        *formula_lines(paper.rules, paper.job_level, outcome.predicate, _HALF_YEAR),
    )


def _misses_documents(paper: PlanPaper, execution: Execution) -> bool:
    plan, rules = paper.plan, paper.rules
    handed_in = {document.code for document in execution.documents}
    collected = collected_codes(rules, plan.role, plan.content, paper.slots, handed_in)
    return bool(missing_documents(rules, plan.role, bool(plan.content.duties), collected))
