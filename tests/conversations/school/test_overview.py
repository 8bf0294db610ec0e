"""The school at a glance, who may see it, and several schools."""

import pytest

from conversations.facts import Membership
from conversations.rules.terms import PlanStatus, Role
from tests.conversations.onboarding.talking import MAX_LABEL, OTHER_SCHOOL, SCHOOL
from tests.conversations.school.office import DEWI, SARI, member

NOT_A_PRINCIPAL = (
    "The page of a school is for its principal, and you are not, or no longer, registered as one there."
)


def test_the_school_shows_where_its_teachers_are(office):
    statuses = [None, *PlanStatus, PlanStatus.DISEPAKATI]
    office.has(*(member(n, f"Guru {n}", status) for n, status in enumerate(statuses)))
    text = office.opens().text
    assert "<b>SDN Contoh 1</b>, NPSN 20100001" in text
    assert "You lead it as: Kepala Sekolah definitif" in text
    assert "7 teachers:\n• Not started: 1\n• Belum Diajukan: 1\n• Menunggu Persetujuan: 1" in text
    assert "• Perlu Perbaikan: 1\n• Disetujui: 1\n• Disepakati: 2" in text


def test_a_school_without_teachers_says_how_to_invite_them(office):
    assert "No teacher has joined yet. With Undang guru you get a link to share." in office.opens().text


def test_requests_that_wait_are_counted(office):
    office.is_asked_by(1).is_asked_by(2).opens()
    assert "2 people ask to join and wait for your answer." in office.text
    assert "Permintaan (2)" in office.labels


def test_home_leads_to_the_school_and_back(office):
    assert office.press("school").place == "overview"
    assert office.press(".home").flow == "home"


def test_the_queue_of_plans_is_one_press_away(office):
    assert office.opens("queue").flow == "review"


@pytest.mark.parametrize("command", ["sekolah", "undang"])
def test_who_leads_no_school_gets_a_clear_sentence(office, command):
    office.is_guru().command(command)
    assert (office.flow, office.word) == ("home", NOT_A_PRINCIPAL)


def test_home_of_a_guru_has_no_school_button(office):
    assert "Sekolah" not in office.is_guru().labels


def test_whoever_loses_the_school_in_the_middle_is_told_and_changes_nothing(office):
    office.has(member()).opens("to:members", f"member:{member().person_id}").loses()
    assert office.text.startswith(NOT_A_PRINCIPAL)
    office.forge("nudge")
    assert office.effects == []
    assert office.press(".home").flow == "home"


def test_typing_after_the_school_was_lost_changes_nothing(office):
    office.opens("to:data", "to:school_name").loses().type("SDN Baru")
    assert office.effects == []
    assert NOT_A_PRINCIPAL in office.text


def test_a_former_principal_of_one_school_still_opens_the_other(office):
    office.leads_another().opens().loses()
    assert NOT_A_PRINCIPAL in office.text
    assert "SDN Contoh 2" in office.command("sekolah").text


def test_several_schools_begin_with_the_one_in_use_and_can_be_chosen(office):
    office.leads_another().opens("to:schools")
    assert "1. <b>SDN Contoh 1</b>, NPSN 20100001" in office.text
    office.press(f"school:{OTHER_SCHOOL.id}")
    assert "<b>SDN Contoh 2</b>" in office.text
    assert office.session.data["school_id"] == OTHER_SCHOOL.id


def test_one_school_leaves_nothing_to_choose(office):
    assert "Another school" not in office.opens().labels


def test_a_guru_who_leads_another_school_sees_only_that_one(office):
    office.memberships = (Membership(OTHER_SCHOOL, Role.GURU), Membership(SCHOOL, Role.KS))
    assert "<b>SDN Contoh 1</b>" in office.opens().text


def test_undang_opens_the_link_and_goes_back_to_the_school(office):
    assert office.command("undang").place == "invite"
    assert office.press(".back").place == "overview"


def test_help_of_the_school_tells_what_it_is(office):
    office.opens().command("bantuan")
    assert office.flow == "guide"


def test_every_label_fits_a_phone(office):
    office.leads_another().has(member(name="W" * 80), member(SARI, "Sari", is_reachable=False))
    for n in range(1, 10):
        office.is_asked_by(n, "W" * 80)
    places = ("members", "invite", "requests", "recommend", "data", "handover", "schools")
    for place in places:
        office.opens(f"to:{place}")
        assert max(map(len, office.labels)) <= MAX_LABEL, place
        assert len(office.screen.rows) <= 9, place


def test_the_list_of_teachers_is_paged(office):
    office.has(*(member(n, f"Guru {n:02}") for n in range(1, 9)))
    office.opens("to:members", "page:1")
    assert "1. Guru 07 · Not started" in office.text
    assert "Page 2 of 2." in office.text
    office.press("member:8", ".back")
    assert "Guru 07" in office.text


def test_a_number_opens_the_teacher_with_that_number(office):
    office.has(member(), member(DEWI, "Dewi")).opens("to:members").type("2")
    assert "<b>Dewi</b>" in office.text
