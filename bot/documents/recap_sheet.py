"""How far everybody is, as a spreadsheet: a line for each, the counts, and the table of angka kredit."""

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from bot.documents.credit_table import MONTHS, credit_by_months
from bot.documents.recap_lines import (
    CREDIT_NOTES,
    Recap,
    count_predicates,
    count_stages,
    count_statuses,
    rating_of,
    stage_of,
    status_of,
)
from bot.documents.sheet_cells import Value, on_paper, write_row, write_table
from conversations.credit.formula import formula_lines, percent, predicate_name
from conversations.execution_facts import Progress
from conversations.person_text import role_name
from conversations.plan_text import PMM_COUNTS, era_lines, period_name
from conversations.rules.credit import HALF_YEAR, annual_credit, prorated_credit
from conversations.rules.terms import Role
from conversations.words import Words, say, say_n

_WIDE, _NARROW, _NUMBER = 32, 14, 10


def recap_sheet(recap: Recap) -> bytes:
    """The spreadsheet as XLSX."""
    book = Workbook()
    _fill_people(book.worksheets[0], recap)
    _fill_counts(book.create_sheet(), recap)
    _fill_credit(book.create_sheet(), recap)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _columns(recap: Recap) -> Sequence[tuple[Words, int]]:
    """The titles with their widths."""
    school = ((say("School"), _WIDE),) if recap.school is None else ()
    return (
        (say("No."), 6),
        (say("Name"), _WIDE),
        *school,
        (say("Status"), 24),
        (say("Stage"), 24),
        (say("Points planned"), _NARROW),
        (say("Points collected"), _NARROW),
        (say("Points at least"), _NARROW),
        (say("Evidence needed"), _NARROW),
        (say("Evidence collected"), _NARROW),
        (say("Observation"), 20),
        (say("Predikat"), 24),
        (say("Jenjang jabatan"), 18),
        (say("Angka kredit of a year"), _NARROW),
        (say("Formula"), 30),
        (say("Angka kredit of 6 months"), _NARROW),
        (say("Formula, 6 months"), 30),
    )


def _fill_people(sheet: Worksheet, recap: Recap) -> None:
    role = Role.KS if recap.school is None else Role.GURU
    sheet.title = recap.reader.plain(role_name(role))
    lines = [_person(number, person, recap) for number, person in enumerate(recap.people, start=1)]
    write_table(sheet, _columns(recap), lines, recap.reader)
    # The names stay in sight too.
    sheet.freeze_panes = "C2"


def _person(number: int, person: Progress, recap: Recap) -> Sequence[Value]:
    school = [person.school_name] if recap.school is None else []
    first: list[Value] = [number, person.name, *school, status_of(recap, person)]
    if person.plan_id is None:
        return first
    observed = person.observed_at if person.is_observation_agreed else None
    return [
        *first,
        stage_of(recap, person),
        person.planned_points,
        person.collected_points,
        person.min_points,
        person.needed_files,
        person.collected_files,
        None if observed is None else recap.reader.day(observed),
        rating_of(recap, person),
        *_credit(person, recap),
    ]


def _credit(person: Progress, recap: Recap) -> Sequence[Value]:
    """Jenjang, angka kredit and formulas, only where the predikat may be seen."""
    if person.predicate is None:
        return ()
    if person.job_level is None:
        return (say("not chosen yet"),)
    rules, level, predicate = recap.rules, person.job_level, person.predicate
    return (
        rules.job_level(level).label,
        annual_credit(rules, level, predicate),
        formula_lines(rules, level, predicate)[0],
        prorated_credit(rules, level, predicate, HALF_YEAR),
        formula_lines(rules, level, predicate, HALF_YEAR)[0],
    )


def _fill_counts(sheet: Worksheet, recap: Recap) -> None:
    sheet.title = recap.reader.plain(say("Counts"))
    people = [person for person in recap.people if person.plan_id is not None]
    rows: list[Sequence[Value]] = [
        [recap.title],
        [say("Period"), period_name(recap.period)],
        [say("As of"), say("{at}", at=recap.now)],
        [],
        [say("People"), len(recap.people)],
        [say("Points planned"), sum(person.planned_points for person in people)],
        [say("Points collected"), sum(person.collected_points for person in people)],
        [say("Evidence needed"), sum(person.needed_files for person in people)],
        [say("Evidence collected"), sum(person.collected_files for person in people)],
    ]
    for title, counts in (
        (say("Status of the plan"), count_statuses(recap)),
        (say("Stage finished"), count_stages(recap)),
        (say("Predikat"), count_predicates(recap)),
    ):
        rows += [[], [title], *([label, count] for label, count in counts)]
    notes = (*CREDIT_NOTES, PMM_COUNTS, *era_lines(recap.rules, recap.period))
    rows += [[], *([line] for line in notes)]
    for position, row in enumerate(rows, start=1):
        write_row(sheet, position, row, recap.reader)
        if len(row) == 1:
            sheet.cell(position, 1).font = Font(bold=True)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 40, 44
    on_paper(sheet)


def _fill_credit(sheet: Worksheet, recap: Recap) -> None:
    """What every predikat gives at every jenjang, for one month to a year."""
    sheet.title, rules = recap.reader.plain(say("Angka kredit")), recap.rules
    columns: list[tuple[Words, int]] = [
        (say("Jenjang jabatan"), 18),
        (say("Coefficient"), _NUMBER),
        (say("Predikat"), _WIDE),
        (say("Percent"), _NUMBER),
        *((say_n("{count} month", "{count} months", months), _NUMBER) for months in MONTHS),
    ]
    lines = [
        [
            level.label,
            level.coefficient,
            predicate_name(rules, predicate.id),
            percent(rules, predicate.id),
            *credit_by_months(rules, level.id, predicate.id),
        ]
        for level in rules.job_levels
        for predicate in rules.predicates
    ]
    write_table(sheet, columns, lines, recap.reader)
    sheet.freeze_panes = "D2"
