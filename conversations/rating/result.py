"""The own rating as its owner sees it: ratings, note, predikat, and the angka kredit that follows from it."""

from conversations import evidence
from conversations.credit import open_credit
from conversations.credit.formula import formula_lines, matrix_notes
from conversations.execution_effects import ChooseJobLevel
from conversations.execution_facts import PlanRating, RatingSource
from conversations.facts import Facts, Plan
from conversations.navigation import HOME_BUTTON, LEAVE, page_buttons
from conversations.paging import page_of
from conversations.person_text import marked
from conversations.plan_text import era_lines, period_name
from conversations.rating.sheet import Sheet
from conversations.rating.state import NAME, Place, RatingState, go, may_enter_own, nobody_decides
from conversations.rating.texts import (
    RATING_COUNTS,
    missing_lines,
    missing_of,
    predicate_line,
    predicate_of,
    sheet_lines,
    source_line,
)
from conversations.rules.credit import HALF_YEAR
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import JobLevel, Predicate, Role
from conversations.screens import Button, Screen, column
from conversations.session import Move, Session
from conversations.words import Words, say

NO_FINAL_PLAN = say(
    "There is no final plan yet, so there is nothing to be rated. /rencana shows where your plan stands."
)
_HISTORY = Button(say("Riwayat"), "history")


def show_result(state: RatingState, facts: Facts) -> Screen:
    """The own rating once it is released, or what it waits for."""
    plan, execution = facts.executed, facts.execution
    if plan is None or execution is None:
        return Screen((NO_FINAL_PLAN,), ((HOME_BUTTON,),))
    rules, kept = facts.rules_of(plan), execution.rating
    lines: list[Words] = [say("<b>My rating</b>, {period}", period=period_name(plan.period)), ""]
    enter = _enter_button(plan, kept)
    if kept is None or kept.released_at is None:
        lines += _waiting(plan, rules)
        return Screen(tuple(lines), (*column(enter), LEAVE))
    found = predicate_of(rules, Sheet.of(kept))
    lines += [source_line(kept), "", *sheet_lines(rules, Sheet.of(kept)), ""]
    missing = missing_of(plan, execution, rules)
    if missing or found is None:
        lines.append(say("⚠️ The predikat is shown only once these dokumen akuntabilitas are there:"))
        lines += missing_lines(plan, missing, is_to_owner=True)
        hand_in = Button(say("Dokumen akuntabilitas"), "documents")
        return Screen((*lines, "", RATING_COUNTS), (*column((hand_in, *enter, _HISTORY)), LEAVE))
    lines += [
        predicate_line(rules, found),
        *matrix_notes(rules, kept.work_result, kept.work_behavior),
        "",
        *credit_lines(rules, found, _job_level(facts)),
    ]
    lines += ["", RATING_COUNTS, *era_lines(rules, plan.period)]
    return Screen(tuple(lines), (*column((*_credit_buttons(facts), *enter, _HISTORY)), LEAVE))


def show_history(state: RatingState, facts: Facts) -> Screen:
    """Who did what with the plan, corrections of its rating among it."""
    # The history tells ratings in the words of this package, so it is looked up when needed.
    from conversations.plan_history import history_pages

    plan = facts.executed
    if plan is None:
        return Screen((NO_FINAL_PLAN,), ((HOME_BUTTON,),))
    pages = history_pages(plan, facts.rules_of(plan))
    page, lines = page_of(pages, state.page)
    turn = page_buttons(page, len(pages))
    return Screen(lines, ((turn,) if turn else ()) + (LEAVE,))


def show_job_level(state: RatingState, facts: Facts) -> Screen:
    """Ask for the jenjang jabatan."""
    rules, present = facts.rules, _job_level(facts)
    lines = (
        say("<b>Jenjang jabatan</b>"),
        say("Which one is yours? It stands in your SK. The angka kredit is counted with its coefficient."),
    )
    buttons = (
        Button(marked(entry.label, entry.id is present), f"level:{entry.id}") for entry in rules.job_levels
    )
    return Screen(lines, (*column(buttons), LEAVE))


def press_result(state: RatingState, action: str, facts: Facts) -> Move:
    """Choose the jenjang jabatan, or enter the rating received in PMM."""
    verb, _, rest = action.partition(":")
    match verb:
        case "job_level":
            return go(state.at(Place.JOB_LEVEL))
        case "level":
            return Move(NAME, state.at(Place.RESULT).dump(), (ChooseJobLevel(JobLevel(rest)),))
        case "documents":
            return evidence.open_documents(state.plan_id)
        case "history":
            return go(state.at(Place.HISTORY))
        case "page":
            return go(state.model_copy(update={"page": int(rest)}))
        case "enter":
            return go(state.at(Place.PERSON, draft=None))
        case "credit":
            return open_credit(Session(NAME, 1, state.dump()), facts)
        case _:
            return go(state)


def credit_lines(rules: RuleSet, found: Predicate, job_level: JobLevel | None) -> tuple[Words, ...]:
    """The angka kredit of a year and of a half-year, each with its formula."""
    head = say("<b>Angka kredit</b>")
    if job_level is None:
        return (head, say("Choose your jenjang jabatan to see what this predikat gives."))
    return (
        head,
        say("Jenjang jabatan: {level}", level=rules.job_level(job_level).label),
        *formula_lines(rules, job_level, found),
        *formula_lines(rules, job_level, found, HALF_YEAR),
        say(
            "Angka kredit follows from the <b>annual</b> predikat; this is what it gives if that is the "
            "same. Two half-years are never averaged."
        ),
        say("The value of a year is exact, a part of a year has two decimals. It concerns PNS."),
    )


def _job_level(facts: Facts) -> JobLevel | None:
    return None if facts.person is None else facts.person.job_level


def _credit_buttons(facts: Facts) -> tuple[Button, ...]:
    """The jenjang jabatan, and the calculator with what other predikat would give."""
    if _job_level(facts) is None:
        return (Button(say("Choose jenjang jabatan"), "job_level"),)
    return (
        Button(say("Another jenjang jabatan"), "job_level"),
        Button(say("Angka kredit: what if"), "credit"),
    )


def _enter_button(plan: Plan, kept: PlanRating | None) -> tuple[Button, ...]:
    if not may_enter_own(plan, kept):
        return ()
    if kept is not None and kept.source is RatingSource.OWNER:
        return (Button(say("Correct my entry"), "enter"),)
    return (Button(say("Enter my rating from PMM"), "enter"),)


def _waiting(plan: Plan, rules: RuleSet) -> tuple[Words, ...]:
    if nobody_decides(plan):
        return (
            say(
                "Nobody rates you here. You can keep the rating that you received in {platform}.",
                platform=rules.platform,
            ),
            say("It is then marked everywhere as your own entry."),
        )
    if plan.role is Role.KS:
        return (say("Your rating is not released yet. Once your penilai releases it, you are told here."),)
    return (say("Your rating is not released yet. Once your principal releases it, you are told here."),)
