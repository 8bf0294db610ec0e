"""Rapor Pendidikan, the data of the school, and handing it over."""

import pytest

from conversations.document_effects import DocumentKind, SendDocument
from conversations.facts import Zone
from conversations.people_effects import LeaveSchool
from conversations.rules.terms import PlanStatus, Role, SchoolLevel
from conversations.school_effects import MakeInvite, MarkRecommended, RevokeInvite, UpdateSchool
from tests.conversations.onboarding.talking import SCHOOL
from tests.conversations.school.office import LINK, SARI, member

WAITING = PlanStatus.MENUNGGU_PERSETUJUAN


def test_the_eight_of_a_guru_can_be_marked_and_unmarked(office):
    office.opens("to:recommend")
    marks = [action for action in office.screen.actions if action.startswith("mark:")]
    assert marks == [f"mark:g{n}" for n in range(1, 9)]
    office.press("mark:g2", "mark:g5", "mark:g2")
    assert office.effects == [
        MarkRecommended(SCHOOL.id, "g2", True),
        MarkRecommended(SCHOOL.id, "g5", True),
        MarkRecommended(SCHOOL.id, "g2", False),
    ]
    assert office.overview.recommended == ("g5",)
    assert office.text.count("</b>: Direkomendasikan") == 1


def test_the_marks_say_that_every_other_may_be_chosen(office):
    assert "any other may still be chosen." in office.opens("to:recommend").text


def test_the_name_of_the_school_is_corrected(office):
    office.opens("to:data", "to:school_name").type("  SDN  Contoh Satu ")
    assert office.effects == [UpdateSchool(SCHOOL.id, name="SDN Contoh Satu")]
    assert "<b>SDN Contoh Satu</b>" in office.text


def test_a_name_that_is_none_is_refused_and_asked_again(office):
    office.opens("to:data", "to:school_name").type("12345")
    assert (office.place, office.effects) == ("school_name", [])
    assert office.word.startswith("A school name has letters")


def test_a_typed_number_goes_back_instead_of_naming_the_school(office):
    assert office.opens("to:data", "to:school_name").type("1").place == "data"


@pytest.mark.parametrize(
    ("place", "button", "changed"),
    [
        ("level", "level:smp", UpdateSchool(SCHOOL.id, level=SchoolLevel.SMP)),
        ("zone", "zone:wita", UpdateSchool(SCHOOL.id, zone=Zone.WITA)),
    ],
)
def test_level_and_zone_are_changed(office, place, button, changed):
    office.opens("to:data", f"to:{place}", button)
    assert office.effects == [changed]
    assert (office.place, office.word) == ("data", "Saved.")


@pytest.mark.parametrize(
    ("place", "button"), [("level", "level:sd"), ("zone", "zone:wit"), ("leadership", "lead:definitif")]
)
def test_what_is_already_so_is_not_written(office, place, button):
    office.opens("to:data", f"to:{place}", button)
    assert office.effects == []
    assert office.word == "Nothing was changed: it already is like this."


def test_becoming_plt_tells_what_happens_to_waiting_plans_first(office):
    office.has(member(status=WAITING), member(SARI, "Sari", WAITING), member(9, "Dewi"))
    office.opens("to:data", "to:leadership", "lead:plt")
    assert "The 2 plans that wait now are approved by the system at once" in office.text
    assert office.effects == []
    office.press("yes")
    assert office.effects == [UpdateSchool(SCHOOL.id, is_plt=True)]
    assert "You lead it as: Plt. Kepala Sekolah" in office.text


def test_becoming_definitive_tells_that_plans_wait_from_then_on(office):
    office.is_led_by_plt().opens("to:data", "to:leadership", "lead:definitif")
    assert "From then on submitted plans wait for your decision." in office.text
    office.press("yes")
    assert office.effects == [UpdateSchool(SCHOOL.id, is_plt=False)]


def test_a_successor_gets_a_link_that_works_once_and_nothing_changes_before(office):
    office.opens("to:handover", "make")
    assert office.effects == [MakeInvite(SCHOOL.id, Role.KS, 1)]
    assert LINK in office.text
    assert "It works once more" in office.text
    assert "Until then nothing changes for you." in office.text
    office.press("qr")
    assert office.effects[-1] == SendDocument(DocumentKind.INVITE_QR, 5)


def test_the_successors_link_can_be_ended(office):
    office.opens("to:handover", "make", "revoke")
    assert office.effects[-1] == RevokeInvite(5)
    assert "There is no link for a successor now." in office.text


def test_a_school_is_given_up_without_a_successor_only_after_a_question(office):
    office.opens("to:handover", "release")
    assert "Plans that wait stay waiting for the next principal" in office.text
    assert office.effects == []
    office.press("yes")
    assert office.effects == [LeaveSchool(SCHOOL.id, Role.KS)]
    assert office.flow == "home"
    assert office.word == "You no longer lead <b>SDN Contoh 1</b>, NPSN 20100001."


@pytest.mark.parametrize("place", ["recommend", "data", "handover", "members", "requests", "invite"])
def test_back_leads_to_the_school(office, place):
    assert office.opens(f"to:{place}", ".back").place == "overview"


@pytest.mark.parametrize(
    ("path", "forged"),
    [
        (("to:data",), "yes"),
        (("to:handover",), "revoke"),
        (("to:recommend",), "mark:k1"),
        (("to:members",), "member:404"),
    ],
)
def test_what_the_screen_does_not_offer_is_refused(office, path, forged):
    office.opens(*path).forge(forged)
    assert office.effects == []
    assert office.word.startswith("That button is from an earlier step.")
