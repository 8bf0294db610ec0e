"""The page of one person at the school: all that is known of them, and where it leads."""

from datetime import UTC, datetime

import pytest

from conversations.rules.terms import Capacity, JobLevel, PlanStatus, Predicate, StageId
from conversations.school_effects import NudgeMember
from tests.conversations.onboarding.talking import ANI, SCHOOL
from tests.conversations.school.following import person
from tests.conversations.school.office import progress


def test_a_page_tells_everything_of_a_person(office):
    office.at(9)
    text = person(
        office,
        collected_points=16,
        collected_files=2,
        missing_documents=("K3",),
        owner_done=frozenset({StageId.A}),
        observed_at=datetime(2026, 9, 20, tzinfo=UTC),
        is_observation_agreed=True,
    ).text
    assert f"<b>{ANI.name}</b>\nSDN Contoh 1, July-December 2026\nPlan: <b>Disepakati</b>" in text
    assert "Points: <b>16</b> collected, 64 planned, minimum 32\nEvidence: 2 of 6" in text
    assert "Documents missing: Kurikulum Operasional Satuan Pendidikan" in text
    assert "✓ A Diskusi Persiapan\n▶ B Observasi Kinerja (now)\n▶ C Diskusi Tindak Lanjut (now)" in text
    assert "• D Upaya Tindak Lanjut\n" in text
    assert "Observation: <b>2026-09-20 00:00:00+00:00</b>, agreed\nRating: none yet" in text


def test_a_late_stage_is_told(office):
    office.at(9)
    assert "• A Diskusi Persiapan: late" in person(office).text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Rating: none yet"),
        ({"is_rated": True}, "Rating: not released yet"),
        ({"is_rated": True, "is_released": True, "missing_documents": ("K3",)}, "the predikat is not shown"),
        ({"is_released": True, "predicate": Predicate.SANGAT_BAIK}, "Predikat: <b>Sangat Baik</b>"),
    ],
)
def test_the_predikat_is_shown_only_when_it_may_be(office, changes, said):
    text = person(office, **changes).text
    assert said in text
    assert ("Sangat Baik" in text) is ("predicate" in changes)


def test_the_angka_kredit_is_shown_with_the_predikat_and_never_without(office):
    rated = {"is_released": True, "job_level": JobLevel.AHLI_MUDA}
    text = person(office, **rated, predicate=Predicate.SANGAT_BAIK).text
    assert "Angka kredit: 25 × 150% = <b>37.5</b> a year" in text
    assert "Angka kredit" not in person(office, **rated).text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"observation_proposed_by": Capacity.OWNER}, "is proposed to you"),
        ({"observation_proposed_by": Capacity.APPRAISER}, "your proposal is not answered yet"),
    ],
)
def test_a_proposed_date_says_whose_turn_it_is(office, changes, said):
    assert said in person(office, observed_at=datetime(2026, 9, 20, tzinfo=UTC), **changes).text


@pytest.mark.parametrize(("action", "flow"), [("plan", "review"), ("stages", "stages"), ("rate", "rating")])
def test_a_page_leads_to_plan_stages_and_rating(office, action, flow):
    person(office).press(action)
    assert (office.flow, office.session.data["plan_id"]) == (flow, ANI.id + 1000)


@pytest.mark.parametrize("status", [None, PlanStatus.BELUM_DIAJUKAN])
def test_without_a_submitted_plan_there_is_only_the_reminder(office, status):
    person(office, status=status)
    assert [one for one in office.screen.actions if not one.startswith(".")] == ["nudge"]
    office.press("nudge")
    assert office.effects == [NudgeMember(ANI.id, SCHOOL.id)]
    assert office.word == f"{ANI.name} gets a kind reminder in your name."
    assert "You have already sent a reminder today." in office.text


@pytest.mark.parametrize(
    "changes", [{"status": PlanStatus.MENUNGGU_PERSETUJUAN}, {}, {"status": None, "is_elsewhere": True}]
)
def test_who_needs_no_reminder_is_offered_none(office, changes):
    person(office, **changes)
    assert "nudge" not in office.screen.actions


def test_who_is_gone_leads_back_to_the_list_with_a_word(office):
    person(office)
    office.follows(progress(9, "Sari"))
    assert office.text.startswith("That person is not in this list any more.")
    assert "1. <b>Sari</b>" in office.text
