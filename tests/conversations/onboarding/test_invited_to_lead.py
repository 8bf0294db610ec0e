"""Onboarding of a successor and of an appraiser, and how many taps an invite takes."""

from dataclasses import replace

import pytest

from conversations import onboarding
from conversations.facts import Invite, InviteState, Zone
from conversations.navigation import BACK
from conversations.onboarding import OnboardingFlow
from conversations.people_effects import RegisterPerson
from conversations.rules.terms import Role, SchoolLevel
from tests.conversations.onboarding.talking import (
    GURU_INVITE,
    KS_INVITE,
    NEW_SCHOOL,
    OTHER_SCHOOL,
    SCHOOL,
    Talk,
    assert_fits_a_phone,
    facts_with,
    reachable,
)

NAME = "Citra Dewi, M.Pd."
APPRAISER_INVITE = Invite(InviteState.VALID, 13, Role.APPRAISER, SCHOOL)
MANY = replace(
    APPRAISER_INVITE,
    more_schools=tuple(
        replace(OTHER_SCHOOL, id=n, npsn=f"201{n:05}", name=f"SDN Contoh {n}") for n in range(10, 40)
    ),
)
OPENING_THE_LINK = 1


@pytest.fixture
def begin(rule_sets):
    def _begin(invite):
        facts = facts_with(rule_sets, invite)
        return Talk(OnboardingFlow(), onboarding.arrive(facts), facts)

    return _begin


def at_school(talk):
    return talk.press("agree").type(NAME).press("name:yes")


def test_who_succeeds_a_principal_is_told_plainly_whom_and_what_it_means(begin):
    talk = at_school(begin(replace(KS_INVITE, school=SCHOOL, leader_name="Budi Santoso, M.Pd.")))
    for said in ("Budi Santoso, M.Pd.", "successor", "plans that wait come to you"):
        assert said in talk.text


def test_where_nobody_leads_nobody_is_succeeded(begin):
    assert "successor" not in at_school(begin(KS_INVITE)).text


def test_a_guru_is_not_told_of_a_succession(begin):
    assert "Budi" not in at_school(begin(replace(GURU_INVITE, leader_name="Budi Santoso, M.Pd."))).text


def test_an_appraiser_confirms_the_schools_and_the_zone_only(begin):
    talk = at_school(begin(replace(APPRAISER_INVITE, more_schools=(OTHER_SCHOOL,))))
    assert "SDN Contoh 1</b>, NPSN 20100001" in talk.text
    assert "SDN Contoh 2</b>, NPSN 20100002" in talk.text
    talk.press("school:yes", "zone:wita")
    assert "Penilai" in talk.text
    assert "School level" not in talk.text
    talk.press("save")
    assert talk.effects == [
        RegisterPerson(NAME, "id", Zone.WITA, Role.APPRAISER, SchoolLevel.SD, invite_id=13)
    ]


def test_the_level_of_an_appraiser_is_that_of_the_first_school_or_sd(begin):
    levels = []
    for school in (replace(SCHOOL, level=SchoolLevel.SMK), NEW_SCHOOL):
        talk = at_school(begin(replace(APPRAISER_INVITE, school=school)))
        talk.press("school:yes", "zone:wib", "save")
        levels.append(talk.effects[0].school_level)
    assert levels == [SchoolLevel.SMK, SchoolLevel.SD]


def test_many_schools_are_counted(begin):
    begun = begin(MANY)
    assert "31 school" in begun.text
    talk = at_school(begun)
    assert "and 21 more school" in talk.text
    assert_fits_a_phone(talk.screen)


def test_an_appraiser_whose_schools_are_wrong_is_sent_to_the_operator(begin):
    assert "operator" in at_school(begin(APPRAISER_INVITE)).press("school:wrong").text


def test_an_ended_link_is_told_and_whom_to_ask(begin):
    talk = begin(replace(GURU_INVITE, state=InviteState.REVOKED))
    assert "no longer valid" in talk.word
    assert "your principal" in talk.word


@pytest.mark.parametrize("invite", [APPRAISER_INVITE, MANY, replace(KS_INVITE, leader_name="Budi")])
def test_every_place_fits_a_phone_and_can_be_left(begin, invite):
    alike = ("level:smp", "level:sma", "level:smk", "level:slb", "level:paud_tk", "zone:wita", "lang:id")
    for here in reachable(begin(invite), (NAME, "x1"), skip=alike):
        assert_fits_a_phone(here.screen)
        assert here.state.place == "consent" or BACK in here.screen.actions


@pytest.mark.parametrize(
    "invite",
    [
        GURU_INVITE,
        replace(GURU_INVITE, school=NEW_SCHOOL),
        KS_INVITE,
        replace(KS_INVITE, school=SCHOOL, leader_name="Budi"),
        MANY,
    ],
)
def test_from_the_link_to_home_it_takes_at_most_eight_taps_or_messages(begin, invite):
    talk, taken = begin(invite), OPENING_THE_LINK
    onward = ("agree", "name:yes", "school:yes", "lead:definitif", "level:sd", "zone:wib", "save")
    while talk.move.flow == onboarding.NAME:
        pressed = next((action for action in onward if action in talk.screen.actions), None)
        talk = talk.type(NAME) if pressed is None else talk.press(pressed)
        taken += 1
    assert talk.move.flow == "home"
    assert taken <= 8
