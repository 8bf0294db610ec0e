"""How far everybody is, as a spreadsheet: a line for each, and the counts."""

import io
from collections.abc import Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bot.documents.recap_lines import (
    Recap,
    count_predicates,
    count_stages,
    count_statuses,
    rating_of,
    stage_of,
    status_of,
)
from conversations.execution_facts import Progress
from conversations.person_text import role_name
from conversations.plan_text import PMM_COUNTS, era_lines, period_name
from conversations.rules.terms import Role
from conversations.words import Say, Words, say

Value = Words | int | date | None

_HEAD_FONT, _HEAD_FILL = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="16324F")
_WIDE, _NARROW = 32, 14
_DAY_FORMAT = "dd/mm/yyyy"
# What a spreadsheet may take for a formula.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def recap_sheet(recap: Recap) -> bytes:
    """The spreadsheet as XLSX."""
    book = Workbook()
    _fill_people(book.worksheets[0], recap)
    _fill_counts(book.create_sheet(), recap)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _columns(recap: Recap) -> Sequence[tuple[Say, int]]:
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
    )


def _fill_people(sheet: Worksheet, recap: Recap) -> None:
    role = Role.KS if recap.school is None else Role.GURU
    sheet.title = recap.reader.plain(role_name(role))
    columns = _columns(recap)
    _write(sheet, 1, [title for title, _ in columns], recap)
    for cell in sheet[1]:
        cell.font, cell.fill = _HEAD_FONT, _HEAD_FILL
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    for number, person in enumerate(recap.people, start=1):
        _write(sheet, number + 1, _person(number, person, recap), recap)
    for position, (_, width) in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(position)].width = width
    # The names stay in sight too.
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(recap.people) + 1}"
    _on_paper(sheet)


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
    ]


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
    rows += [[], *([line] for line in (PMM_COUNTS, *era_lines(recap.rules, recap.period)))]
    for position, row in enumerate(rows, start=1):
        _write(sheet, position, row, recap)
        if len(row) == 1:
            sheet.cell(position, 1).font = Font(bold=True)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 40, 44
    _on_paper(sheet)


def _on_paper(sheet: Worksheet) -> None:
    """As wide as a page, lying."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _write(sheet: Worksheet, row: int, values: Sequence[Value], recap: Recap) -> None:
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(row, column)
        match value:
            case None:
                pass
            case int():
                cell.value = value
            case date():
                cell.value, cell.number_format = value, _DAY_FORMAT
            case _:
                _write_text(cell, recap.reader.plain(value))


def _write_text(cell: Cell, text: str) -> None:
    """As text whatever it begins with, so that no name is calculated, not even after it was edited."""
    text = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.value = text
    cell.data_type = "s"
    if text.startswith(_FORMULA_SIGNS):
        cell.quotePrefix = True
