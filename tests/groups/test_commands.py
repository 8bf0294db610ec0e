"""What a command in a group leads to, for every kind of person."""

from dataclasses import replace

import pytest

from conversations.events import Command
from conversations.facts import InviteState
from conversations.group_facts import GroupFacts, GroupInvite
from conversations.groups.answers import GroupAnswer, GroupStep
from conversations.groups.commands import decide, greet
from conversations.groups.effects import ProposeGroup, UseGroupInvite
from tests.conversations.onboarding.talking import OTHER_SCHOOL, SCHOOL

LINK, SUMMARY, OPENED = Command("hubungkan"), Command("ringkasan"), Command("start", "token")
STRANGER = GroupFacts("Guru SDN Contoh 1")
GURU = replace(STRANGER, person_id=2)
KS = GroupFacts("Guru SDN Contoh 1", person_id=1, led=(SCHOOL,))
KS_OF_TWO = replace(KS, led=(SCHOOL, OTHER_SCHOOL))
NOBODY_KNOWN = replace(STRANGER, is_anonymous=True)
HOLDS = GroupInvite(InviteState.VALID, 5, 1, SCHOOL)


def linked(facts: GroupFacts, school=SCHOOL, *, here: bool = True) -> GroupFacts:
    return replace(facts, school=school, is_this_topic=here)


def test_only_a_principal_links_a_group():
    assert decide(LINK, STRANGER) == GroupStep(GroupAnswer.ONLY_PRINCIPALS)
    assert decide(LINK, GURU) == GroupStep(GroupAnswer.ONLY_PRINCIPALS)
    assert decide(LINK, KS) == GroupStep(GroupAnswer.ASKED, (ProposeGroup(SCHOOL.id),))


def test_a_principal_of_several_schools_chooses_in_private():
    assert decide(LINK, KS_OF_TWO) == GroupStep(GroupAnswer.ASKED, (ProposeGroup(None),))
    assert decide(LINK, linked(KS_OF_TWO)) == GroupStep(GroupAnswer.ASKED, (ProposeGroup(None),))


def test_who_writes_in_the_name_of_the_group_is_sent_to_the_private_chat():
    assert decide(LINK, NOBODY_KNOWN) == GroupStep(GroupAnswer.ANONYMOUS)


def test_a_principal_whom_the_assistant_cannot_ask_is_told_so():
    assert decide(LINK, replace(KS, is_reachable=False)) == GroupStep(GroupAnswer.UNREACHABLE)


def test_a_linked_group_stays_as_it_is_unless_another_topic_is_meant():
    assert decide(LINK, linked(KS)) == GroupStep(GroupAnswer.ALREADY)
    assert decide(LINK, linked(KS, here=False)).effects == (ProposeGroup(SCHOOL.id),)


def test_the_group_of_another_school_is_not_taken_away():
    assert decide(LINK, linked(KS, OTHER_SCHOOL)) == GroupStep(GroupAnswer.TAKEN)
    assert decide(OPENED, replace(linked(KS, OTHER_SCHOOL), invite=HOLDS)) == GroupStep(GroupAnswer.TAKEN)


def test_a_link_that_its_maker_opens_here_links_at_once():
    assert decide(OPENED, replace(KS, invite=HOLDS)) == GroupStep(None, (UseGroupInvite(5),))


@pytest.mark.parametrize("facts", [STRANGER, GURU, NOBODY_KNOWN, replace(KS, person_id=9)])
def test_a_link_that_somebody_else_opens_asks_its_maker(facts):
    assert decide(OPENED, replace(facts, invite=HOLDS)) == GroupStep(GroupAnswer.ASKED, (UseGroupInvite(5),))


@pytest.mark.parametrize("state", [state for state in InviteState if state is not InviteState.VALID])
def test_a_link_that_does_not_hold_any_more_does_nothing(state):
    assert decide(OPENED, replace(KS, invite=GroupInvite(state))) == GroupStep(GroupAnswer.ENDED)


@pytest.mark.parametrize("facts", [STRANGER, GURU, KS, NOBODY_KNOWN])
def test_anybody_may_ask_for_counts_in_the_group_of_a_school(facts):
    assert decide(SUMMARY, facts) == GroupStep(GroupAnswer.NOT_LINKED)
    assert decide(SUMMARY, linked(facts)) == GroupStep(GroupAnswer.SUMMARY)


@pytest.mark.parametrize("facts", [STRANGER, GURU, linked(KS), NOBODY_KNOWN])
@pytest.mark.parametrize(
    "name",
    ["start", "rencana", "persetujuan", "sekolah", "hapusdata", "unduhdata", "status", "pertanyaan", "apa"],
)
def test_all_else_belongs_into_the_private_chat(facts, name):
    assert decide(Command(name), facts) == GroupStep(GroupAnswer.PRIVATE)


def test_a_greeting_knows_whether_the_group_has_a_school():
    assert greet(STRANGER) == GroupStep(GroupAnswer.GREETING)
    assert greet(linked(STRANGER)) == GroupStep(GroupAnswer.RETURNED)
