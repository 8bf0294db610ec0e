"""Leaving a school and retiring: confirmed after what becomes of the plan was said."""

from dataclasses import replace

import pytest

from conversations import account, home
from conversations.account import AccountFlow
from conversations.facts import Membership
from conversations.navigation import BACK, HOME
from conversations.people_effects import LeaveSchool, Retire
from conversations.rules.cycle import Period
from conversations.rules.terms import PlanStatus, Role
from conversations.session import Session
from tests.conversations.onboarding.talking import (
    ANI,
    OTHER_SCHOOL,
    SCHOOL,
    Talk,
    assert_fits_a_phone,
    facts_with,
    plan_of,
    reachable,
    read,
)

HERE = Session(home.NAME, 1, dict(home.start().data))
GURU = Membership(SCHOOL, Role.GURU)
LEADS = Membership(OTHER_SCHOOL, Role.KS)
APPRAISES = tuple(Membership(replace(SCHOOL, id=n), Role.APPRAISER) for n in (20, 21, 22))


@pytest.fixture
def moving(rule_sets):
    def _open(*memberships, person=ANI):
        facts = facts_with(rule_sets, None, person, memberships)
        return Talk(AccountFlow(), account.open_moving(HERE), facts)

    return _open


FATES = {
    PlanStatus.BELUM_DIAJUKAN: "it stays with you as it is",
    PlanStatus.MENUNGGU_PERSETUJUAN: "it becomes a draft again",
    PlanStatus.PERLU_PERBAIKAN: "it becomes a draft again",
    PlanStatus.DISETUJUI: "it becomes a draft again",
    PlanStatus.DISEPAKATI: "it stays final and is yours",
}


@pytest.mark.parametrize("status", PlanStatus)
def test_what_becomes_of_the_plan_is_told_before_leaving(moving, status):
    talk = moving(GURU)
    talk.facts = replace(talk.facts, own_plan=plan_of(talk.facts, SCHOOL, Role.GURU, status))
    talk.press("leave:guru:3")
    assert FATES[status] in talk.text
    assert talk.effects == []
    assert talk.press("leave_yes").effects == [LeaveSchool(3, Role.GURU)]
    assert talk.move.flow == "home"


def test_a_principal_is_reminded_of_those_who_wait(moving):
    talk = moving(LEADS).press("leave:ks:4")
    assert "then without a principal" in talk.text
    assert talk.press("leave_yes").effects == [LeaveSchool(4, Role.KS)]


def test_an_appraiser_leaves_all_schools_at_once(moving):
    talk = moving(GURU, *APPRAISES).press("leave:appraiser:0", "leave_yes")
    assert talk.effects == [LeaveSchool(None, Role.APPRAISER)]


def test_of_many_roles_the_present_one_can_always_be_left(moving):
    led = [Membership(replace(OTHER_SCHOOL, id=n), Role.KS) for n in range(4, 11)]
    for number, present in enumerate(led):
        others = (*led[:number], *led[number + 1 :])
        talk = moving(present, *others, *APPRAISES, person=replace(ANI, role=Role.KS))
        assert f"leave:ks:{present.school.id}" in talk.screen.actions
        assert_fits_a_phone(talk.screen)
    penilai = moving(*APPRAISES, *led, person=replace(ANI, role=Role.APPRAISER))
    assert "leave:appraiser:0" in penilai.screen.actions


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (PlanStatus.MENUNGGU_PERSETUJUAN, "it cannot be submitted again"),
        (PlanStatus.DISETUJUI, "press Sepakati before that"),
    ],
)
def test_a_plan_of_an_earlier_half_year_does_not_come_back_to_be_submitted(moving, status, told):
    talk = moving(GURU)
    plan = plan_of(talk.facts, SCHOOL, Role.GURU, status)
    earlier = replace(plan, period=Period(2026, 1))
    assert earlier.period < talk.facts.period
    talk.facts = replace(talk.facts, earlier_plan=earlier)
    assert told in talk.press("leave:guru:3").text


def test_what_ended_meanwhile_is_not_left_again(moving):
    talk = moving(GURU).press("leave:guru:3")
    talk.facts = replace(talk.facts, memberships=())
    assert "do not belong there any more" in talk.text
    assert "leave_yes" not in talk.screen.actions


def test_retiring_is_confirmed_after_every_role_was_named(moving):
    talk = moving(GURU, LEADS)
    talk.facts = replace(
        talk.facts, own_plan=plan_of(talk.facts, SCHOOL, Role.GURU, PlanStatus.MENUNGGU_PERSETUJUAN)
    )
    talk.press("open:retiring")
    for said in ("Guru of SDN Contoh 1", "Kepala Sekolah of SDN Contoh 2", "draft again", "come back"):
        assert said in talk.text
    assert talk.effects == []
    assert talk.press("retire_yes").effects == [Retire()]
    assert talk.move.flow == "home"


def test_back_from_a_question_changes_nothing(moving):
    for question in ("leave:guru:3", "open:retiring"):
        talk = moving(GURU).press(question, BACK)
        assert "Moving or leaving" in talk.text
        assert talk.effects == []


def test_another_school_is_reached_by_its_code(moving):
    assert moving(GURU).press("code").move.flow == "joining_by_code"


def test_who_retired_has_nothing_to_leave(moving):
    assert moving(person=replace(ANI, is_retired=True)).screen.actions == (BACK, HOME)


@pytest.mark.parametrize("memberships", [(), (GURU,), (GURU, LEADS, *APPRAISES)])
def test_every_place_fits_a_phone_and_can_be_left(moving, memberships):
    for here in reachable(moving(*memberships), ("Ani Lestari", "1")):
        assert_fits_a_phone(here.screen)
        assert BACK in here.screen.actions
        assert read(here.flow.help(here.state))
