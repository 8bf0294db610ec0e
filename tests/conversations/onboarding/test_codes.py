"""A school code instead of a link, in onboarding."""

from dataclasses import replace

import pytest

from conversations import onboarding
from conversations.facts import Needs, Zone
from conversations.join_codes import ALPHABET, read_join_code, shown_join_code
from conversations.navigation import BACK
from conversations.onboarding import OnboardingFlow
from conversations.people_effects import RegisterPerson
from conversations.rules.terms import Role, SchoolLevel
from tests.conversations.onboarding.talking import (
    GURU_INVITE,
    SCHOOL,
    Talk,
    assert_fits_a_phone,
    facts_with,
    reachable,
)

NAME = "Ani Lestari, S.Pd."
CODE = "K7QM3FXW"


@pytest.fixture
def talk(rule_sets):
    """Somebody at the question for the school."""
    begun = Talk(OnboardingFlow(), onboarding.start(), facts_with(rule_sets))
    return begun.press("agree", "role:guru").type(NAME).press("name:yes", "level:sd")


def find(talk, school=SCHOOL):
    """What the database says to the code that was typed."""
    talk.facts = replace(talk.facts, found_school=school)
    return talk


@pytest.mark.parametrize("typed", [CODE, "k7qm-3fxw", " K7QM 3FXW ", "k7qm–3fxw", "K7QM.3FXW"])
def test_a_code_is_read_however_it_is_typed(typed):
    assert read_join_code(typed) == CODE


@pytest.mark.parametrize(
    "typed", ["", "K7QM", "K7QM-3FXWX", "K7QM-3FX0", "K7QM-3FXI", "K7QM/3FXW", "2345678٨"]
)
def test_what_cannot_be_a_code_is_none(typed):
    assert read_join_code(typed) is None


def test_codes_have_no_signs_that_look_alike():
    assert len(ALPHABET) == len(set(ALPHABET)) == 32
    assert not set(ALPHABET) & set("IO01")
    assert shown_join_code(CODE) == "K7QM-3FXW"


def test_three_ways_are_offered_and_each_is_explained(talk):
    assert {"school:link", "school:code", "school:alone"} <= set(talk.screen.actions)
    for said in ("Invite link", "School code", "Mode mandiri"):
        assert said in talk.text


def test_with_a_code_the_principal_is_asked(talk):
    talk.press("school:code").type("k7qm 3fxw")
    assert talk.flow.needs(talk.state) == Needs(join_code=CODE)
    find(talk)
    assert "K7QM-3FXW" in talk.text
    assert "SDN Contoh 1</b>, NPSN 20100001" in talk.text
    assert talk.effects == []
    talk.press("code:send", "zone:wit")
    assert "will be asked to let you in" in talk.text
    talk.press("save")
    assert talk.effects == [
        RegisterPerson(NAME, "id", Zone.WIT, Role.GURU, SchoolLevel.SD, request_school_id=SCHOOL.id)
    ]
    assert "SDN Contoh 1" in talk.word


@pytest.mark.parametrize("typed", ["12", "SDN Contoh 1", "K7QM-3FX0"])
def test_what_is_no_code_is_refused_with_what_is_accepted_and_nothing_is_lost(talk, typed):
    before = talk.press("school:code").state
    talk.type(typed)
    assert "8 letters and digits" in talk.word
    assert talk.state == before


def test_a_code_of_no_school_is_told_and_typed_again(talk):
    talk.press("school:code").type(CODE)
    assert "No school has the code <b>K7QM-3FXW</b>" in talk.text
    assert "code:send" not in talk.screen.actions
    talk.type("AAAA-BBBB")
    assert "Yes" not in talk.text
    assert "AAAA-BBBB" in find(talk).text
    assert talk.state.name == NAME


def test_another_code_can_be_typed_where_the_school_is_read_back(talk):
    find(talk.press("school:code").type(CODE)).press("code:again")
    assert "Please type the code" in talk.text
    talk.type(CODE).type("AAAABBBB")
    assert talk.state.draft_code == "AAAABBBB"


def test_a_school_without_a_principal_lets_the_request_wait(talk):
    find(talk.press("school:code").type(CODE), replace(SCHOOL, has_ks=False))
    assert "waits until there is one" in talk.text


def test_a_code_that_is_left_without_sending_asks_nobody(talk):
    find(talk.press("school:code").type(CODE)).press(BACK)
    assert "How do you begin?" in talk.text
    talk.press("school:alone", "zone:wit", "save")
    assert talk.effects[0].request_school_id is None


def test_who_has_typed_a_code_can_still_choose_mode_mandiri(talk):
    find(talk.press("school:code").type(CODE)).press("code:send", "zone:wit")
    talk.press("edit:school", "school:alone", "save")
    assert talk.effects[0].request_school_id is None


def test_a_correction_that_is_left_keeps_the_code(talk):
    find(talk.press("school:code").type(CODE)).press("code:send", "zone:wit")
    summary = talk.text
    talk.press("edit:school", "school:code").type("AAAABBBB").press(BACK, BACK)
    assert talk.text == summary
    assert talk.flow.needs(talk.state) == Needs(join_code=CODE)


def test_a_code_that_the_principal_renews_meanwhile_is_asked_for_again(talk):
    find(talk.press("school:code").type(CODE)).press("code:send", "zone:wit")
    find(talk, None)
    assert "The code K7QM-3FXW is no longer valid." in talk.text
    assert "save" not in talk.screen.actions
    talk.press("school:alone", "zone:wit", "save")
    assert talk.effects[0].request_school_id is None


def test_a_link_opened_after_a_code_counts_instead(talk, rule_sets):
    find(talk.press("school:code").type(CODE)).press("code:send")
    facts = facts_with(rule_sets, GURU_INVITE)
    joined = Talk(OnboardingFlow(), onboarding.arrive(facts, talk.session), facts)
    joined.press("school:yes", "save")
    assert joined.effects == [RegisterPerson(NAME, "id", Zone.WIT, Role.GURU, SchoolLevel.SD, invite_id=11)]


@pytest.mark.parametrize("school", [None, SCHOOL, replace(SCHOOL, has_ks=False)])
def test_every_place_with_a_code_fits_a_phone_and_can_be_left(talk, school):
    alike = ("level:smp", "level:sma", "level:smk", "level:slb", "level:paud_tk", "zone:wita", "zone:wib")
    places = set()
    for here in reachable(find(talk), (CODE, "bukan kode"), skip=(*alike, "lang:id", "lang:en", "decline")):
        places.add((here.state.place, here.state.draft_code))
        find(here, school)
        assert_fits_a_phone(here.screen)
        assert here.state.place == "consent" or BACK in here.screen.actions
        assert here.flow.help(here.state).key
    assert {("code", ""), ("code", CODE)} <= places
