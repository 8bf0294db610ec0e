"""What groups read: counts and never names, and nothing that is not true any more."""

from dataclasses import replace
from datetime import date

import pytest

from bot.i18n import load_languages
from conversations.facts import Zone
from conversations.group_facts import GroupCounts
from conversations.groups.answers import GroupAnswer
from conversations.groups.texts import DAYS_3, OPENING, GroupSight, answer_screen, post_screen
from conversations.rules.cycle import Period
from conversations.rules.terms import PlanStatus, StageId
from conversations.screens import Screen
from tests.conversations.onboarding.talking import SCHOOL

LANGUAGE = load_languages()["id"]
DRAFT, FINAL = PlanStatus.BELUM_DIAJUKAN, PlanStatus.DISEPAKATI
COUNTS = GroupCounts({None: 2, DRAFT: 1, FINAL: 3}, {StageId.A: 1})
OF_SCHOOL = {
    GroupAnswer.RETURNED,
    GroupAnswer.LINKED,
    GroupAnswer.TEST,
    GroupAnswer.SUMMARY,
    GroupAnswer.ALREADY,
    GroupAnswer.TAKEN,
}
WITHOUT_SCHOOL = {GroupAnswer.GREETING, GroupAnswer.UNLINKED, GroupAnswer.NOT_LINKED}


@pytest.fixture
def sight(rule_sets) -> GroupSight:
    """The group of SDN Contoh 1 in August."""
    return GroupSight("contoh_bot", rule_sets["pmm_2024"], Period(2026, 2), date(2026, 8, 3), SCHOOL, COUNTS)


def text(screen: Screen | None) -> str:
    assert screen is not None
    assert screen.rows == ()
    return "\n".join(LANGUAGE.translate(line, Zone.WIB) for line in screen.lines)


def test_answers_about_a_school_need_one_and_others_need_none(sight):
    alone = replace(sight, school=None, counts=None)
    assert {a for a in GroupAnswer if answer_screen(a, alone) is None} == OF_SCHOOL
    assert {a for a in GroupAnswer if answer_screen(a, sight) is None} == WITHOUT_SCHOOL


@pytest.mark.parametrize("answer", GroupAnswer)
def test_an_answer_is_short_and_has_no_buttons(sight, answer):
    here = replace(sight, school=None) if answer in WITHOUT_SCHOOL else sight
    assert 20 < len(text(answer_screen(answer, here))) < 600


def test_a_summary_counts_every_status_and_what_is_done_of_each_stage_that_has_begun(sight):
    said = text(answer_screen(GroupAnswer.SUMMARY, sight))
    assert "6 guru" in said
    for line in ("Belum mulai: 2", "Belum Diajukan: 1", "Disepakati: 3", "Menunggu Persetujuan: 0"):
        assert line in said
    assert said.count(" dari 3 selesai") == 1
    assert "1 dari 3 selesai" in said


def test_a_summary_of_a_school_without_teachers_says_so(sight):
    said = text(answer_screen(GroupAnswer.SUMMARY, replace(sight, counts=GroupCounts({}))))
    assert "Belum ada guru yang bergabung." in said


def test_the_opening_of_the_plan_says_how_many_stand_where(sight):
    july = replace(sight, today=date(2026, 7, 1))
    said = text(post_screen(StageId.SKP, OPENING, july))
    assert "31 Juli 2026" in said
    assert "Belum mulai: 2" in said


def test_a_later_stage_says_how_many_have_done_it(sight):
    for occasion in (OPENING, DAYS_3):
        assert "1 dari 3 selesai" in text(post_screen(StageId.A, occasion, sight))


@pytest.mark.parametrize(
    "changes",
    [
        {"today": date(2026, 7, 31)},
        {"today": date(2026, 9, 1)},
        {"school": None},
        {"counts": None},
        {"counts": GroupCounts({})},
        {"counts": replace(COUNTS, done={StageId.A: 3})},
    ],
    ids=["before", "after", "no school", "not counted", "nobody", "all done"],
)
def test_what_is_not_true_any_more_is_not_posted(sight, changes):
    assert post_screen(StageId.A, DAYS_3, replace(sight, **changes)) is None


def test_nobody_is_told_of_the_plan_once_all_are_final(sight):
    july = replace(sight, today=date(2026, 7, 28), counts=GroupCounts({FINAL: 6}))
    assert post_screen(StageId.SKP, DAYS_3, july) is None


def test_a_group_that_is_linked_in_the_middle_of_a_stage_is_told_how_it_stands(sight):
    said = text(answer_screen(GroupAnswer.LINKED, sight))
    assert "Sekarang: Diskusi Persiapan" in said
    assert "Disepakati: 3" in said
