"""The predikat kinerja and the documents without which it is not shown (regulation.md 6.2, 7.4)."""

from collections.abc import Collection

from conversations.rules.assessment_models import AccountabilityDocument
from conversations.rules.rule_set import RuleSet
from conversations.rules.terms import Predicate, Rating, Role


def predicate(rules: RuleSet, work_result: Rating, work_behavior: Rating) -> Predicate:
    """Return the predikat for the two overall ratings."""
    for cell in rules.predicate_cells:
        if (cell.work_result, cell.work_behavior) == (work_result, work_behavior):
            return cell.predicate
    raise KeyError((work_result, work_behavior))


def required_documents(rules: RuleSet, role: Role, has_duty: bool) -> tuple[AccountabilityDocument, ...]:
    """Return the dokumen akuntabilitas a person must have; the SK only with a tugas tambahan."""
    return tuple(
        document
        for document in rules.accountability_documents
        if document.role is role and (has_duty or not document.only_with_duty)
    )


def missing_documents(
    rules: RuleSet, role: Role, has_duty: bool, collected: Collection[str]
) -> tuple[AccountabilityDocument, ...]:
    """Return the required documents whose codes are not among those collected."""
    required = required_documents(rules, role, has_duty)
    return tuple(document for document in required if document.code not in collected)


def predicate_visible(rules: RuleSet, role: Role, has_duty: bool, collected: Collection[str]) -> bool:
    """Whether the predikat may be shown: every required document is collected."""
    return not missing_documents(rules, role, has_duty, collected)


def is_fully_rated(rules: RuleSet, aspects: Collection[str], behaviors: Collection[str]) -> bool:
    """Whether every aspect of Praktik Kinerja and every perilaku has a rating, given the ids that have."""
    return {aspect.id for aspect in rules.practice_aspects} <= set(aspects) and {
        behavior.id for behavior in rules.work_behaviors
    } <= set(behaviors)
