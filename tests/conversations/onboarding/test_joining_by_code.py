"""Somebody known asks with a school code to be let in."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from conversations import joining_by_code
from conversations.events import Press
from conversations.facts import JoinRequest, Membership, Needs, RequestState
from conversations.home import HomeFlow, HomeState
from conversations.joining_by_code import JoiningByCodeFlow
from conversations.navigation import BACK, HOME
from conversations.people_effects import RequestJoin, WithdrawRequest
from conversations.rules.terms import Role
from tests.conversations.onboarding.talking import (
    ANI,
    OTHER_SCHOOL,
    SCHOOL,
    Talk,
    assert_fits_a_phone,
    facts_with,
    reachable,
)

CODE = "K7QM3FXW"
ASKED_AT = datetime(2026, 8, 2, 3, tzinfo=UTC)
REQUEST = JoinRequest(5, ANI.id, ANI.name, SCHOOL, RequestState.PENDING, ASKED_AT)
GURU_HERE = Membership(SCHOOL, Role.GURU)
KS_HERE = Membership(SCHOOL, Role.KS)


@pytest.fixture
def enter(rule_sets):
    def _enter(*memberships, found=None, request=None):
        facts = facts_with(rule_sets, None, ANI, memberships)
        facts = replace(facts, found_school=found, own_request=request)
        return Talk(JoiningByCodeFlow(), joining_by_code.enter(facts), facts)

    return _enter


def test_the_school_of_a_code_is_read_back_before_anybody_is_asked(enter):
    talk = enter(found=SCHOOL).type("k7qm-3fxw")
    assert talk.flow.needs(talk.state) == Needs(join_code=CODE)
    assert "SDN Contoh 1</b>, NPSN 20100001" in talk.text
    assert talk.effects == []
    talk.press("code:send")
    assert talk.effects == [RequestJoin(SCHOOL.id)]
    assert "SDN Contoh 1" in talk.word


def test_after_sending_the_waiting_request_is_shown(enter):
    talk = enter(found=SCHOOL).type(CODE).press("code:send")
    talk.facts = replace(talk.facts, own_request=REQUEST)
    assert "It waits for the principal" in talk.text
    assert "withdraw" in talk.screen.actions


def test_a_waiting_request_is_withdrawn(enter):
    talk = enter(request=REQUEST).press("withdraw")
    assert talk.effects == [WithdrawRequest(5)]
    assert talk.move.flow == "home"


def test_what_is_no_code_is_refused_and_a_code_of_no_school_too(enter):
    talk = enter().type("SDN 1")
    assert "8 letters and digits" in talk.word
    talk.type(CODE)
    assert "No school has the code" in talk.text
    assert "code:send" not in talk.screen.actions


@pytest.mark.parametrize(
    ("membership", "said"), [(GURU_HERE, "already belong to this school"), (KS_HERE, "You lead this school")]
)
def test_who_belongs_to_the_school_asks_nobody(enter, membership, said):
    talk = enter(membership, found=SCHOOL).type(CODE)
    assert said in talk.text
    assert "code:send" not in talk.screen.actions


def test_who_moves_learns_that_the_present_school_stays_until_the_answer(enter):
    talk = enter(GURU_HERE, found=OTHER_SCHOOL).type(CODE)
    assert "until the other principal lets you in" in talk.text
    assert talk.press("code:send").effects == [RequestJoin(OTHER_SCHOOL.id)]


def test_another_school_can_be_asked_instead_and_the_same_not_twice(enter):
    talk = enter(found=OTHER_SCHOOL, request=REQUEST).press("other").type(CODE)
    assert "is withdrawn when you send another one" in talk.text
    assert "code:send" in talk.screen.actions
    talk.facts = replace(talk.facts, found_school=SCHOOL)
    assert "asked already" in talk.text
    assert "code:send" not in talk.screen.actions


def test_back_leads_over_the_question_home(enter):
    talk = enter(found=SCHOOL, request=REQUEST).press("other").type(CODE).press(BACK)
    assert "Please type the code" in talk.text
    assert "withdraw" in talk.press(BACK).screen.actions
    assert talk.press(BACK).move.flow == "home"


@pytest.mark.parametrize("typed", ["1", "2"])
def test_back_and_home_are_reached_by_their_numbers(enter, typed):
    assert enter().type(typed).move.flow == "home"


def test_a_request_that_was_answered_meanwhile_is_not_withdrawn(enter):
    talk = enter(request=REQUEST)
    talk.facts = replace(talk.facts, own_request=None)
    move = talk.flow.handle(talk.state, Press("k", 1, "withdraw"), talk.facts)
    assert move.effects == ()


@pytest.mark.parametrize("found", [None, SCHOOL, OTHER_SCHOOL])
@pytest.mark.parametrize("request_", [None, REQUEST])
def test_every_place_fits_a_phone_and_can_be_left(enter, found, request_):
    for here in reachable(enter(GURU_HERE, found=found, request=request_), (CODE, "bukan kode")):
        assert_fits_a_phone(here.screen)
        assert {BACK, HOME} <= set(here.screen.actions)


def test_home_offers_the_code_only_where_there_is_no_school(rule_sets):
    def actions(*memberships, request=None):
        facts = replace(facts_with(rule_sets, None, ANI, memberships), own_request=request)
        return HomeFlow().show(HomeState(), facts).actions

    assert "code" in actions()
    assert "code" not in actions(GURU_HERE)
    assert "code" in actions(GURU_HERE, request=REQUEST)
