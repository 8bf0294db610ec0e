"""The progress card: its figures, and that it is a picture a phone can show."""

from dataclasses import replace
from datetime import date

import pytest

from bot.documents.progress_card import card_values
from bot.documents.typesetting import typeset_png
from conversations.document_effects import DocumentKind
from conversations.execution_facts import StageDone
from conversations.rules.terms import Capacity, JobLevel, PlanStatus, Rating, StageId
from tests.documents.conftest import Post
from tests.documents.papers import (
    ANI,
    HOSTILE,
    NOW,
    content,
    evidence,
    execution,
    paper,
    plan,
    png_size,
    rating,
)
from tests.store.acting import School, Store

DONE = StageDone(NOW, ANI)


def test_points_stand_side_by_side_and_the_next_stage_is_named() -> None:
    done = {(StageId.A, Capacity.OWNER): DONE, (StageId.B, Capacity.APPRAISER): DONE}
    half = execution(done=done, evidence=evidence("rhk:1:2", "rhk:1:2", "rhk:1:9", "lesson_plan"))
    values = card_values(paper(plan=plan(content=content((1, 5))), execution=half))
    assert values["numbers"] == [["Direncanakan", "40"], ["Terkumpul", "8"], ["Minimum", "32"]]
    assert (values["planned"], values["collected"], values["minimum"]) == (40, 8, 32)
    assert values["verdict"] == "8 dari 40 poin sudah terkumpul dengan bukti."
    assert [name for name, is_done, _ in values["stages"] if is_done] == [
        "Perencanaan Kinerja",
        "Diskusi Persiapan",
        "Observasi Kinerja",
    ]
    assert values["next"]["text"].startswith("Diskusi Tindak Lanjut: ")
    assert values["stages"][1][2] == "7 September 2026"
    assert values["stages"][4][2] == "Oktober-November"
    assert values["result"] == []


def test_what_is_late_is_told() -> None:
    stages = card_values(paper(today=date(2026, 12, 30)))["stages"]
    assert "terlambat" in stages[1][2]
    assert "terlambat" not in stages[0][2]


@pytest.mark.parametrize("status", [s for s in PlanStatus if s is not PlanStatus.DISEPAKATI])
def test_before_the_plan_is_final_its_next_step_is_told(status: PlanStatus) -> None:
    values = card_values(paper(plan=plan(status=status, agreed_at=None), execution=None))
    assert values["verdict"] == "36 / 32 poin. Sudah memenuhi ekspektasi"
    assert not any(is_done for _, is_done, _ in values["stages"])
    assert values["next"]["text"]
    assert values["collected"] == 0


def test_where_nobody_appraises_the_own_word_counts() -> None:
    done = {(stage, Capacity.OWNER): DONE for stage in StageId}
    values = card_values(paper(plan=plan(school=None), execution=execution(done=done)))
    assert all(is_done for _, is_done, _ in values["stages"])
    assert values["next"]["text"] == "Semua tahap semester ini sudah selesai."


@pytest.mark.parametrize(
    ("work_result", "work_behavior", "level", "shown"),
    [
        (
            Rating.ABOVE,
            Rating.ABOVE,
            JobLevel.AHLI_MUDA,
            ["Sangat Baik", "25 × 150% = 37,5 setahun", "6/12 × 150% × 25 = 18,75"],
        ),
        (
            Rating.BELOW,
            Rating.MEETS,
            JobLevel.AHLI_MADYA,
            ["Butuh Perbaikan (Cukup)", "37,5 × 75% = 28,125 setahun", "6/12 × 75% × 37,5 = 14,06"],
        ),
        (Rating.ABOVE, Rating.MEETS, None, ["Baik"]),
    ],
)
def test_a_released_rating_is_shown_with_its_angka_kredit(
    work_result: Rating, work_behavior: Rating, level: JobLevel | None, shown: list[str]
) -> None:
    released = execution(rating=rating(work_result, work_behavior))
    values = card_values(paper(execution=released, job_level=level))
    assert [value for _, value in values["result"]] == shown
    hidden = replace(released, documents=())
    assert card_values(paper(execution=hidden, job_level=level))["result"] == []


def test_it_is_as_wide_as_a_phone_whatever_somebody_is_called() -> None:
    for name in (HOSTILE[3], " ".join(HOSTILE)):
        card = typeset_png("card", card_values(paper(plan=plan(owner_name=name), school_name=name)))
        width, height = png_size(card)
        assert width == 800
        assert 800 < height < 2400


async def test_the_card_is_sent_as_a_picture(post: Post, store: Store, school: School) -> None:
    made = await store.submit(school.ani, content())
    drawn = await post.draw(school.ani, DocumentKind.PROGRESS_CARD, made.id)
    assert drawn is not None
    assert drawn.attachment is not None
    assert drawn.attachment.is_picture
    assert drawn.attachment.name == "kemajuan-ani-b-co-b-2026-S2.png"
    assert png_size(drawn.attachment.content)[0] == 800
