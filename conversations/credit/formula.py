"""How angka kredit and what it takes read: formulas with exact decimals (regulation.md 7.5)."""

from decimal import Decimal
from math import ceil

from conversations.rules.credit import MONTHS_PER_YEAR, annual_credit, prorated_credit
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import JobLevel, Predicate, Rating
from conversations.words import Say, Words, say, say_n


def predicate_name(rules: RuleSet, predicate: Predicate) -> Words:
    """The predikat, with the word of the angka kredit tables where that is another one."""
    entry = rules.predicate(predicate)
    if entry.credit_label == entry.label:
        return entry.label
    return say("{label} ({credit_label})", label=entry.label, credit_label=entry.credit_label)


def percent(rules: RuleSet, predicate: Predicate) -> Decimal:
    """The multiplier in percent, without trailing zeros."""
    number = rules.predicate(predicate).multiplier * 100
    whole = number.to_integral_value()
    return whole if number == whole else number.normalize()


def formula_lines(
    rules: RuleSet, job_level: JobLevel, predicate: Predicate, months: int = MONTHS_PER_YEAR
) -> tuple[Say, ...]:
    """The formula with its result; a share of a year is said to be rounded where it is."""
    share, coefficient = percent(rules, predicate), rules.job_level(job_level).coefficient
    annual = annual_credit(rules, job_level, predicate)
    if months == MONTHS_PER_YEAR:
        return (
            say(
                "{coefficient} × {percent}% = <b>{credit}</b> a year",
                coefficient=coefficient,
                percent=share,
                credit=annual,
            ),
        )
    credit = prorated_credit(rules, job_level, predicate, months)
    line = say(
        "{months}/12 × {percent}% × {coefficient} = <b>{credit}</b>",
        months=months,
        percent=share,
        coefficient=coefficient,
        credit=credit,
    )
    if annual * months == credit * MONTHS_PER_YEAR:
        return (line,)
    return (line, say("<i>Rounded to two decimals, half up.</i>"))


def matrix_notes(rules: RuleSet, work_result: Rating | None, work_behavior: Rating | None) -> tuple[Say, ...]:
    """What to say of a predikat that the matrix gives: most cells are known from secondary sources only."""
    if work_result is None or work_behavior is None or _is_official(rules, work_result, work_behavior):
        return ()
    return (say("<i>By secondary sources on the matrix; what PMM shows counts.</i>"),)


def _is_official(rules: RuleSet, work_result: Rating, work_behavior: Rating) -> bool:
    """Whether the ministry itself shows this cell of the matrix."""
    cells = (
        cell
        for cell in rules.predicate_cells
        if (cell.work_result, cell.work_behavior) == (work_result, work_behavior)
    )
    return all(cell.is_official for cell in cells)


def years_needed(rules: RuleSet, job_level: JobLevel, predicate: Predicate, points: Decimal) -> Say:
    """In how many whole years of that predikat so much angka kredit comes together."""
    count = ceil(points / annual_credit(rules, job_level, predicate))
    return say_n("{count} year", "{count} years", count)
