"""The Rangkuman on paper: what stands in the PDF, for whom, and that text stays text."""

import pytest

from bot.documents.plan_paper import PlanPaper
from bot.documents.summary import summary_values
from bot.documents.typesetting import typeset_pdf
from conversations.document_effects import DocumentKind
from conversations.execution_facts import RatingSource
from conversations.facts import EventKind, HistoryEntry
from conversations.rules.cycle import Period
from conversations.rules.plan import BehaviorChoice, PlanContent
from conversations.rules.terms import JobLevel, PlanStatus, Rating, Role
from tests.documents.conftest import Post
from tests.documents.papers import (
    ANI,
    HOSTILE,
    NOW,
    RULES,
    content,
    execution,
    handed_in,
    paper,
    pdf_text,
    plan,
    rating,
)
from tests.store.acting import School, Store, agreement, approval

ABOVE, MEETS, BELOW = Rating.ABOVE, Rating.MEETS, Rating.BELOW
PERTAMA, MUDA = JobLevel.AHLI_PERTAMA, JobLevel.AHLI_MUDA
MADYA, UTAMA = JobLevel.AHLI_MADYA, JobLevel.AHLI_UTAMA


def text_of(made: PlanPaper) -> str:
    return pdf_text(typeset_pdf("summary", summary_values(made), NOW))


def rated(work_result: Rating, work_behavior: Rating, level: JobLevel, *rhk: tuple[int, int]) -> PlanPaper:
    released = execution(rating=rating(work_result, work_behavior))
    return paper(plan=plan(content=content(*rhk)), execution=released, job_level=level)


def test_the_paper_holds_everything_that_is_signed() -> None:
    text = text_of(paper())
    for part in (
        "Rangkuman Perencanaan Kinerja",
        "Juli-Desember 2026",
        f"Nama : {ANI}",
        "NIP : ....",
        "SDN Contoh 1",
        "Disepakati",
        RULES.sub_indicator("g1").name,
        RULES.rhk(3).title,
        "3 kegiatan 1 36 36",
        "Jumlah poin 36",
        "Minimum 32",
        "Terkumpul dengan bukti 36",
        "36 / 32 poin. Sudah memenuhi ekspektasi",
        "Senin, 7 September 2026 pukul 10.30 WIT",
        "Sistem",
        "Terima kasih",
        "Pegawai",
        "Atasan",
        "Budi Santoso",
        "PMM",
        "aturan tahun 2024",
    ):
        assert part in text, part
    for behavior in RULES.work_behaviors:
        assert behavior.aspect in text
        assert behavior.choices[0].behavior_focus in text
    assert text.count("NIP") == 3
    assert "Predikat" not in text


@pytest.mark.parametrize(
    ("work_result", "work_behavior", "level", "rhk", "predicate", "annual", "half"),
    [
        (ABOVE, ABOVE, MUDA, (3, 1), "Sangat Baik", "25 × 150% = 37,5", "18,75"),
        (ABOVE, MEETS, MADYA, (3, 1), "Baik", "37,5 × 100% = 37,5", "18,75"),
        (ABOVE, ABOVE, MUDA, (1, 8), "Sangat Baik", "25 × 150% = 37,5", "18,75"),
        (ABOVE, ABOVE, PERTAMA, (3, 1), "Sangat Baik", "12,5 × 150% = 18,75", "9,38"),
        (MEETS, MEETS, PERTAMA, (3, 1), "Baik", "12,5 × 100% = 12,5", "6,25"),
        (BELOW, MEETS, MADYA, (3, 1), "Butuh Perbaikan", "37,5 × 75% = 28,125", "14,06"),
        (BELOW, BELOW, UTAMA, (3, 1), "Sangat Kurang", "50 × 25% = 12,5", "6,25"),
        (MEETS, BELOW, MUDA, (3, 1), "Kurang/Misconduct", "25 × 50% = 12,5", "6,25"),
        (BELOW, ABOVE, PERTAMA, (3, 1), "Butuh Perbaikan", "12,5 × 75% = 9,375", "4,69"),
        (ABOVE, MEETS, MADYA, (1, 8), "Baik", "37,5 × 100% = 37,5", "18,75"),
    ],
)
def test_predikat_and_angka_kredit_are_those_of_the_rules(
    work_result: Rating,
    work_behavior: Rating,
    level: JobLevel,
    rhk: tuple[int, int],
    predicate: str,
    annual: str,
    half: str,
) -> None:
    text = text_of(rated(work_result, work_behavior, level, rhk))
    assert f"Predikat kinerja: {predicate}" in text
    assert annual in text
    assert f"= {half}" in text
    assert f"Rating hasil kerja {RULES.rating(work_result).label}" in text
    assert f"Rating perilaku kerja {RULES.rating(work_behavior).label}" in text


def test_every_cell_of_the_matrix_and_of_the_credit_table_is_on_paper() -> None:
    for cell in RULES.predicate_cells:
        for level in RULES.job_levels:
            lines = summary_values(rated(cell.work_result, cell.work_behavior, level.id))["result"]["lines"]
            entry = RULES.predicate(cell.predicate)
            annual = f"{(level.coefficient * entry.multiplier).normalize():f}".replace(".", ",")
            assert lines[0].startswith(f"Predikat kinerja: {entry.label}")
            assert any(f"= {annual} " in line for line in lines), (cell.predicate, level.id)


@pytest.mark.parametrize(
    "unseen",
    [
        execution(rating=None),
        execution(rating=rating(ABOVE, ABOVE, released_at=None)),
        execution(rating=rating(ABOVE, ABOVE), documents=handed_in("K3")),
        None,
    ],
)
def test_a_rating_that_its_owner_may_not_see_is_on_no_paper(unseen) -> None:
    assert summary_values(paper(execution=unseen))["result"] is None


def test_an_entry_from_pmm_is_marked_so_and_credit_needs_a_jenjang() -> None:
    own = execution(rating=rating(ABOVE, MEETS, source=RatingSource.OWNER, aspects={}, behaviors={}))
    text = text_of(paper(execution=own, job_level=None))
    assert "Predikat kinerja: Baik" in text
    assert "PMM" in text.partition("Predikat kinerja: Baik")[2].partition("Riwayat")[0]
    assert "Jenjang jabatan" not in text


def test_a_draft_has_no_collected_points_and_a_plan_of_a_ks_no_duties() -> None:
    draft = plan(status=PlanStatus.BELUM_DIAJUKAN, role=Role.KS, history=(), approved_by=None)
    text = text_of(paper(plan=draft, execution=None))
    assert "Terkumpul" not in text
    assert "Tugas Tambahan" not in text
    assert "3. Perilaku Kerja" in text
    assert "Riwayat" not in text


def test_in_the_years_of_the_rules_their_year_is_named_too() -> None:
    assert "This uses the rules of 2024." in text_of(paper("en", plan=plan(period=Period(2024, 2))))


def test_hostile_text_is_drawn_as_text() -> None:
    behaviors = tuple(
        BehaviorChoice(aspect.id, None, text)
        for aspect, text in zip(RULES.work_behaviors, HOSTILE, strict=False)
    )
    history = tuple(HistoryEntry(NOW, EventKind.APPROVED, name, name) for name in HOSTILE)
    bad = plan(owner_name=HOSTILE[0], content=PlanContent("g1", (), (), behaviors), history=history)
    text = text_of(paper(plan=bad, school_name=HOSTILE[3])).replace(" ", "")
    for name in filter(str.isascii, HOSTILE):
        assert text.count(name.replace(" ", "")) >= 2, name
    assert "aturantahun2024" in text


async def final_plan(store: Store, school: School) -> int:
    made = await store.submit(school.ani, content())
    await store.do(school.budi, approval(made))
    await store.do(school.ani, agreement(await store.plan(school.ani)))
    return made.id


async def test_the_owner_and_who_decides_get_it_and_nobody_else(
    post: Post, store: Store, school: School
) -> None:
    plan_id = await final_plan(store, school)
    for who in (school.ani, school.budi):
        drawn = await post.draw(who, DocumentKind.SUMMARY_PDF, plan_id)
        assert drawn is not None
        assert drawn.attachment is not None
        assert drawn.attachment.name == "rangkuman-ani-b-co-b-2026-S2.pdf"
        assert "Ani &lt;b&gt;&amp; Co&lt;/b&gt;" in drawn.html
        assert "Ani <b>& Co</b>" in pdf_text(drawn.attachment.content)
    for kind in (DocumentKind.SUMMARY_PDF, DocumentKind.PROGRESS_CARD):
        assert await post.draw(school.sari, kind, plan_id) is None
        assert await post.draw(school.ani, kind, plan_id + 1) is None
