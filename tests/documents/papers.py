"""Plans, people and papers made by hand, and what stands in the files made from them."""

import io
import re
import struct
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from pypdf import PdfReader

from bot.documents.plan_paper import PlanPaper
from bot.documents.reader import Reader
from bot.documents.recap_lines import Recap
from bot.i18n import load_languages
from bot.rule_sets import load_rule_sets
from conversations.execution_facts import (
    CollectedDocument,
    EvidenceFile,
    Execution,
    FileKind,
    PlanRating,
    Progress,
    RatingSource,
    SentFile,
)
from conversations.facts import EventKind, HistoryEntry, Plan, School, Zone
from conversations.rules.cycle import Period
from conversations.rules.evidence import rhk_slot
from conversations.rules.plan import BehaviorChoice, PlanContent, RHKItem
from conversations.rules.terms import JobLevel, PlanStatus, Rating, Role, SchoolLevel

RULES = load_rule_sets(["pmm_2024"])["pmm_2024"]
NOW = datetime(2026, 9, 7, 1, 30, tzinfo=UTC)
PERIOD = Period(2026, 2)
SCHOOL = School(10, "20100001", "SDN Contoh 1", SchoolLevel.SD, Zone.WIT, True, False)
ANI = "Ani Lestari, S.Pd."
# Names that a typesetter or a spreadsheet might take for something else.
HOSTILE = (
    '#import "x"',
    "$\\",
    "*tebal* _miring_ `kode` // tidak = ada",
    "x" * 200,
    "Ani 😀",
    "نص عربي",
    "ꦗꦮ",
    '=HYPERLINK("http://x","klik")',
    "+1",
    "-1",
    "@SUM(A1)",
    "<b>& Co</b>",
    "{name}",
)


def reader(language: str = "id") -> Reader:
    return Reader(None, load_languages()[language], Zone.WIT)


def content(*rhk: tuple[int, int]) -> PlanContent:
    """A complete plan with those RHK, or with 36 points."""
    items = tuple(RHKItem(number, quantity) for number, quantity in rhk or ((3, 1),))
    behaviors = tuple(BehaviorChoice(a.id, a.choices[0].id) for a in RULES.work_behaviors)
    return PlanContent("g1", items, (), behaviors)


def plan(**changes: Any) -> Plan:
    """A final plan of Ani, approved by Budi."""
    made = Plan(
        id=5,
        owner_id=2,
        owner_name=ANI,
        school=SCHOOL,
        period=PERIOD,
        rule_set="pmm_2024",
        role=Role.GURU,
        level=SchoolLevel.SD,
        status=PlanStatus.DISEPAKATI,
        version=4,
        content=content(),
        approved_by="Budi Santoso",
        agreed_at=NOW,
        history=(
            HistoryEntry(NOW, EventKind.SUBMITTED, ANI),
            HistoryEntry(NOW, EventKind.AUTO_APPROVED, None),
            HistoryEntry(NOW, EventKind.AGREED, ANI, "Terima kasih"),
        ),
    )
    return replace(made, **changes)


def rating(work_result: Rating, work_behavior: Rating, **changes: Any) -> PlanRating:
    """A complete rating that is released."""
    made = PlanRating(
        source=RatingSource.APPRAISER,
        aspects={aspect.id: work_result for aspect in RULES.practice_aspects},
        behaviors={behavior.id: work_behavior for behavior in RULES.work_behaviors},
        work_result=work_result,
        work_behavior=work_behavior,
        note="Tingkatkan refleksi",
        rated_by="Budi Santoso",
        released_at=NOW,
        version=2,
    )
    return replace(made, **changes)


def handed_in(*codes: str) -> tuple[CollectedDocument, ...]:
    return tuple(CollectedDocument(code, None, NOW, is_of_school=True) for code in codes)


def evidence(*slots: str) -> tuple[EvidenceFile, ...]:
    return tuple(
        EvidenceFile(n, slot, SentFile(f"f{n}", f"u{n}", FileKind.PDF, "bukti.pdf", 9), NOW)
        for n, slot in enumerate(slots, start=1)
    )


def execution(**changes: Any) -> Execution:
    """What became of the plan: one RHK unit with evidence, and all documents of a guru without duties."""
    made = Execution(5, documents=handed_in("K3", "K5"), evidence=evidence(rhk_slot(3, 1)))
    return replace(made, **changes)


def paper(language: str = "id", **changes: Any) -> PlanPaper:
    made = PlanPaper(
        plan=plan(),
        rules=RULES,
        execution=execution(),
        school_name=SCHOOL.name,
        job_level=JobLevel.AHLI_MUDA,
        is_readers_own=True,
        now=NOW,
        today=date(2026, 9, 7),
        reader=reader(language),
    )
    return replace(made, **changes)


def progress(number: int = 1, **changes: Any) -> Progress:
    """A guru with a final plan of 40 points, of which 16 are collected."""
    made = Progress(
        person_id=number,
        name=f"Guru {number:03}",
        role=Role.GURU,
        school_name=SCHOOL.name,
        plan_id=100 + number,
        status=PlanStatus.DISEPAKATI,
        planned_points=40,
        collected_points=16,
        collected_files=2,
        needed_files=5,
        school_id=SCHOOL.id,
        min_points=32,
    )
    return replace(made, **changes)


def recap(*people: Progress, language: str = "id", **changes: Any) -> Recap:
    made = Recap(
        school=SCHOOL,
        period=PERIOD,
        people=people,
        rules=RULES,
        now=NOW,
        today=date(2026, 9, 7),
        reader=reader(language),
    )
    return replace(made, **changes)


def pdf_text(file: bytes) -> str:
    """All text of a PDF with single spaces, without the places where long words may be broken."""
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(file)).pages)
    return re.sub(r"\s+", " ", text.replace("\u200b", ""))


def png_size(file: bytes) -> tuple[int, int]:
    """Width and height from the header (PNG specification, 11.2.2)."""
    assert file.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", file[16:24])
    return width, height


def book(file: bytes) -> Workbook:
    return load_workbook(io.BytesIO(file))


def rows(file: bytes, sheet: int = 0) -> list[Mapping[str, Any]]:
    """The lines of a sheet below its head, by their columns."""
    head, *lines = book(file).worksheets[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, head), line, strict=True)) for line in lines]
