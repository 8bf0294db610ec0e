"""Somebody opens the link that brings a lost account back."""

from dataclasses import replace

import pytest

from conversations import engine, onboarding, relinking
from conversations.events import Command, Text
from conversations.facts import Invite, InviteState, Needs, Relinking
from conversations.navigation import BACK
from conversations.people_effects import UseRelink
from conversations.relinking import RelinkingFlow, lost_account_screen
from conversations.session import Session
from tests.conversations.onboarding.talking import (
    ANI,
    Talk,
    assert_fits_a_phone,
    facts_with,
    reachable,
    read,
    text_of,
)

FOUND = Relinking(InviteState.VALID, 9, ANI.id, ANI.name, ("SDN Contoh 1", "SDN Contoh 2"))
UNKNOWN = Invite(InviteState.UNKNOWN)


@pytest.fixture
def facts(rule_sets):
    return replace(facts_with(rule_sets, UNKNOWN), relinking=FOUND)


@pytest.fixture
def talk(facts):
    return Talk(RelinkingFlow(), relinking.arrive(facts, Session(**vars_of(onboarding.start()))), facts)


def vars_of(move):
    return {"flow": move.flow, "v": 2, "data": move.data}


def test_it_is_shown_whose_account_it_is_before_anything_happens(talk):
    for said in (ANI.name, "SDN Contoh 1", "SDN Contoh 2"):
        assert said in talk.text
    assert talk.flow.needs(talk.state) == Needs(relink_id=9)
    assert talk.effects == []


def test_the_confirmation_brings_the_account_back(talk):
    talk.press("yes")
    assert talk.effects == [UseRelink(9)]
    assert talk.move.flow == "home"
    assert ANI.name in talk.word


def test_whoever_it_is_not_goes_back_and_nothing_happens(talk):
    talk.press(BACK)
    assert talk.move.flow == onboarding.NAME
    assert talk.effects == []


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Relinking(InviteState.EXPIRED, 9), "expired"),
        (Relinking(InviteState.USED_UP, 9), "already been used"),
        (replace(FOUND, id=8), "not valid any more"),
        (None, "not valid any more"),
    ],
)
def test_a_link_that_holds_no_more_is_told_and_names_nobody(talk, found, said):
    talk.facts = replace(talk.facts, relinking=found)
    assert said in talk.text
    assert "operator" in talk.text
    assert ANI.name not in talk.text
    assert talk.screen.actions == (BACK,)


@pytest.mark.parametrize(
    ("person", "said"),
    [(ANI, "already is your account"), (replace(ANI, id=8, name="Sari"), "/hapusdata")],
)
def test_an_account_that_is_somebody_already_is_not_moved(facts, person, said):
    known = replace(facts, person=person)
    move = relinking.arrive(known, Session("home", 1))
    assert (move.flow, move.effects) == ("home", ())
    assert said in read(move.word)


def test_the_engine_leads_such_a_token_here_and_other_tokens_elsewhere(facts):
    stands = engine.advance(engine.new_session("id"), Command("start", "token"), facts).session
    assert stands.flow == relinking.NAME
    other = replace(facts, relinking=None)
    assert engine.advance(engine.new_session("id"), Command("start", "x"), other).session.flow == "onboarding"


def test_answers_that_were_given_before_are_not_lost(facts):
    session = engine.new_session("en")
    session = replace(session, data={**session.data, "name": "Ani", "has_consented": True}, revision=1)
    opened = engine.advance(session, Command("start", "token"), facts).session
    for leaving in (Command("start"), Command("batal")):
        left = engine.advance(opened, leaving, facts).session
        assert (left.flow, left.data["name"]) == ("onboarding", "Ani")


def test_who_is_known_meanwhile_stands_at_home(facts, talk):
    known = replace(facts, person=ANI, relinking=Relinking(InviteState.USED_UP, 9))
    session = Session(relinking.NAME, 1, talk.move.data, revision=3)
    assert engine.flow_code(session, known) == "h"


def test_a_number_picks_the_button(facts, talk):
    session = Session(relinking.NAME, 1, talk.move.data, revision=3)
    assert engine.advance(session, Text("1"), facts).effects == (UseRelink(9),)


def test_every_place_fits_a_phone(talk):
    many = replace(FOUND, school_names=tuple(f"SDN Contoh {n}" for n in range(30)))
    for found in (FOUND, many, Relinking(InviteState.EXPIRED, 9)):
        talk.facts = replace(talk.facts, relinking=found)
        for here in reachable(talk, ()):
            assert_fits_a_phone(here.screen)
            assert here.flow.help(here.state).key


def test_the_old_account_is_told_how_to_reach_a_human(facts):
    told = lost_account_screen(replace(facts, person=ANI, operator_contact="@operator"), 0)
    assert told is not None
    assert "@operator" in text_of(told)
    assert ANI.name not in text_of(told)
