"""The recap of a school: the same lines in the picture and in the spreadsheet, and who gets them."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.documents.recap_lines import Recap
from bot.documents.recap_picture import recap_picture, recap_values
from bot.documents.recap_sheet import recap_sheet
from conversations.document_effects import DocumentKind
from conversations.facts import School as SchoolFacts
from conversations.recaps import PRINCIPALS, read_recap, recap_wish
from conversations.rules.rating import predicate
from conversations.rules.terms import PlanStatus, Rating, Role, StageId
from tests.documents.conftest import Post
from tests.documents.papers import HOSTILE, RULES, SCHOOL, book, content, png_size, progress, recap, rows
from tests.store.acting import School, Store

PNG, XLSX = DocumentKind.SCHOOL_RECAP_PNG, DocumentKind.SCHOOL_RECAP_XLSX
WAITING = PlanStatus.MENUNGGU_PERSETUJUAN
ALL = frozenset(StageId)
OBSERVED = datetime(2026, 9, 7, 20, tzinfo=UTC)


@pytest.fixture
def school_recap() -> Recap:
    return recap(
        progress(1, name="Ani", owner_done=frozenset({StageId.A})),
        progress(2, name="Made", status=WAITING, collected_points=0),
        progress(3, name="Sari", plan_id=None, status=None),
        progress(4, name="Tono", plan_id=None, status=PlanStatus.DISEPAKATI, is_elsewhere=True),
        progress(
            5,
            name="Wati",
            owner_done=ALL,
            appraiser_done=ALL,
            collected_points=40,
            collected_files=5,
            observed_at=OBSERVED,
            is_observation_agreed=True,
            is_rated=True,
            is_released=True,
            predicate=predicate(RULES, Rating.ABOVE, Rating.MEETS),
        ),
    )


def test_the_spreadsheet_has_a_line_for_each_with_real_numbers(school_recap: Recap) -> None:
    ani, made, sari, tono, wati = rows(recap_sheet(school_recap))
    assert ani == {
        "No.": 1,
        "Nama": "Ani",
        "Status": "Disepakati",
        "Tahap": "Observasi Kinerja",
        "Poin direncanakan": 40,
        "Poin terkumpul": 16,
        "Poin minimum": 32,
        "Bukti yang diperlukan": 5,
        "Bukti terkumpul": 2,
        "Observasi": None,
        "Predikat": "–",
        "Jenjang jabatan": None,
        "Angka kredit setahun": None,
        "Rumus": None,
        "Angka kredit 6 bulan": None,
        "Rumus 6 bulan": None,
    }
    assert (made["Tahap"], made["Poin terkumpul"]) == (RULES.plan_status_label(WAITING), 0)
    assert (sari["Status"], sari["Poin direncanakan"]) == ("Belum mulai", None)
    assert tono["Status"] == "Rencana di sekolah atau peran lain"
    assert (wati["Tahap"], wati["Predikat"]) == ("Semua selesai", "Baik")
    # Eight in the evening in UTC is the next morning in WIT.
    assert wati["Observasi"].date() == date(2026, 9, 8)


def test_the_spreadsheet_can_be_filtered_and_its_head_stays(school_recap: Recap) -> None:
    made = book(recap_sheet(school_recap))
    people, counts, credit = made.worksheets
    assert (people.title, counts.title, credit.title) == ("Guru", "Jumlah", "Angka kredit")
    assert people.freeze_panes == "C2"
    assert people.auto_filter.ref == "A1:P6"
    assert all(people.column_dimensions[letter].width >= 6 for letter in "ABCDEFGHIJKLMNOP")
    assert people.column_dimensions["B"].width > 30


def test_the_second_sheet_counts(school_recap: Recap) -> None:
    sheet = book(recap_sheet(school_recap)).worksheets[1]
    counted = {row[0]: row[1] for row in sheet.iter_rows(values_only=True) if row[0]}
    assert counted["Periode"] == "Juli-Desember 2026"
    assert counted["Orang"] == 5
    assert (counted["Poin direncanakan"], counted["Poin terkumpul"]) == (120, 56)
    assert counted["Diskusi Persiapan"] == 2
    assert counted["Observasi Kinerja"] == 1
    assert counted["Baik"] == 1
    assert counted["Sangat Baik"] == 0
    assert counted["Belum mulai"] == 1


def test_no_cell_is_a_formula_whatever_somebody_is_called() -> None:
    people = [progress(n, name=name) for n, name in enumerate((*HOSTILE, "a\x01b"), start=1)]
    for school in (SCHOOL, replace(SCHOOL, name='=1+1"&A1')):
        made = book(recap_sheet(recap(*people, school=school)))
        for sheet in made:
            assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    names = [row["Nama"] for row in rows(recap_sheet(recap(*people)))]
    assert names == [*HOSTILE, "ab"]
    cell = made.worksheets[0]["B9"]
    assert (cell.value, cell.quotePrefix) == ('=HYPERLINK("http://x","klik")', True)


@pytest.mark.parametrize("cell", RULES.predicate_cells, ids=lambda cell: cell.predicate)
def test_every_predikat_stands_in_both(cell) -> None:
    rated = recap(progress(is_rated=True, is_released=True, predicate=cell.predicate))
    label = RULES.predicate(cell.predicate).label
    assert rows(recap_sheet(rated))[0]["Predikat"] == label
    assert recap_values(rated)["people"][0]["result"] == label


def test_a_predikat_that_cannot_be_seen_is_told_apart() -> None:
    people = recap(progress(is_rated=True), progress(is_rated=True, is_released=True))
    assert [row["Predikat"] for row in rows(recap_sheet(people))] == ["belum dirilis", "dokumen kurang"]


def test_the_picture_tells_the_same(school_recap: Recap) -> None:
    values = recap_values(school_recap)
    assert values["title"] == "Rekap SDN Contoh 1"
    assert values["subtitle"] == "Juli-Desember 2026, per 7 September 2026"
    assert [(one["name"], one["points"], one["files"], one["state"]) for one in values["people"]] == [
        ("Ani", "16/40", "2/5", "under_way"),
        ("Made", "0/40", "2/5", "waiting"),
        ("Sari", "–", "–", "missing"),
        ("Tono", "–", "–", "missing"),
        ("Wati", "40/40", "5/5", "done"),
    ]
    assert values["counts"][0] == ["Disepakati", 2]
    assert values["counts"][1] == ["Diskusi Persiapan", 2]
    assert recap_values(replace(school_recap, today=date(2026, 12, 30)))["people"][0]["state"] == "waiting"


@pytest.mark.parametrize("count", [0, 1, 450])
def test_the_picture_is_one_that_telegram_shows(count: int) -> None:
    people = (progress(n, name=HOSTILE[n % len(HOSTILE)]) for n in range(count))
    width, height = png_size(recap_picture(recap(*people)))
    assert width >= 1000
    assert width + height < 10_000
    assert max(width, height) / min(width, height) < 20


@pytest.mark.parametrize("school_id", [PRINCIPALS, 1, 77])
def test_a_wish_names_the_school_and_the_half_year(school_id: int) -> None:
    for is_before in (False, True):
        wish = recap_wish(PNG, school_id, is_before=is_before)
        assert read_recap(wish.subject_id) == (school_id, is_before)


def test_principals_are_told_by_school() -> None:
    line = rows(recap_sheet(recap(progress(role=Role.KS), school=None)))[0]
    assert line["Sekolah"] == "SDN Contoh 1"


async def test_the_ks_gets_the_recap_of_the_own_school(post: Post, store: Store, school: School) -> None:
    await store.submit(school.ani, content())
    led: SchoolFacts = (await store.facts(school.budi)).memberships[0].school
    wish = recap_wish(XLSX, led.id)
    drawn = await post.draw(school.budi, XLSX, wish.subject_id)
    assert drawn is not None
    assert drawn.attachment is not None
    assert drawn.attachment.name == "rekap-20100001-2026-S2.xlsx"
    assert [row["Nama"] for row in rows(drawn.attachment.content)] == ["Ani <b>& Co</b>", "Sari"]
    for who, subject_id in (
        (school.ani, wish.subject_id),
        (school.budi, recap_wish(XLSX, led.id + 1).subject_id),
        (school.budi, recap_wish(XLSX, PRINCIPALS).subject_id),
    ):
        assert await post.draw(who, XLSX, subject_id) is None
    before = await post.draw(school.budi, XLSX, recap_wish(XLSX, led.id, is_before=True).subject_id)
    assert before is not None
    assert before.attachment is not None
    assert rows(before.attachment.content) == []


async def test_a_penilai_gets_the_recap_of_principals(post: Post, store: Store, school: School) -> None:
    dewi = await store.enroll(9, "Dewi", Role.APPRAISER, "20100001")
    drawn = await post.draw(dewi, PNG, PRINCIPALS)
    assert drawn is not None
    assert drawn.attachment is not None
    assert drawn.attachment.is_picture
    sheet = await post.draw(dewi, XLSX, PRINCIPALS)
    assert sheet is not None
    assert sheet.attachment is not None
    assert [row["Nama"] for row in rows(sheet.attachment.content)] == ["Budi"]
