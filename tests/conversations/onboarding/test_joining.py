"""Somebody known opens the link of an invite."""

from dataclasses import replace

import pytest

from conversations import joining
from conversations.facts import Invite, InviteState, Membership, Needs, Zone
from conversations.joining import JoiningFlow
from conversations.navigation import BACK, HOME
from conversations.people_effects import JoinSchool
from conversations.rules.terms import Role, SchoolLevel
from tests.conversations.onboarding.talking import (
    ANI,
    GURU_INVITE,
    KS_INVITE,
    OTHER_SCHOOL,
    SCHOOL,
    Talk,
    assert_fits_a_phone,
    facts_with,
    reachable,
    read,
)

GURU_HERE = Membership(SCHOOL, Role.GURU)
KS_HERE = Membership(SCHOOL, Role.KS)
GURU_ELSEWHERE = Membership(OTHER_SCHOOL, Role.GURU)
KS_ELSEWHERE = Membership(OTHER_SCHOOL, Role.KS)


@pytest.fixture
def open_link(rule_sets):
    def _open(invite, *memberships):
        facts = facts_with(rule_sets, invite, ANI, memberships)
        return Talk(JoiningFlow(), joining.arrive(facts), facts)

    return _open


def test_a_guru_alone_joins_only_after_confirming(open_link):
    talk = open_link(GURU_INVITE)
    assert "SDN Contoh 1</b>, NPSN 20100001" in talk.text
    assert talk.effects == []
    talk.press("join")
    assert talk.effects == [JoinSchool(11)]
    assert talk.move.flow == "home"
    assert "SDN Contoh 1" in talk.word


def test_a_guru_can_leave_without_joining(open_link):
    talk = open_link(GURU_INVITE)
    assert HOME in talk.screen.actions
    assert talk.press(BACK).move.flow == "home"
    assert talk.effects == []


@pytest.mark.parametrize(
    ("invite", "membership", "sentence"),
    [
        (GURU_INVITE, GURU_HERE, "already belong to"),
        (KS_INVITE, KS_HERE, "already belong to"),
        (KS_INVITE, GURU_HERE, "cannot be principal and guru of the same school"),
        (GURU_INVITE, KS_HERE, "cannot be principal and guru of the same school"),
        (GURU_INVITE, GURU_ELSEWHERE, "does not move you"),
        (GURU_INVITE, KS_ELSEWHERE, "does not move you"),
        (KS_INVITE, GURU_ELSEWHERE, "does not move you"),
        (Invite(InviteState.UNKNOWN), GURU_HERE, "do not know this link"),
        (replace(GURU_INVITE, state=InviteState.EXPIRED), GURU_ELSEWHERE, "expired"),
        (replace(KS_INVITE, state=InviteState.USED_UP), KS_ELSEWHERE, "already been used"),
    ],
)
def test_a_link_that_cannot_be_used_says_why_and_changes_nothing(open_link, invite, membership, sentence):
    talk = open_link(invite, membership)
    assert talk.move.flow == "home"
    assert sentence in talk.word
    assert talk.move.effects == ()


def test_the_school_that_one_would_leave_is_named(open_link):
    assert "SDN Contoh 2" in open_link(GURU_INVITE, GURU_ELSEWHERE).word


@pytest.mark.parametrize("memberships", [(), (KS_ELSEWHERE,)])
def test_a_principal_confirms_everything_about_the_school(open_link, memberships):
    talk = open_link(KS_INVITE, *memberships).press("school:rename").type("SD Negeri Contoh 1")
    talk.press("school:yes", "level:sd", "lead:plt", "zone:wit")
    for said in ("SD Negeri Contoh 1", "20100001", "SD", "Plt.", "WIT"):
        assert said in talk.text
    talk.press("save")
    assert talk.effects == [JoinSchool(12, SchoolLevel.SD, Zone.WIT, "SD Negeri Contoh 1", is_plt=True)]
    assert talk.move.flow == "home"


def test_the_name_of_the_school_stays_where_it_is_not_corrected(open_link):
    talk = open_link(KS_INVITE).press("school:yes", "level:sd", "lead:definitif", "zone:wib", "save")
    assert talk.effects == [JoinSchool(12, SchoolLevel.SD, Zone.WIB, "SDN Contoh 1", is_plt=False)]


def test_a_refused_school_name_is_asked_again(open_link):
    talk = open_link(KS_INVITE).press("school:rename").type("1")
    assert "Yes, this is my school" in talk.labels
    talk.press("school:rename").type("😀😀😀")
    assert "does not belong" in talk.word
    assert talk.state.school_name == ""


def test_back_keeps_the_answers(open_link):
    talk = open_link(KS_INVITE).press("school:yes", "level:smp", "lead:plt", "zone:wita")
    talk.press(BACK, BACK, BACK)
    assert "✓ SMP" in talk.labels
    assert (talk.state.is_plt, talk.state.zone) == (True, Zone.WITA)


@pytest.mark.parametrize("state", [InviteState.EXPIRED, InviteState.USED_UP, InviteState.UNKNOWN])
def test_an_invite_that_ends_meanwhile_leads_only_home(open_link, state):
    talk = open_link(KS_INVITE).press("school:yes")
    talk.facts = replace(talk.facts, invite=replace(KS_INVITE, state=state))
    assert "Nothing was changed" in talk.text
    assert talk.screen.actions == (HOME,)


def test_a_membership_that_came_meanwhile_is_seen(open_link):
    talk = open_link(GURU_INVITE)
    talk.facts = replace(talk.facts, memberships=(GURU_ELSEWHERE,))
    assert "does not move you" in talk.text
    assert talk.screen.actions == (HOME,)


def test_the_present_state_of_the_invite_is_asked_for_at_each_step(open_link):
    talk = open_link(GURU_INVITE)
    assert talk.flow.needs(talk.state) == Needs(invite_id=11)


def test_a_school_led_by_a_plt_is_told_before_joining(open_link):
    talk = open_link(replace(GURU_INVITE, school=replace(SCHOOL, led_by_plt=True)))
    assert "automatically" in talk.text


@pytest.mark.parametrize("invite", [GURU_INVITE, KS_INVITE])
def test_every_place_fits_a_phone_and_can_be_left(open_link, invite):
    for here in reachable(open_link(invite), ("SDN Contoh 9", "1", "x")):
        assert_fits_a_phone(here.screen)
        assert BACK in here.screen.actions
        assert read(here.flow.help(here.state))


def test_data_of_another_version_is_not_guessed_at():
    assert JoiningFlow().upgrade(0, {"invite_id": 1}) is None
