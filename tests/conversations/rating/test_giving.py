"""A principal rates: nothing is proposed, everything is kept at once, and the owner sees it once released."""

import itertools
from dataclasses import replace

import pytest

from conversations.effects import NoticeKind, NotifyOwner
from conversations.execution_effects import ReleaseRating, SaveRating
from conversations.execution_facts import RatingSource, StageDone
from conversations.rules.terms import Capacity, PlanStatus, Rating, Role, StageId
from tests.conversations.onboarding.talking import OTHER_SCHOOL
from tests.conversations.rating.desk import ANI, BUDI, NOW, SARI, SCHOOL, Desk, rates_all


def test_the_list_has_the_facts_at_hand_and_who_is_rated(desk: Desk) -> None:
    desk.is_rated(SARI).command("nilai")
    assert "Released: <b>1</b> of 2" in desk.text
    assert "1. <b>Ani Lestari</b>: not rated yet" in desk.text
    assert "16 / 32 points with evidence, evidence 2 of 4" in desk.text
    assert "2. <b>Sari Dewi</b>: released" in desk.text
    assert desk.screen.actions[:2] == (f"open:{ANI}", f"open:{SARI}")
    desk.press("filter")
    assert "Sari Dewi" not in desk.text
    desk.press("filter")
    assert "Sari Dewi" in desk.text


def test_a_typed_number_opens_the_person_of_that_line(desk: Desk) -> None:
    desk.command("nilai").type("2")
    assert "<b>Penilaian: Sari Dewi</b>" in desk.text


def test_the_half_year_before_is_listed_too(desk: Desk) -> None:
    desk.command("nilai").press("period")
    assert "January-June 2026" in desk.text
    assert "Nobody whose plan you decide on has a final plan in this half-year." in desk.text
    desk.press("period")
    assert "Ani Lestari" in desk.text


def test_whose_plan_is_not_final_is_counted_and_cannot_be_opened(desk: Desk) -> None:
    desk.plans[SARI] = replace(desk.plans[SARI], status=PlanStatus.DISETUJUI)
    desk.command("nilai")
    assert f"open:{SARI}" not in desk.screen.actions
    assert "One more person has no final plan" in desk.text


def test_everything_is_asked_one_after_the_other_and_kept_with_every_press(desk: Desk) -> None:
    desk.opens().press("continue")
    assert "<b>Upaya Refleksi</b> (1 of 3), Ani Lestari" in desk.text
    assert "What is judged: Menyebutkan tantangan" in desk.text
    assert "Where to look: Mutu refleksi" in desk.text
    desk.press("rate:above")
    assert desk.rating().aspects == {"reflection_effort": Rating.ABOVE}
    assert "<b>Upaya Mempelajari</b> (2 of 3)" in desk.text
    desk.press("rate:meets", "rate:below")
    first = desk.rules.work_behaviors[0]
    assert f"<b>{first.aspect}</b> (1 of 7), Ani Lestari" in desk.text
    assert f"Chosen focus: {first.choices[0].behavior_focus}" in desk.text
    for _ in desk.rules.work_behaviors:
        desk.press("rate:meets")
    assert desk.place == "note"
    desk.type("Teruskan   praktik baik ini.\nTambah refleksi.")
    assert desk.rating().note == "Teruskan praktik baik ini.\nTambah refleksi."
    assert "Nothing is averaged or preset: you decide" in desk.text
    desk.press("rate:meets", "rate:above")
    assert (desk.rating().work_result, desk.rating().work_behavior) == (Rating.MEETS, Rating.ABOVE)
    saved = [effect for effect in desk.effects if isinstance(effect, SaveRating)]
    assert len(saved) == 13
    assert all(effect.source is RatingSource.APPRAISER for effect in saved)
    assert desk.place == "person"
    assert "Predikat: <b>Baik</b>" in desk.text


@pytest.mark.parametrize("rating", Rating)
def test_nothing_is_preset_whatever_the_single_ratings_are(desk: Desk, rating: Rating) -> None:
    rates_all(desk.opens(), rating)
    for item in ("overall:result", "overall:behavior"):
        assert desk.session.data["item"] == item
        marks = [label for label in desk.labels if label.startswith("✓")]
        assert marks == []
        kept = desk.rating()
        assert (kept.work_result is None, kept.work_behavior) == (item == "overall:result", None)
        desk.press("rate:below")


def test_no_rating_is_ever_written_that_was_not_pressed(desk: Desk) -> None:
    levels = itertools.cycle(Rating)
    pressed: dict[str, Rating] = {}
    desk.opens().press("continue")
    while desk.place != "person":
        if desk.place == "note":
            desk.press("no_note")
            continue
        level = next(levels)
        pressed[str(desk.session.data["item"])] = level
        desk.press(f"rate:{level}")
        kept = desk.rating()
        written = {f"aspect:{name}": value for name, value in kept.aspects.items()}
        written |= {f"behavior:{name}": value for name, value in kept.behaviors.items()}
        overall = {"overall:result": kept.work_result, "overall:behavior": kept.work_behavior}
        written |= {name: value for name, value in overall.items() if value is not None}
        assert written == pressed


@pytest.mark.parametrize(
    ("work_result", "work_behavior", "predikat"),
    [
        ("above", "below", "Kurang/Misconduct</b> (in tables of angka kredit: Kurang)"),
        ("above", "meets", "Baik</b>"),
        ("above", "above", "Sangat Baik</b>"),
        ("meets", "below", "Kurang/Misconduct</b> (in tables of angka kredit: Kurang)"),
        ("meets", "meets", "Baik</b>"),
        ("meets", "above", "Baik</b>"),
        ("below", "below", "Sangat Kurang</b>"),
        ("below", "meets", "Butuh Perbaikan</b> (in tables of angka kredit: Cukup)"),
        ("below", "above", "Butuh Perbaikan</b> (in tables of angka kredit: Cukup)"),
    ],
)
def test_every_cell_of_the_matrix(desk: Desk, work_result: str, work_behavior: str, predikat: str) -> None:
    rates_all(desk.opens()).press(f"rate:{work_result}", f"rate:{work_behavior}", "confirm")
    assert f"Predikat: <b>{predikat}" in desk.text.splitlines()


def test_it_is_released_only_when_everything_is_rated(desk: Desk) -> None:
    rates_all(desk.opens()).press("rate:meets")
    assert "confirm" not in desk.press(".back", ".back").screen.actions
    desk.opens().press("continue", "rate:above")
    desk.press("confirm")
    for said in ("Release the rating of Ani Lestari?", "• Upaya Refleksi: <b>Sesuai Ekspektasi</b>"):
        assert said in desk.text
    assert desk.rating().released_at is None
    desk.press("yes")
    assert desk.rating().released_at is not None
    version = desk.rating().version
    assert desk.effects[-2:] == [
        ReleaseRating(ANI, version - 1),
        NotifyOwner(NoticeKind.RATED, ANI, 5, str(version)),
    ]
    assert "The rating is released; Ani Lestari is told." in desk.text


def test_whom_the_assistant_cannot_reach_is_to_be_told_directly(desk: Desk) -> None:
    desk.plans[ANI] = replace(desk.plans[ANI], is_owner_reachable=False)
    rates_all(desk.opens()).press("rate:meets", "rate:meets", "confirm", "yes")
    assert "Ani Lestari cannot be told here" in desk.text


def test_the_next_person_is_one_press_away(desk: Desk) -> None:
    desk.opens()
    assert "Next: Sari Dewi" in desk.labels
    desk.press(f"next:{SARI}")
    assert "<b>Penilaian: Sari Dewi</b>" in desk.text
    desk.press(f"next:{ANI}")
    assert "<b>Penilaian: Ani Lestari</b>" in desk.text
    desk.is_rated(SARI)
    assert not [action for action in desk.screen.actions if action.startswith("next")]


def test_the_missing_documents_are_named_to_the_appraiser_with_who_hands_them_in(desk: Desk) -> None:
    desk.with_duty().opens()
    assert "Ani Lestari sees the predikat only once these are there:" in desk.text
    assert "(handed in by you, as the principal)" in desk.text
    assert "• SK Tugas Tambahan (handed in by Ani Lestari)" in desk.text
    desk.has_documents(codes="K3 K4 K5")
    # A K4 that somebody says is there is none: it is the evidence of the tugas tambahan.
    assert "• SK Tugas Tambahan" in desk.text
    assert "as the principal" not in desk.text


def test_a_correction_is_prepared_shown_and_kept_only_when_confirmed(desk: Desk) -> None:
    desk.is_rated().opens().press("item:overall:result", "rate:below")
    assert desk.effects == []
    assert desk.rating().work_result is Rating.ABOVE
    assert "<b>Not kept yet.</b>" in desk.text
    desk.press("confirm")
    assert "• Overall, Hasil kerja: Di Atas Ekspektasi → <b>Di Bawah Ekspektasi</b>" in desk.text
    assert "Predikat: <b>Butuh Perbaikan</b>" in desk.text
    assert "By secondary sources on the matrix" in desk.text
    desk.press("yes")
    saved, told = desk.effects
    assert isinstance(saved, SaveRating)
    assert (saved.version, saved.work_result, saved.note) == (4, Rating.BELOW, "Lanjutkan")
    assert told == NotifyOwner(NoticeKind.RATED, ANI, 5, "5.corrected")
    assert "The rating is corrected; Ani Lestari is told." in desk.text


def test_a_prepared_correction_can_be_discarded(desk: Desk) -> None:
    desk.is_rated().opens().press("item:overall:result", "rate:below", "discard")
    assert "The changes are discarded." in desk.text
    assert "Overall, hasil kerja: <b>Di Atas Ekspektasi</b>" in desk.text
    for leave in (".back", f"next:{SARI}"):
        desk.opens().press("item:overall:result", "rate:below", leave)
        assert "The changes are discarded." in desk.text
    assert desk.effects == []


@pytest.mark.parametrize("is_released", [False, True])
def test_what_another_appraiser_changed_meanwhile_is_shown_before_it_is_confirmed(
    desk: Desk, is_released: bool
) -> None:
    desk.is_rated(is_released=is_released).opens()
    if is_released:
        desk.press("item:overall:result", "rate:below")
    desk.press("confirm")
    desk.is_rated(is_released=is_released, version=5, rated_by="Citra", work_behavior=Rating.MEETS)
    desk.press("yes")
    assert "The rating was changed meanwhile by Citra" in desk.text
    assert desk.effects == []
    desk.press("yes")
    assert len(desk.effects) == 2


def test_what_another_appraiser_released_meanwhile_is_not_released_twice(desk: Desk) -> None:
    desk.is_rated(is_released=False).opens().press("confirm")
    desk.is_rated(version=5)
    assert desk.place == "confirm"
    assert "yes" not in desk.screen.actions
    assert "Released. You can still correct it" in desk.text


def test_a_note_that_is_too_long_or_empty_is_refused_and_nothing_is_lost(desk: Desk) -> None:
    desk.is_rated(is_released=False).opens().press("note")
    desk.type("x" * 1001)
    assert "That is 1001 characters; at most 1000 fit." in desk.text
    desk.type("\u200b")
    assert "There is nothing in that note." in desk.text
    assert desk.rating().note == "Lanjutkan"
    desk.press("no_note")
    assert desk.rating().note == ""


def test_who_lost_the_right_is_refused_and_nothing_is_written(desk: Desk) -> None:
    desk.is_rated().opens()
    desk.memberships = (replace(desk.memberships[0], school=replace(OTHER_SCHOOL, id=99)),)
    assert desk.screen.actions == (".home",)
    assert "not, or no longer, yours to give" in desk.text
    assert "Ani" not in desk.text


def test_a_strange_plan_cannot_be_opened(desk: Desk) -> None:
    desk.plans[ANI] = replace(desk.plans[ANI], school=replace(SCHOOL, id=77))
    desk.opens(ANI)
    assert "not, or no longer, yours to give" in desk.text


def test_what_an_owner_entered_is_marked_and_replaced_only_as_a_whole(desk: Desk) -> None:
    desk.is_rated(source=RatingSource.OWNER).command("nilai")
    assert "1. <b>Ani Lestari</b>: as entered by its owner from PMM" in desk.text
    assert "Released: <b>0</b> of 2" in desk.text
    desk.opens()
    assert "As entered by its owner from PMM; not rated here." in desk.text
    rates_all(desk).press("rate:meets", "rate:meets")
    assert desk.effects == []
    desk.press("confirm", "yes")
    assert desk.rating().source is RatingSource.APPRAISER
    assert desk.rating().rated_by == BUDI.name


def test_home_offers_the_list_in_the_months_of_penilaian(desk: Desk) -> None:
    assert "Penilaian (2)" in desk.labels
    desk.press("rate")
    assert desk.place == "list"


def test_a_penilai_rates_principals_likewise(desk: Desk) -> None:
    desk.plans[ANI] = replace(desk.plans[ANI], role=Role.KS)
    desk.person = replace(BUDI, role=Role.APPRAISER)
    desk.memberships = (replace(desk.memberships[0], role=Role.APPRAISER),)
    desk.opens().press("continue", "rate:above")
    assert desk.rating().aspects == {"reflection_effort": Rating.ABOVE}
    desk.press(".back", ".back")
    assert "Perencanaan Program Sekolah (handed in by Ani Lestari)" in desk.text


def test_what_was_handed_in_is_at_hand_and_drafts_are_not(desk: Desk) -> None:
    answers = {(StageId.C, "challenge"): "Diskusi kurang hidup", (StageId.E, "inspiration"): "Masih draf"}
    done = {(StageId.C, Capacity.OWNER): StageDone(NOW, "Ani Lestari")}
    desk.executions[ANI] = replace(desk.executions[ANI], answers=answers, done=done)
    desk.opens().press("continue")
    assert "<b>C</b>, Tantangan" in desk.text
    assert "Diskusi kurang hidup" in desk.text
    assert "Masih draf" not in desk.text
    desk.press("forms")
    assert "Diskusi kurang hidup" in desk.text
    assert "Masih draf" not in desk.text
