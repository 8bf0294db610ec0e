"""Registering schools, and inviting principals and penilai."""

from dataclasses import replace

import pytest

from conversations.document_effects import DocumentKind, SendDocument
from conversations.facts import Needs
from conversations.rules.terms import Role
from conversations.school_effects import InviteByOperator
from tests.conversations.onboarding.talking import OTHER_SCHOOL, SCHOOL
from tests.conversations.operating.desk import CARD, LINK, MADE, NEW_CARD, NPSN, Operator


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2010000", "this has 7"),
        ("201000011", "this has 9"),
        ("SDN Contoh", "8 digits and nothing else"),
        ("2010000a", "8 digits and nothing else"),
        ("٢٠١٠٠٠٠١", "8 digits and nothing else"),
    ],
)
def test_what_is_no_npsn_is_told_why(operator: Operator, typed: str, said: str):
    operator.press("go:npsn").type(typed)
    assert said in operator.word
    assert operator.place == "npsn"


@pytest.mark.parametrize("typed", ["20100001", " 2010 0001 ", "2010.0001"])
def test_a_new_school_is_named_read_back_and_gets_a_link(operator: Operator, typed: str):
    operator.press("go:npsn").type(typed)
    assert operator.needs == Needs(npsn=NPSN, made_for=(NPSN, Role.KS))
    assert "new here" in operator.text
    operator.type("SDN  Contoh 1")
    assert "New school: <b>SDN Contoh 1</b>, NPSN 20100001" in operator.text
    operator.press("make")
    assert operator.effects == [InviteByOperator(Role.KS, (NPSN,), "SDN Contoh 1", 1)]
    operator.knows(made_invite=MADE, school_card=NEW_CARD)
    assert LINK in operator.text
    assert "whoever opens it first leads the school" in operator.text
    operator.press("qr")
    assert operator.effects[1:] == [SendDocument(DocumentKind.INVITE_QR, MADE.id)]
    assert LINK in operator.text


def test_the_name_of_a_new_school_can_be_corrected(operator: Operator):
    operator.press("go:npsn").type(NPSN).type("SDN Contih 1").press("rename").type("SDN Contoh 1")
    assert "<b>SDN Contoh 1</b>" in operator.text
    operator.press(".back")
    assert "Please type the school's name" in operator.text


def test_a_school_name_without_letters_is_refused(operator: Operator):
    operator.press("go:npsn").type(NPSN).type("12")
    assert "letters" in operator.word
    assert operator.effects == []


def test_of_a_known_school_its_leader_and_the_waiting_link_are_told(operator: Operator):
    operator.knows(school_card=CARD, made_invite=MADE).press("go:npsn").type(NPSN)
    for said in (SCHOOL.name, "Budi Santoso", "link waits until", "succeeds Budi Santoso"):
        assert said in operator.text
    operator.press("waiting")
    assert LINK in operator.text
    assert operator.effects == []


def test_a_known_school_keeps_its_name(operator: Operator):
    operator.knows(school_card=CARD).press("go:npsn").type(NPSN).press("make")
    assert operator.effects == [InviteByOperator(Role.KS, (NPSN,), "", 1)]
    operator.knows(made_invite=MADE)
    assert "succeeds Budi Santoso" in operator.text


def test_a_link_that_is_used_meanwhile_leads_to_a_new_one(operator: Operator):
    operator.knows(school_card=CARD).press("go:npsn").type(NPSN).press("make")
    assert "used, has expired or was replaced" in operator.text
    operator.press("new")
    assert operator.place == "school"


@pytest.mark.parametrize("typed", ["20100001 20100002", "20100001,20100002", "20100001\n20100002; 20100001"])
def test_many_schools_are_typed_at_once(operator: Operator, typed: str):
    operator.knows(known_schools=(SCHOOL, OTHER_SCHOOL)).press("go:appraiser").type(typed)
    assert operator.needs.npsns == (SCHOOL.npsn, OTHER_SCHOOL.npsn)
    assert "Make the link (2)" in operator.labels
    operator.press("make")
    assert operator.effects == [InviteByOperator(Role.APPRAISER, (SCHOOL.npsn, OTHER_SCHOOL.npsn), "", 1)]


def test_unknown_schools_are_named_and_left_out(operator: Operator):
    operator.knows(known_schools=(SCHOOL,)).press("go:appraiser").type("20109999, 20100001")
    assert "Not known here and left out: 20109999" in operator.text
    operator.press("make")
    assert operator.effects == [InviteByOperator(Role.APPRAISER, (SCHOOL.npsn,), "", 1)]
    operator.knows(made_invite=replace(MADE, role=Role.APPRAISER))
    assert LINK in operator.text
    assert SCHOOL.name in operator.text
    assert operator.press("qr").effects[1:] == [SendDocument(DocumentKind.INVITE_QR, MADE.id)]


def test_without_any_known_school_there_is_no_link_to_make(operator: Operator):
    operator.press("go:appraiser").type("20109999")
    assert "make" not in operator.screen.actions
    assert operator.press("again").place == "appraiser"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("20100001 2010", "2010 is not an NPSN"),
        ("SDN", "SDN is not an NPSN"),
        ("x" * 3000, "is not an NPSN"),
        (" ".join(str(20100000 + n) for n in range(31)), "at most 30"),
        (" , ", "is not an NPSN"),
    ],
)
def test_a_list_with_something_else_in_it_is_refused_by_name(operator: Operator, typed: str, said: str):
    operator.press("go:appraiser").type(typed)
    assert said in operator.word
    assert operator.place == "appraiser"


def test_many_schools_with_long_names_are_paged(operator: Operator):
    schools = tuple(replace(SCHOOL, id=n, npsn=str(20100000 + n), name="S" * 120) for n in range(30))
    operator.knows(known_schools=schools).press("go:appraiser").type(" ".join(s.npsn for s in schools))
    assert "20100029" not in operator.text
    operator.press("page:1")
    assert "20100029" in operator.text
    operator.press("make").knows(made_invite=replace(MADE, role=Role.APPRAISER))
    assert operator.press("page:1").place == "appraised"
