"""Switching between roles, and what the profile says of them."""

from dataclasses import replace

import pytest

from conversations import account, home
from conversations.account import AccountFlow
from conversations.facts import Membership
from conversations.home import HomeFlow
from conversations.navigation import BACK
from conversations.people_effects import ReturnToService, SwitchRole, UpdateProfile
from conversations.rules.terms import Role, SchoolLevel
from conversations.session import Session
from tests.conversations.onboarding.talking import (
    ANI,
    OTHER_SCHOOL,
    SCHOOL,
    Talk,
    assert_fits_a_phone,
    facts_with,
)

HERE = Session(home.NAME, 1, dict(home.start().data))
GURU = Membership(SCHOOL, Role.GURU)
LEADS = Membership(OTHER_SCHOOL, Role.KS)
APPRAISES = tuple(Membership(replace(SCHOOL, id=n), Role.APPRAISER) for n in (20, 21, 22))


@pytest.fixture
def roles(rule_sets):
    def _open(*memberships, person=ANI):
        facts = facts_with(rule_sets, None, person, memberships)
        return Talk(AccountFlow(), account.open_roles(HERE), facts)

    return _open


@pytest.fixture
def at_home(rule_sets):
    def _open(*memberships, person=ANI):
        return Talk(HomeFlow(), home.start(), facts_with(rule_sets, None, person, memberships))

    return _open


def test_every_role_is_offered_and_the_present_one_is_marked(roles):
    talk = roles(GURU, LEADS, *APPRAISES)
    assert talk.labels[:3] == ["✓ Guru: SDN Contoh 1", "KS: SDN Contoh 2", "Penilai (3 school)"]
    assert_fits_a_phone(talk.screen)


@pytest.mark.parametrize(
    ("action", "effect", "said"),
    [
        ("role:ks:4", SwitchRole(Role.KS, 4), "Kepala Sekolah of SDN Contoh 2"),
        ("role:appraiser:0", SwitchRole(Role.APPRAISER, None), "Penilai (3 school"),
        ("role:guru:3", SwitchRole(Role.GURU, 3), "Guru of SDN Contoh 1"),
    ],
)
def test_a_role_is_switched_to_and_said_at_home(roles, action, effect, said):
    talk = roles(GURU, LEADS, *APPRAISES).press(action)
    assert talk.effects == [effect]
    assert talk.move.flow == "home"
    assert said in talk.word


def test_without_a_school_one_chooses_the_role_and_the_level_oneself(roles):
    talk = roles()
    assert talk.labels[:2] == ["✓ Guru", "Kepala Sekolah"]
    assert talk.press("role:ks:0").effects == [SwitchRole(Role.KS, None)]
    talk = roles()
    talk.move = account.open_profile(HERE)
    talk.press("open:level", "level:smk")
    assert talk.effects == [UpdateProfile(school_level=SchoolLevel.SMK)]
    assert "Your profile" in talk.text


@pytest.mark.parametrize("member", [GURU, LEADS])
def test_with_one_school_there_is_nothing_to_switch_and_the_school_tells_the_level(roles, member):
    talk = roles(member)
    talk.move = account.open_profile(HERE)
    assert {"open:roles", "open:level"}.isdisjoint(talk.screen.actions)


def test_a_long_name_of_a_school_is_shortened_on_the_button(roles):
    long = Membership(replace(OTHER_SCHOOL, name="Sekolah Menengah Kejuruan Negeri 12 Contoh"), Role.KS)
    assert_fits_a_phone(roles(GURU, long).screen)


def test_home_says_the_present_role_and_leads_to_the_others(at_home):
    talk = at_home(GURU, LEADS)
    assert "<b>Guru of SDN Contoh 1</b>" in talk.text
    talk.press("roles")
    assert talk.move.flow == account.NAME
    assert "roles" not in at_home(GURU).screen.actions


def test_back_from_the_roles_leads_home(roles):
    assert roles(GURU, LEADS).press(BACK).move.flow == HERE.flow


def test_who_retired_is_asked_for_no_plan_and_can_come_back(at_home):
    talk = at_home(person=replace(ANI, is_retired=True))
    assert "retired" in talk.text
    assert talk.screen.actions == ("return", "profile", "ask", ".help")
    assert talk.press("return").effects == [ReturnToService()]


def test_a_penilai_has_no_level_to_tell(roles):
    talk = roles(*APPRAISES, person=replace(ANI, role=Role.APPRAISER))
    talk.move = account.open_profile(HERE)
    assert "School level" not in talk.text
    assert "open:level" not in talk.screen.actions
