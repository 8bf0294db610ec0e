"""Angka kredit from predikat and jenjang jabatan, in exact decimals (regulation.md 7.5)."""

from decimal import Decimal
from fractions import Fraction
from math import floor

from conversations.rules.rule_set import RuleSet
from conversations.rules.terms import JobLevel, Predicate

MONTHS_PER_YEAR = 12
HALF_YEAR = 6


def annual_credit(rules: RuleSet, job_level: JobLevel, predicate: Predicate) -> Decimal:
    """Return coefficient x multiplier, exact and without trailing zeros."""
    return _plain(rules.job_level(job_level).coefficient * rules.predicate(predicate).multiplier)


def prorated_credit(rules: RuleSet, job_level: JobLevel, predicate: Predicate, months: int) -> Decimal:
    """Return the share of `months` (1..12): two decimals, half up; a whole year is the annual value."""
    if not 1 <= months <= MONTHS_PER_YEAR:
        raise ValueError(f"months must be between 1 and {MONTHS_PER_YEAR}, not {months}")
    annual = annual_credit(rules, job_level, predicate)
    if months == MONTHS_PER_YEAR:
        return annual
    # Dividing decimals first would round twice; the fraction stays exact up to the only rounding.
    hundredths = floor(Fraction(annual) * months / MONTHS_PER_YEAR * 100 + Fraction(1, 2))
    return Decimal(hundredths).scaleb(-2)


def _plain(number: Decimal) -> Decimal:
    whole = number.to_integral_value()
    return whole if number == whole else number.normalize()
