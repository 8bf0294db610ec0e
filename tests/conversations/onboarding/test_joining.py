"""Somebody known opens the link of an invite."""

from dataclasses import replace

import pytest

from conversations import joining
from conversations.facts import Invite, InviteState, Membership, Needs, Zone
from conversations.joining import JoiningFlow
from conversations.navigation import BACK, HOME
from conversations.people_effects import JoinSchool
from conversations.rules.terms import PlanStatus, Role, SchoolLevel
from tests.conversations.onboarding.talking import (
    ANI,
    GURU_INVITE,
    KS_INVITE,
    OTHER_SCHOOL,
    SCHOOL,
    Talk,
    assert_fits_a_phone,
    facts_with,
    plan_of,
    reachable,
    read,
)

GURU_HERE = Membership(SCHOOL, Role.GURU)
KS_HERE = Membership(SCHOOL, Role.KS)
GURU_ELSEWHERE = Membership(OTHER_SCHOOL, Role.GURU)
APPRAISER_HERE = Membership(SCHOOL, Role.APPRAISER)
KS_ELSEWHERE = Membership(OTHER_SCHOOL, Role.KS)
APPRAISER_INVITE = Invite(InviteState.VALID, 13, Role.APPRAISER, SCHOOL, (OTHER_SCHOOL,))


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
        (replace(APPRAISER_INVITE, more_schools=()), APPRAISER_HERE, "already belong to"),
        (GURU_INVITE, KS_HERE, "one cannot be its guru as well"),
        (Invite(InviteState.UNKNOWN), GURU_HERE, "do not know this link"),
        (replace(GURU_INVITE, state=InviteState.EXPIRED), GURU_ELSEWHERE, "expired"),
        (replace(KS_INVITE, state=InviteState.USED_UP), KS_ELSEWHERE, "already been used"),
        (replace(GURU_INVITE, state=InviteState.REVOKED), GURU_ELSEWHERE, "no longer valid"),
    ],
)
def test_a_link_that_cannot_be_used_says_why_and_changes_nothing(open_link, invite, membership, sentence):
    talk = open_link(invite, membership)
    assert talk.move.flow == "home"
    assert sentence in talk.word
    assert talk.move.effects == ()


def test_a_guru_of_another_school_moves_only_knowingly(open_link):
    talk = open_link(GURU_INVITE, GURU_ELSEWHERE)
    assert "You belong to <b>SDN Contoh 2</b>" in talk.text
    assert "can no longer open your plan" in talk.text
    assert talk.effects == []
    talk.press("move")
    assert talk.effects == [JoinSchool(11, from_school_id=4)]
    assert "You now belong to <b>SDN Contoh 1</b>" in talk.word


FATES = {
    PlanStatus.BELUM_DIAJUKAN: "it stays with you as it is",
    PlanStatus.MENUNGGU_PERSETUJUAN: "it goes along and waits for the principal of SDN Contoh 1.",
    PlanStatus.PERLU_PERBAIKAN: "it becomes a draft again",
    PlanStatus.DISETUJUI: "the approval ends: it waits for the principal of SDN Contoh 1.",
    PlanStatus.DISEPAKATI: "it stays final and goes along to SDN Contoh 1",
}


@pytest.mark.parametrize("status", PlanStatus)
def test_what_becomes_of_the_plan_is_told_before_the_move(open_link, status):
    talk = open_link(GURU_INVITE, GURU_ELSEWHERE)
    plan = plan_of(talk.facts, OTHER_SCHOOL, Role.GURU, status)
    talk.facts = replace(talk.facts, own_plan=plan)
    assert FATES[status] in talk.text
    assert_fits_a_phone(talk.screen)


@pytest.mark.parametrize("values", [{"led_by_plt": True}, {"level": SchoolLevel.SMA}])
def test_where_the_plan_cannot_wait_it_is_told_that_it_becomes_a_draft(open_link, values):
    talk = open_link(replace(GURU_INVITE, school=replace(SCHOOL, **values)), GURU_ELSEWHERE)
    plan = plan_of(talk.facts, OTHER_SCHOOL, Role.GURU, PlanStatus.MENUNGGU_PERSETUJUAN)
    talk.facts = replace(talk.facts, own_plan=plan)
    assert "it becomes a draft again" in talk.text


def test_a_plan_that_is_elsewhere_is_not_spoken_of(open_link):
    talk = open_link(GURU_INVITE, GURU_ELSEWHERE)
    plan = plan_of(talk.facts, None, Role.GURU, PlanStatus.DISEPAKATI)
    talk.facts = replace(talk.facts, own_plan=plan)
    assert "Your plan for" not in talk.text


def test_a_principal_who_also_becomes_guru_elsewhere_keeps_the_lead(open_link):
    talk = open_link(GURU_INVITE, KS_ELSEWHERE)
    assert "This stays yours:\n• Kepala Sekolah of SDN Contoh 2" in talk.text
    assert talk.press("join").effects == [JoinSchool(11)]


def test_a_successor_reads_whom_they_succeed(open_link):
    talk = open_link(replace(KS_INVITE, leader_name="Budi", school=SCHOOL), GURU_HERE)
    for said in (
        "<b>Budi</b> leads this school here now",
        "Budi is told and loses every right",
        "guru no more",
    ):
        assert said in talk.text
    talk.press("school:yes", "level:sd", "lead:plt", "zone:wit")
    assert "Budi is told" in talk.text
    assert "approved by the system" in talk.text
    assert talk.press("save").effects == [
        JoinSchool(12, SchoolLevel.SD, Zone.WIT, "SDN Contoh 1", is_plt=True)
    ]


def test_a_school_without_a_principal_has_nobody_to_succeed(open_link):
    assert "leads this school" not in open_link(KS_INVITE).text


def test_a_guru_comes_to_lead_another_school_and_stays_guru(open_link):
    assert "This stays yours:\n• Guru of SDN Contoh 2" in open_link(KS_INVITE, GURU_ELSEWHERE).text


def test_an_appraiser_reads_for_which_schools(open_link):
    talk = open_link(APPRAISER_INVITE, KS_HERE)
    for said in ("SDN Contoh 1", "SDN Contoh 2", "decide on them", "This stays yours:"):
        assert said in talk.text
    assert talk.press("join").effects == [JoinSchool(13)]


def test_an_appraiser_of_many_schools_reads_how_many_more(open_link):
    many = tuple(replace(OTHER_SCHOOL, id=100 + n, npsn=f"201001{n:02}") for n in range(20))
    talk = open_link(replace(APPRAISER_INVITE, more_schools=many))
    assert "and 11 more schools." in talk.text
    assert_fits_a_phone(talk.screen)


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
    assert "join" not in talk.screen.actions
    assert "move" in talk.screen.actions
    talk.facts = replace(talk.facts, memberships=(KS_HERE,))
    assert "one cannot be its guru as well" in talk.text
    assert talk.screen.actions == (HOME,)


def test_the_present_state_of_the_invite_is_asked_for_at_each_step(open_link):
    talk = open_link(GURU_INVITE)
    assert talk.flow.needs(talk.state) == Needs(invite_id=11)


def test_a_school_led_by_a_plt_is_told_before_joining(open_link):
    talk = open_link(replace(GURU_INVITE, school=replace(SCHOOL, led_by_plt=True)))
    assert "automatically" in talk.text


@pytest.mark.parametrize("invite", [GURU_INVITE, KS_INVITE, APPRAISER_INVITE])
def test_every_place_fits_a_phone_and_can_be_left(open_link, invite):
    for here in reachable(open_link(invite), ("SDN Contoh 9", "1", "x")):
        assert_fits_a_phone(here.screen)
        assert BACK in here.screen.actions
        assert read(here.flow.help(here.state))


def test_data_of_another_version_is_not_guessed_at():
    assert JoiningFlow().upgrade(0, {"invite_id": 1}) is None
