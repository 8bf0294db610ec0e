"""A penilai decides on principals' plans as a principal does on teachers'; who does both sees both."""

from dataclasses import replace

import pytest

from conversations.effects import MovePlan, NotifyOwner
from conversations.facts import Membership, Needs
from conversations.review import Place, enter
from conversations.rules.terms import PlanStatus, Role
from tests.conversations.review.conftest import OTHER_SCHOOL, SCHOOL


@pytest.fixture
def penilai(desk):
    """The penilai of one school, where a principal and a teacher have submitted."""
    desk.memberships = (Membership(SCHOOL, Role.APPRAISER),)
    desk.submit(7, "Citra Dewi", role=Role.KS)
    desk.submit(8, "Ani Lestari")
    return desk


def test_a_penilai_sees_the_plans_of_principals_only(penilai):
    penilai.enters()
    assert penilai.labels[0] == "Citra Dewi · 32 points"
    assert "Ani" not in penilai.text
    assert "SDN Contoh" not in penilai.text


def test_a_penilai_approves_and_the_principal_is_told(penilai):
    penilai.opens(7).presses("approve")
    assert penilai.plans[7].status is PlanStatus.DISETUJUI
    assert [type(effect) for effect in penilai.effects] == [MovePlan, NotifyOwner]
    assert "Approved. Citra Dewi is told" in penilai.word


def test_a_penilai_asks_for_improvements_from_the_notice(penilai):
    penilai.notice("revise", 7, 3).types("Tambah seminar").presses("send")
    assert penilai.plans[7].revision_note == "Tambah seminar"


@pytest.mark.parametrize("action", ["open", "approve", "revise", "full"])
def test_a_penilai_cannot_open_the_plan_of_a_teacher(penilai, action):
    assert penilai.notice(action, 8, 3).at_home
    assert "Ani" not in penilai.text
    assert penilai.effects == []


@pytest.mark.parametrize("action", ["open", "approve", "revise", "full"])
def test_a_principal_cannot_open_the_plan_of_another_principal(desk, action):
    desk.submit(7, "Citra Dewi", role=Role.KS)
    assert desk.notice(action, 7, 3).at_home
    assert "Citra" not in desk.text


def test_who_decides_at_several_schools_reads_the_school_of_every_plan(penilai):
    penilai.memberships = (Membership(OTHER_SCHOOL, Role.KS), Membership(SCHOOL, Role.APPRAISER))
    penilai.submit(9, "Sari", school=OTHER_SCHOOL)
    penilai.enters()
    assert "1. Citra Dewi · 32 points · SDN Contoh 1" in penilai.text
    assert "2. Sari · 32 points · SDN Contoh 2" in penilai.text
    penilai.presses("all")
    assert "• Sari · 32 points · SDN Contoh 2" in penilai.text
    penilai.presses("yes")
    assert {penilai.plans[n].status for n in (7, 9)} == {PlanStatus.DISETUJUI}
    assert penilai.plans[8].status is PlanStatus.MENUNGGU_PERSETUJUAN


def test_a_penilai_of_a_school_led_by_a_plt_still_decides(desk):
    desk.memberships = (
        Membership(replace(SCHOOL, led_by_plt=True), Role.KS),
        Membership(OTHER_SCHOOL, Role.APPRAISER),
    )
    assert "comes here by itself" in desk.enters().text


def test_who_appraises_no_more_sees_nothing(penilai):
    penilai.opens(7)
    penilai.leads_nothing_any_more()
    assert "Citra" not in penilai.text
    assert enter(penilai.facts(Needs())).flow == "home"


def test_the_words_to_a_penilai_name_nobody_else(penilai):
    penilai.enters()
    state = penilai.state
    for place in (Place.QUEUE, Place.PLAN):
        said = penilai.flow.help(state.at(place)).key
        assert "teacher" not in said
        assert "your school" not in said
