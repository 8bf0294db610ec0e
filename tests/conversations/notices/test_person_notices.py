"""Notices about people and schools: said as long as they are true, and to whom they concern."""

from dataclasses import replace

import pytest

from conversations.facts import Departed, Membership, Needs
from conversations.people_effects import PersonNoticeKind
from conversations.person_notice_screens import person_notice_needs, person_notice_screen
from conversations.rules.terms import Role
from tests.conversations.onboarding.talking import (
    ANI,
    OTHER_SCHOOL,
    SCHOOL,
    assert_fits_a_phone,
    facts_with,
    text_of,
)

BUDI = replace(ANI, id=1, name="Budi", role=Role.KS)
LEADS = Membership(SCHOOL, Role.KS)
GURU = Membership(SCHOOL, Role.GURU)


@pytest.fixture
def facts(rule_sets):
    def _facts(person, *memberships, **known):
        return replace(facts_with(rule_sets, None, person, memberships), **known)

    return _facts


@pytest.mark.parametrize(
    ("kind", "needs"),
    [
        (PersonNoticeKind.MEMBER_LEFT, Needs(departed_id=7)),
        (PersonNoticeKind.MEMBER_REMOVED, Needs(former_school_id=7)),
        (PersonNoticeKind.SUCCEEDED, Needs(former_school_id=7)),
        (PersonNoticeKind.JOIN_REQUESTED, Needs(request_id=7)),
        (PersonNoticeKind.REPORT_ANSWERED, Needs(report_id=7)),
    ],
)
def test_a_notice_is_drawn_from_what_it_is_about(kind, needs):
    assert person_notice_needs(kind, 7) == needs


@pytest.mark.parametrize("kind", PersonNoticeKind)
def test_without_what_it_is_about_there_is_no_notice(facts, kind):
    assert kind is PersonNoticeKind.RELINKED or person_notice_screen(kind, facts(None), 7) is None


def test_a_principal_reads_who_has_gone(facts):
    gone = Departed("Ani Lestari, S.Pd.", SCHOOL)
    screen = person_notice_screen(PersonNoticeKind.MEMBER_LEFT, facts(BUDI, LEADS, departed=gone), ANI.id)
    assert screen is not None
    assert "<b>Ani Lestari, S.Pd.</b> no longer belongs to <b>SDN Contoh 1</b>" in text_of(screen)
    assert_fits_a_phone(screen)


def test_of_somebody_erased_no_name_is_told(facts):
    screen = person_notice_screen(
        PersonNoticeKind.MEMBER_LEFT, facts(BUDI, LEADS, departed=Departed("", SCHOOL)), ANI.id
    )
    assert screen is not None
    assert "Somebody no longer belongs" in text_of(screen)


def test_who_leads_the_school_no_more_does_not_read_who_has_gone(facts):
    gone = Departed("Ani", SCHOOL)
    elsewhere = Membership(OTHER_SCHOOL, Role.KS)
    kind = PersonNoticeKind.MEMBER_LEFT
    assert person_notice_screen(kind, facts(BUDI, elsewhere, departed=gone), ANI.id) is None


def test_who_was_removed_reads_what_became_of_the_plan_unless_they_are_back(facts):
    kind = PersonNoticeKind.MEMBER_REMOVED
    screen = person_notice_screen(kind, facts(ANI, former_school=SCHOOL), SCHOOL.id)
    assert screen is not None
    for said in ("no longer belong to <b>SDN Contoh 1</b>", "a draft", "final stays final"):
        assert said in text_of(screen)
    assert person_notice_screen(kind, facts(ANI, GURU, former_school=SCHOOL), SCHOOL.id) is None


def test_who_was_succeeded_reads_it_unless_they_lead_again(facts):
    kind = PersonNoticeKind.SUCCEEDED
    screen = person_notice_screen(kind, facts(BUDI, former_school=SCHOOL), SCHOOL.id)
    assert screen is not None
    assert "led by somebody else" in text_of(screen)
    assert person_notice_screen(kind, facts(BUDI, LEADS, former_school=SCHOOL), SCHOOL.id) is None
