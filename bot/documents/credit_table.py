"""Angka kredit as papers tell it: what a predikat gives for every number of months (regulation.md 7.5)."""

from collections.abc import Sequence
from decimal import Decimal

from conversations.rules.credit import MONTHS_PER_YEAR, prorated_credit
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import JobLevel, Predicate

MONTHS = tuple(range(1, MONTHS_PER_YEAR + 1))


def credit_by_months(rules: RuleSet, job_level: JobLevel, predicate: Predicate) -> Sequence[Decimal]:
    """From one month to a whole year; the year is exact, a part of it has two decimals."""
    return [prorated_credit(rules, job_level, predicate, months) for months in MONTHS]
