"""The screens of the calculator."""

from collections.abc import Callable, Mapping

from conversations.credit.formula import (
    formula_lines,
    matrix_notes,
    percent,
    predicate_name,
    years_needed,
)
from conversations.credit.state import CreditState, Place
from conversations.facts import Facts
from conversations.navigation import BACK_BUTTON, LEAVE
from conversations.person_text import marked
from conversations.rules.credit import HALF_YEAR, MONTHS_PER_YEAR, annual_credit, prorated_credit
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import JobLevel
from conversations.screens import Button, Rows, Screen, column
from conversations.words import Say, Words, say, say_n

OFFERED_MONTHS = (MONTHS_PER_YEAR, HALF_YEAR, 2)
TITLE = say("<b>Angka kredit</b>")
_FOR_WHOM = say("This is for guru and kepala sekolah who are PNS.")


def draw(state: CreditState, facts: Facts) -> Screen:
    """The screen of the place."""
    return _SCREENS[state.place](state, facts)


def level_rows(rules: RuleSet, chosen: JobLevel | None) -> Rows:
    """The jenjang jabatan, one a row, the chosen one marked."""
    return column(
        Button(marked(entry.label, entry.id is chosen), f"job:{entry.id}") for entry in rules.job_levels
    )


def level_lines(rules: RuleSet) -> tuple[Words, ...]:
    """The question for the jenjang jabatan, with the coefficients."""
    coefficients = (
        say("• {level}: {coefficient} a year", level=entry.label, coefficient=entry.coefficient)
        for entry in rules.job_levels
    )
    return (say("Which jenjang jabatan?"), "", say("The coefficient follows from it:"), *coefficients)


def _leave(facts: Facts) -> tuple[Button, ...]:
    """Who is not registered has no home yet, so only back is offered."""
    return LEAVE if facts.person is not None or facts.is_operator else (BACK_BUTTON,)


def _level(state: CreditState, facts: Facts) -> Screen:
    lines = (TITLE, _FOR_WHOM, "", *level_lines(facts.rules))
    return Screen(lines, (*level_rows(facts.rules, state.level), _leave(facts)))


def _predicate(state: CreditState, facts: Facts) -> Screen:
    rules = facts.rules
    lines = (
        TITLE,
        *_level_line(state, rules),
        _FOR_WHOM,
        "",
        say("Which predikat? Or choose the two ratings from which it follows."),
    )
    predicates = (
        Button(marked(entry.label, entry.id is state.predicate), f"predicate:{entry.id}")
        for entry in rules.predicates
    )
    ratings = (Button(say("From the two ratings"), "ratings"),)
    more = (Button(say("Compare all"), "table"), Button(say("Other jenjang"), "levels"))
    return Screen(lines, (*column(predicates), ratings, more, _leave(facts)))


def _work_result(state: CreditState, facts: Facts) -> Screen:
    lines = (TITLE, *_level_line(state, facts.rules), "", say("How is the <b>hasil kerja</b> rated?"))
    return Screen(lines, (*_rating_rows(facts.rules, "result"), _leave(facts)))


def _work_behavior(state: CreditState, facts: Facts) -> Screen:
    lines = (
        TITLE,
        *_level_line(state, facts.rules),
        *_rating_lines(state, facts.rules),
        "",
        say("How is the <b>perilaku kerja</b> rated?"),
    )
    return Screen(lines, (*_rating_rows(facts.rules, "behavior"), _leave(facts)))


def _rating_rows(rules: RuleSet, verb: str) -> Rows:
    return column(Button(entry.label, f"{verb}:{entry.id}") for entry in rules.ratings)


def _months(state: CreditState, facts: Facts) -> Screen:
    lines = (
        TITLE,
        *_chosen_lines(state, facts.rules),
        "",
        say("For how many months? Type a number from 1 to {most}.", most=MONTHS_PER_YEAR),
    )
    buttons = (Button(_months_text(months), f"months:{months}") for months in OFFERED_MONTHS)
    return Screen(lines, (*column(buttons), _leave(facts)), expects_text=True, expects_number=True)


def _result(state: CreditState, facts: Facts) -> Screen:
    rules = facts.rules
    if state.level is None or state.predicate is None or state.months is None:
        return _level(state, facts)
    lines: list[Words] = [TITLE, *_chosen_lines(state, rules)]
    lines += [say("Period: {months}", months=_months_text(state.months)), ""]
    lines += formula_lines(rules, state.level, state.predicate, state.months)
    if state.months != MONTHS_PER_YEAR:
        lines += ["", *formula_lines(rules, state.level, state.predicate)]
    lines += ["", *_notes(state, rules)]
    rows: list[tuple[Button, ...]] = [(Button(say("Compare all"), "table"),)]
    rows += [
        (Button(say("Other predikat"), "predicates"), Button(say("Other months"), "months")),
        (Button(say("Other jenjang"), "levels"),),
    ]
    return Screen(tuple(lines), (*_remember_row(state, facts), *rows, _leave(facts)))


def _notes(state: CreditState, rules: RuleSet) -> tuple[Words, ...]:
    return (
        *matrix_notes(rules, state.work_result, state.work_behavior),
        say("The <b>annual</b> predikat counts; a part of a year only where a promotion needs it."),
        say("Points of RHK are not in the formula. They are weighed when the predikat is decided."),
        say("The predikat is displayed only once all required dokumen akuntabilitas are collected."),
    )


def _remember_row(state: CreditState, facts: Facts) -> Rows:
    if facts.person is None or state.level is None or facts.person.job_level is state.level:
        return ()
    return ((Button(say("Remember this jenjang"), f"remember:{state.level}"),),)


def _table(state: CreditState, facts: Facts) -> Screen:
    if state.level is None:
        return _level(state, facts)
    rules, level = facts.rules, state.level
    lines: list[Words] = [TITLE, *_level_line(state, rules), "", say("A year, and six months of it:")]
    lines += [_table_line(rules, level, index) for index in range(len(rules.predicates))]
    lines += ["", *_promotion_lines(rules, level)]
    lines += ["", say("The <b>annual</b> predikat counts, and points of RHK are not in the formula.")]
    return Screen(tuple(lines), (*level_rows(rules, level), *_remember_row(state, facts), _leave(facts)))


def _table_line(rules: RuleSet, level: JobLevel, index: int) -> Say:
    predicate = rules.predicates[index].id
    return say(
        "• {predicate}, {percent}%: <b>{annual}</b>; six months {half}",
        predicate=predicate_name(rules, predicate),
        percent=percent(rules, predicate),
        annual=annual_credit(rules, level, predicate),
        half=prorated_credit(rules, level, predicate, HALF_YEAR),
    )


def _promotion_lines(rules: RuleSet, level: JobLevel) -> tuple[Words, ...]:
    """What a promotion takes, and how long from nothing with the same predikat every year."""
    entry = rules.job_level(level)
    rank, whole = entry.rank_promotion_points, entry.level_promotion_points
    lines: list[Words] = [
        say("<b>For a promotion</b>, counted from 0:"),
        say("Pangkat (rank): {points}", points=rank),
    ]
    if whole is not None:
        lines.append(say("Jenjang (level): {points}", points=whole))
    for found in rules.predicates:
        name, years = predicate_name(rules, found.id), years_needed(rules, level, found.id, rank)
        if whole is None:
            lines.append(say("• {predicate}: pangkat in {years}", predicate=name, years=years))
            continue
        lines.append(
            say(
                "• {predicate}: pangkat in {years}, jenjang in {more}",
                predicate=name,
                years=years,
                more=years_needed(rules, level, found.id, whole),
            )
        )
    return (
        *lines,
        say("The same predikat every year, in whole years. What you have already shortens it."),
    )


def _chosen_lines(state: CreditState, rules: RuleSet) -> tuple[Words, ...]:
    lines = (*_level_line(state, rules), *_rating_lines(state, rules))
    if state.predicate is None:
        return lines
    name = predicate_name(rules, state.predicate)
    return (*lines, say("Predikat: <b>{predicate}</b>", predicate=name))


def _level_line(state: CreditState, rules: RuleSet) -> tuple[Words, ...]:
    if state.level is None:
        return ()
    entry = rules.job_level(state.level)
    return (
        say(
            "Jenjang jabatan: <b>{level}</b>, coefficient {coefficient}",
            level=entry.label,
            coefficient=entry.coefficient,
        ),
    )


def _rating_lines(state: CreditState, rules: RuleSet) -> tuple[Words, ...]:
    lines: list[Words] = []
    if state.work_result is not None:
        lines.append(say("Hasil kerja: {rating}", rating=rules.rating(state.work_result).label))
    if state.work_behavior is not None:
        lines.append(say("Perilaku kerja: {rating}", rating=rules.rating(state.work_behavior).label))
    return tuple(lines)


def _months_text(months: int) -> Say:
    if months == MONTHS_PER_YEAR:
        return say("{count} months (a year)", count=months)
    return say_n("{count} month", "{count} months", months)


_SCREENS: Mapping[Place, Callable[[CreditState, Facts], Screen]] = {
    Place.LEVEL: _level,
    Place.PREDICATE: _predicate,
    Place.WORK_RESULT: _work_result,
    Place.WORK_BEHAVIOR: _work_behavior,
    Place.MONTHS: _months,
    Place.RESULT: _result,
    Place.TABLE: _table,
}
