"""Recovering the account of somebody who lost it."""

from dataclasses import replace

import pytest

from conversations.facts import Needs, SchoolCard
from conversations.people_effects import MakeRelink
from tests.conversations.onboarding.talking import SCHOOL
from tests.conversations.operating.desk import ANI, CARD, LINK, MADE_RELINK, NPSN, SARI, Operator


def test_somebody_of_a_school_is_found_confirmed_and_gets_a_link(operator: Operator):
    operator.knows(school_card=CARD).press("go:lost").type(NPSN)
    assert operator.needs == Needs(npsn=NPSN)
    assert "1. Ani Lestari, S.Pd. · Guru" in operator.text
    assert "2. Budi Santoso, M.Pd. · Kepala Sekolah" in operator.text
    operator.press("person:7")
    assert "Be sure who asks" in operator.text
    operator.press("make").knows(made_relink=MADE_RELINK)
    assert operator.effects == [MakeRelink(7)]
    assert operator.needs == Needs(relink_for=7)
    assert LINK in operator.text
    assert "Be sure who asks" in operator.text


def test_somebody_without_a_school_is_found_by_the_exact_name(operator: Operator):
    operator.knows(found_people=(SARI,)).press("go:lost").type("Sari  Dewi")
    assert operator.needs == Needs(person_name="Sari Dewi")
    assert "Sari Dewi · Guru, SMP" in operator.text
    assert operator.press("person:9", "make").effects == [MakeRelink(9)]


def test_of_more_than_five_of_a_name_five_are_shown(operator: Operator):
    many = tuple(replace(SARI, person_id=90 + n) for n in range(6))
    operator.knows(found_people=many).press("go:lost").type("Sari Dewi")
    assert "More than 5" in operator.text
    assert [action for action in operator.screen.actions if action.startswith("person:")] == [
        f"person:{90 + n}" for n in range(5)
    ]


@pytest.mark.parametrize(
    ("typed", "said"),
    [(NPSN, "NPSN 20100001 is not known here"), ("Sari Dewi", "Nobody of exactly that name")],
)
def test_nobody_found_is_said_with_what_else_to_try(operator: Operator, typed: str, said: str):
    operator.press("go:lost").type(typed)
    assert said in operator.text
    assert operator.press(".back").place == "lost"


@pytest.mark.parametrize(("typed", "said"), [("2010", "this has 4"), ("Sari 2", "8 digits and"), ("@@", "@")])
def test_what_is_neither_npsn_nor_name_is_told_why(operator: Operator, typed: str, said: str):
    assert said in operator.press("go:lost").type(typed).word


def test_many_people_are_paged_and_a_typed_number_picks_one(operator: Operator):
    members = tuple(replace(ANI, person_id=100 + n, name=f"Guru {chr(65 + n)}") for n in range(14))
    operator.knows(school_card=SchoolCard(SCHOOL, "", members)).press("go:lost").type(NPSN).press("page:1")
    assert "Page 2 of 3." in operator.text
    operator.type("2")
    assert operator.session.data["person_id"] == 107


def test_who_left_meanwhile_gets_no_link(operator: Operator):
    operator.knows(school_card=CARD).press("go:lost").type(NPSN).press("person:7")
    operator.knows(school_card=SchoolCard(SCHOOL, "", ()))
    assert "make" not in operator.screen.actions
    assert "no longer found" in operator.text


def test_a_link_that_was_used_can_be_made_anew(operator: Operator):
    operator.knows(school_card=CARD).press("go:lost").type(NPSN).press("person:7", "make")
    assert operator.press("new").place == "relink"
