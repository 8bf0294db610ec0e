"""Filling in and handing in the forms of the stages."""

from dataclasses import replace
from datetime import date

import pytest

from conversations.effects import NoticeKind, NotifyOwner, NotifySupervisors
from conversations.events import Press
from conversations.execution_effects import ChooseTarget, CompleteStage, RateTarget, WriteAnswer
from conversations.facts import Needs
from conversations.navigation import BACK
from conversations.rules.terms import Capacity, ObservationRating, PlanStatus, Role, SchoolLevel, StageId
from conversations.stages import StagesFlow, enter, open_person, open_stage, present
from conversations.stages.state import Place, StagesState
from conversations.stages.subject import present_stage
from tests.conversations.stages.half_year import NOW, SCHOOL, HalfYear, drawn

A, B, C, D, E = StageId.A, StageId.B, StageId.C, StageId.D, StageId.E
OWNER, APPRAISER = Capacity.OWNER, Capacity.APPRAISER


def test_all_stages_are_shown_with_what_is_now_and_what_is_late(half_year):
    ani = half_year.owner
    assert "▶ <b>Diskusi Persiapan</b>: until 2026-08-31. Your part." in ani.text
    assert "Observasi Kinerja: from 2026-09-01" in ani.text
    half_year.days_later(60)
    assert "<b>Diskusi Persiapan</b>: late since 2026-08-31, still open. Your part." in ani.text
    assert "<b>Observasi Kinerja</b>: late since 2026-09-30, still open\n" in ani.text
    assert ani.press("stage:a").place is Place.STAGE
    assert "It is not closed" in ani.text


def test_the_preparation_of_a_guru_from_the_first_tick_to_kumpulkan(half_year):
    ani, budi = half_year.owner, half_year.appraiser
    ani.press("stage:a", "done")
    assert ani.word.startswith("Not yet, because this is still missing: Target perilaku; Upaya yang akan")
    assert "Jadwal observasi; Unggah RPP/Modul Ajar." in ani.word
    ani.press("field:target_behavior", "tick:0", "tick:1", "tick:1")
    assert ani.effects == [ChooseTarget(5, 0, True), ChooseTarget(5, 1, True), ChooseTarget(5, 1, False)]
    assert "Guru melakukan komunikasi positif untuk membangun suasana kelas yang kondusif" in ani.text
    assert "Example: Menyepakati aturan kelas bersama murid" in ani.text
    assert "guru BK" not in ani.text
    ani.press("form", "field:learning_effort").type("Pelatihan mandiri\n\n\nlalu  mencoba")
    assert ani.effects[-1] == WriteAnswer(5, A, "learning_effort", "Pelatihan mandiri\n\nlalu mencoba", OWNER)
    assert ani.place is Place.STAGE
    ani.press("field:observation_date", "day:2026-08-11", "hour:0900")
    assert budi.go(A, Place.DATE).press("agree:1").word.startswith("Agreed.")
    ani.go(A).press("done")
    assert ani.word == "Not yet, because this is still missing: Unggah RPP/Modul Ajar."
    half_year.with_lesson_plan()
    assert "Nothing required is missing" in ani.text
    ani.press("done")
    assert ani.effects[-2:] == [
        CompleteStage(5, A, OWNER, True),
        NotifySupervisors(NoticeKind.STAGE_HANDED_IN, 5, 4, f"A.{int(NOW.timestamp())}"),
    ]
    assert "✓ You completed it on" in ani.text
    assert "done" not in ani.actions
    assert not any(action.startswith("field:") for action in ani.actions)


def test_the_file_leads_to_evidence(half_year):
    assert half_year.owner.press("stage:a", "field:lesson_plan").flow == "evidence"


def test_while_evidence_is_collected_it_is_a_press_away(half_year):
    assert half_year.owner.go(D).press("evidence").flow == "evidence"
    assert "evidence" not in half_year.appraiser.go(D).actions


@pytest.mark.parametrize(
    ("level", "example"),
    [(SchoolLevel.PAUD_TK, "Example for PAUD/TK:"), (SchoolLevel.SMA, "Example for guru BK:")],
)
def test_examples_are_for_the_readers_kind_of_school(half_year, level, example):
    half_year.plan = replace(half_year.plan, level=level)
    text = half_year.owner.press("stage:a", "field:learning_effort").text
    assert example in text
    assert text.count("Example for") == 1


def test_the_preparation_of_a_ks_has_its_own_fields_and_ticks(rule_sets):
    half_year = HalfYear(rule_sets, Role.KS, "k1")
    ks, penilai = half_year.owner, half_year.appraiser
    ks.press("stage:a")
    assert [action for action in ks.actions if action.startswith("field:")] == [
        "field:target_behavior",
        "field:date",
        "field:place",
        "field:activity",
        "field:remark",
    ]
    ks.press("field:target_behavior", "tick:0", "form", "field:place").type("Aula")
    assert (ks.place, ks.state.field) == (Place.FIELD, "activity")
    ks.type("Rapat guru").press(BACK, "field:date").type("12/8 09.30")
    penilai.go(A, Place.DATE).press("agree:1")
    assert ks.go(A).press("done").word == "Completed. Your penilai is told."


def test_a_text_that_is_too_long_is_refused_and_what_was_there_stays(half_year):
    ani = half_year.owner.press("stage:a", "field:learning_effort").type("Pendek")
    ani.press("field:learning_effort").type("x" * 2001)
    assert "That text has 2001 characters, and at most 2000 fit." in ani.word
    assert ani.place is Place.FIELD
    assert "Pendek" in ani.text
    assert len(ani.effects) == 1
    half_year.days_later(1)
    ani.type("y" * 2000)
    assert ani.effects[-1] == WriteAnswer(5, A, "learning_effort", "y" * 2000, OWNER)


def test_the_rest_of_a_text_that_came_in_pieces_does_not_pass_for_the_whole(half_year):
    ani = half_year.owner.press("stage:a", "field:learning_effort").type("x" * 4096)
    assert ani.type("the end").word.startswith("That was the rest of the long text")
    assert ani.effects == []


def test_an_empty_message_writes_nothing_and_a_field_can_be_cleared(half_year):
    ani = half_year.owner.press("stage:a", "field:learning_effort").type(" \u200b ")
    assert ani.effects == []
    ani.type("Pelatihan").press("field:learning_effort", "clear")
    assert ani.effects[-1] == WriteAnswer(5, A, "learning_effort", "", OWNER)


def test_every_word_that_is_written_can_be_read_on_pages(half_year):
    ani = half_year.owner.go(E)
    ani.press("field:inspiration")
    for letter in "abcd":
        ani.type(letter * 2000)
    assert ani.place is Place.STAGE
    ani.press("read")
    pages = [ani.text]
    while any(action == f"page:{len(pages)}" for action in ani.actions):
        pages.append(ani.press(f"page:{len(pages)}").text)
    assert len(pages) > 1
    assert all(letter * 2000 in "".join(pages) for letter in "abcd")


def test_the_appraiser_reads_a_form_only_once_it_is_handed_in(half_year):
    ani, budi = half_year.owner, half_year.appraiser
    ani.go(C).press("field:challenge").type("Waktu").type("Belajar bersama")
    budi.go(C)
    assert "Waktu" not in budi.text
    assert "Ani has not handed it in yet." in budi.text
    assert "read" not in budi.actions
    assert budi.go(C, Place.READ).text == budi.go(C).text
    ani.go(C).press("done")
    assert "Waktu" in budi.go(C).press("read").text


def test_the_observation_is_recorded_per_ticked_target_and_told(half_year):
    ani, budi = half_year.owner, half_year.prepared().appraiser
    budi.press("stage:b", "done")
    assert "Kategori penilaian; Catatan bukti perilaku; Rekomendasi tindak lanjut" in budi.word
    budi.press("field:observation_rating")
    assert [action for action in budi.actions if action.startswith("one:")] == ["one:0", "one:2"]
    budi.press("one:0", "level:effective").type("Menyapa tiap murid")
    budi.press("next").type("2")
    assert budi.effects == [
        RateTarget(5, 0, ObservationRating.EFFECTIVE),
        RateTarget(5, 0, note="Menyapa tiap murid"),
        RateTarget(5, 2, ObservationRating.DONE_NOT_EFFECTIVE),
    ]
    budi.press(BACK, "form", "field:evidence_note").type("Kelas tenang").type("Latih aturan kelas")
    assert "Kelas tenang" not in ani.go(B).text
    budi.press("done")
    assert budi.effects[-1] == NotifyOwner(NoticeKind.OBSERVED, 5, 4, f"B.{int(NOW.timestamp())}")
    ani.press_on(ani.receive(half_year.told[-1])).press("read")
    assert "Dilakukan dan efektif" in ani.text
    assert "Menyapa tiap murid" in ani.text
    assert "Latih aturan kelas" in ani.go(C).text


def test_before_a_is_handed_in_nothing_can_be_recorded(half_year):
    budi = half_year.appraiser.press("stage:b")
    assert "Diskusi Persiapan is not handed in yet." in budi.text
    assert budi.actions[0] == "date"
    assert "read" not in budi.actions
    assert budi.go(B, Place.RATE).text == budi.go(B).text


def test_a_note_that_is_too_long_is_refused(half_year):
    budi = half_year.prepared().appraiser.press("stage:b", "field:observation_rating", "one:0")
    budi.type("x" * 501)
    assert "this was 501" in budi.word
    assert budi.effects == []


def test_what_was_observed_keeps_its_tick(half_year):
    half_year.prepared().appraiser.press("stage:b", "field:observation_rating", "one:0", "level:not_done")
    ani = half_year.owner.go(A).press("reopen", "field:target_behavior")
    assert ani.press("tick:0").word.startswith("This target perilaku was observed already")
    assert ani.press("tick:2").effects[-1] == ChooseTarget(5, 2, False)


def test_when_the_observation_is_done_the_ticks_stay(half_year):
    ani = half_year.owner.go(A).press("field:target_behavior", "tick:0")
    half_year.apply(CompleteStage(5, B, APPRAISER, True), half_year.appraiser)
    for number in (0, 1):
        ani.press(f"tick:{number}")
        assert ani.word == "The observation is done, so the ticks stay as they are."
    assert ani.effects == [ChooseTarget(5, 0, True)]


def test_who_completed_it_opens_it_again_until_the_appraisers_next_part_is_done(half_year):
    ani, budi = half_year.prepared().owner.go(A), half_year.appraiser
    assert "reopen" in ani.actions
    assert "reopen" not in budi.go(A).actions
    half_year.apply(CompleteStage(5, B, APPRAISER, True), budi)
    assert "reopen" not in ani.actions
    budi.go(B).press("reopen")
    assert "field:evidence_note" in budi.actions
    ani.press("reopen")
    assert ani.word == "Open again. Everything that is written stays."


def test_a_later_stage_can_be_written_before_the_observation_and_says_so(half_year):
    ani = half_year.owner.go(C)
    assert "The observation is not recorded yet." in ani.text
    ani.press("field:challenge").type("Waktu").type("Belajar").press(BACK, "done")
    assert ani.word == "Completed. Your principal is told."


def test_what_was_planned_is_shown_where_it_is_carried_out(half_year):
    ani = half_year.owner.go(C)
    ani.press("field:challenge").type("Waktu").type("Mengikuti pelatihan")
    assert "Rencana tindak lanjut: <i>Mengikuti pelatihan</i>" in ani.go(D).text
    ani.press("field:action_taken").type("Sudah mengikuti")
    assert "Upaya yang sudah dilakukan: <i>Sudah mengikuti</i>" in ani.go(E).text


def test_who_cannot_be_reached_is_to_be_told_in_person(half_year):
    half_year.plan = replace(half_year.plan, school=replace(SCHOOL, is_ks_reachable=False))
    word = half_year.owner.go(D).press("done").word
    assert word.startswith("Completed. The assistant cannot reach your principal now")


def test_d_needs_nothing_to_be_written_and_says_so_before_and_after(half_year):
    ani = half_year.owner.go(D)
    assert "Nothing here is required." in ani.text
    ani.press("field:action_taken").type("Sudah mengikuti")
    assert "Nothing required is missing." in ani.text
    assert ani.press("done").effects[-2] == CompleteStage(5, D, OWNER, True)


def test_before_the_observation_is_recorded_the_way_to_it_stays(half_year):
    ani = half_year.alone().owner.go(C)
    assert "records it in PMM, and usually this form follows it" in ani.text
    assert ani.press("stage:b").state.stage is B
    assert "done" in ani.actions


@pytest.mark.parametrize(
    ("month", "done", "next_one"),
    [
        (8, set(), A),
        (8, {A}, C),
        (9, {A}, C),
        (10, {A}, D),
        (10, {A, D}, C),
        (12, {A, C, D}, E),
        (12, {A, D, E}, C),
        (12, {A, C, D, E}, None),
    ],
)
def test_the_stage_of_the_month_is_one_that_is_not_done(half_year, month, done, next_one):
    today = half_year.today.replace(month=month)
    assert present_stage(half_year.facts(half_year.owner).rules, half_year.plan, today, done) is next_one


def test_where_nobody_here_decides_the_owner_says_that_it_is_done_in_pmm(half_year):
    ani = half_year.alone().owner.press("stage:b")
    assert "Nobody here appraises your plan" in ani.text
    ani.press("done")
    assert ani.effects == [CompleteStage(5, B, APPRAISER, True)]
    assert "still empty" not in ani.text
    assert "stage:b" not in ani.go(C).actions, "there is nothing to be read here"
    ani.go(B).press("reopen")
    assert ani.effects[-1] == CompleteStage(5, B, APPRAISER, False)


def test_under_a_plt_the_owner_may_say_so_too_but_not_under_a_definitive_principal(half_year):
    ani = half_year.owner.press("stage:b")
    assert "done" not in ani.actions
    half_year.plan = replace(half_year.plan, school=replace(SCHOOL, led_by_plt=True))
    ani.press("done")
    assert ani.effects[0] == CompleteStage(5, B, APPRAISER, True)


def test_the_rating_has_its_own_place(half_year):
    assert half_year.owner.press("stage:f_g", "rating").flow == "rating"
    assert half_year.appraiser.press("stage:f_g", "rating").flow == "rating"


def test_whoever_may_not_look_is_told_and_sees_nothing(half_year):
    budi = half_year.appraiser.go(A)
    half_year.plan = replace(half_year.plan, school=replace(SCHOOL, id=11))
    facts = replace(budi.facts, memberships=half_year.facts(half_year.owner).memberships)
    shown = StagesFlow().show(budi.state, facts)
    assert drawn(shown.lines[0]).startswith("I cannot open these stages")
    assert StagesFlow().handle(budi.state, Press("y", 1, "done"), facts).effects == ()


def test_without_a_final_plan_it_is_said_when_the_stages_begin(half_year):
    facts = replace(half_year.owner.facts, executed=None, execution=None)
    shown = StagesFlow().show(StagesState(), facts)
    assert "after Sepakati" in drawn(shown.lines[0])


def test_a_form_that_was_handed_in_meanwhile_is_not_written_to(half_year):
    ani = half_year.owner.go(A).press("field:learning_effort")
    half_year.prepared()
    shown = StagesFlow().show(ani.state, ani.facts)
    assert not shown.expects_text


def test_what_is_loaded_is_the_own_plan_or_the_named_one(half_year):
    flow = StagesFlow()
    assert flow.needs(StagesState()) == Needs(execution=True)
    person = StagesState.model_validate(open_person(7).data)
    assert flow.needs(person) == Needs(plan_id=7, execution=True)
    assert flow.needs(person.at(Place.DATE)).reminders


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (date(2026, 7, 20), "A"),
        (date(2026, 8, 20), "A"),
        (date(2026, 9, 5), "C"),
        (date(2026, 11, 30), "D"),
        (date(2026, 12, 24), "E"),
    ],
)
def test_home_offers_the_stage_in_which_the_owner_has_something_to_do(half_year, day, stage):
    facts = replace(half_year.owner.facts, today=day, own_plan=half_year.plan)
    found = present(facts)
    assert found is not None
    assert found.id == stage
    waiting = replace(half_year.plan, status=PlanStatus.MENUNGGU_PERSETUJUAN)
    assert present(replace(facts, own_plan=waiting)) is None


def test_back_leads_from_all_stages_to_where_one_came_from(half_year):
    assert half_year.owner.press(BACK).flow == "home"
    assert enter().data["back_flow"] == ""
    assert open_stage(StageId.B, 7).data["plan_id"] == 7


def test_who_has_handed_in_a_form_reads_what_comes_next(half_year):
    ani = half_year.owner.go(C)
    ani.press("field:challenge").type("Waktu").type("Belajar bersama")
    ani.press("form", "done")
    assert "Next: <b>Upaya Tindak Lanjut</b>, recommended from 2026-10-01." in ani.text
    assert "fill it in there too" in ani.text
    assert "Next:" not in half_year.appraiser.go(C).text


def test_a_date_that_waits_for_an_answer_is_not_called_empty(half_year):
    ani, budi = half_year.owner, half_year.appraiser
    half_year.with_lesson_plan()
    ani.press("stage:a", "field:target_behavior", "tick:0", "form")
    ani.press("field:learning_effort").type("Pelatihan mandiri")
    ani.press("field:observation_date", "day:2026-08-11", "hour:0900")
    assert "Your principal has yet to answer the proposed date. Nothing else is missing" in ani.go(A).text
    ani.press("done")
    assert ani.word == "Not yet, because this is still missing: Jadwal observasi (an answer is awaited)."
    budi.go(A, Place.DATE).press("day:2026-08-12", "hour:1000")
    assert "Now: answer the date that is proposed for the observation." in ani.go(A).text


def test_after_a_the_agreed_date_of_the_observation_comes_next(half_year):
    ani, budi = half_year.owner, half_year.appraiser
    ani.go(A, Place.DATE).press("day:2026-08-11", "hour:0900")
    half_year.prepared()
    assert "Next: <b>Observasi Kinerja</b>, recommended from" in ani.go(A).text
    budi.go(A, Place.DATE).press("agree:1")
    assert "Next: <b>Observasi Kinerja</b>, agreed for <b>" in ani.go(A).text
