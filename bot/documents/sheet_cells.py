"""Cells of a spreadsheet: real numbers and days, and text that is never calculated."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bot.documents.reader import Reader
from conversations.words import Words

Value = Words | int | Decimal | date | None

_HEAD_FONT, _HEAD_FILL = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="16324F")
_DAY_FORMAT = "dd/mm/yyyy"
# What a spreadsheet may take for a formula.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def write_table(
    sheet: Worksheet,
    columns: Sequence[tuple[Words, int]],
    lines: Sequence[Sequence[Value]],
    reader: Reader,
) -> None:
    """A head with titles and widths, the lines below it, and a filter over all."""
    write_row(sheet, 1, [title for title, _ in columns], reader)
    for cell in sheet[1]:
        cell.font, cell.fill = _HEAD_FONT, _HEAD_FILL
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    for row, line in enumerate(lines, start=2):
        write_row(sheet, row, line, reader)
    for position, (_, width) in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(position)].width = width
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(lines) + 1}"
    on_paper(sheet)


def write_row(sheet: Worksheet, row: int, values: Sequence[Value], reader: Reader) -> None:
    """A row from the first column on."""
    for column, value in enumerate(values, start=1):
        if value is not None:
            _fill(sheet.cell(row, column), value, reader)


def on_paper(sheet: Worksheet) -> None:
    """As wide as a page, lying."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _fill(cell: Cell, value: Words | int | Decimal | date, reader: Reader) -> None:
    match value:
        case int() | Decimal():
            cell.value = value
        case date():
            cell.value, cell.number_format = value, _DAY_FORMAT
        case _:
            _write_text(cell, reader.plain(value))


def _write_text(cell: Cell, text: str) -> None:
    """As text whatever it begins with, so that no name is calculated, not even after it was edited."""
    text = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.value = text
    cell.data_type = "s"
    if text.startswith(_FORMULA_SIGNS):
        cell.quotePrefix = True
