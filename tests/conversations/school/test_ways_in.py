"""Inviting teachers, answering requests, and the message that tells of one."""

import pytest

from conversations.document_effects import DocumentKind, SendDocument
from conversations.events import press_data
from conversations.facts import RequestState
from conversations.people_effects import DecideRequest
from conversations.rules.terms import Role
from conversations.school_effects import MakeInvite, RenewJoinCode
from tests.conversations.onboarding.talking import SCHOOL
from tests.conversations.school.office import LINK, Office


def data(action: str, request_id: int = 1) -> str:
    return press_data("n", 0, f"{action}:{request_id}")


def test_a_school_without_a_link_makes_one_for_so_many_teachers(office):
    office.command("undang").press("new", "uses:40")
    assert office.effects == [MakeInvite(SCHOOL.id, Role.GURU, 40)]
    assert LINK in office.text
    assert "It works 40 more times" in office.text


@pytest.mark.parametrize(("typed", "uses"), [("1", 1), (" 35. ", 35), ("1000", 1000)])
def test_the_number_of_teachers_can_be_typed(office, typed, uses):
    office.command("undang").press("new").type(typed)
    assert office.effects == [MakeInvite(SCHOOL.id, Role.GURU, uses)]


@pytest.mark.parametrize("typed", ["0", "1001", "dua", "-3", "3,5"])
def test_another_number_is_refused_with_what_is_accepted(office, typed):
    office.command("undang").press("new").type(typed)
    assert (office.place, office.effects) == ("uses", [])
    assert office.word == "Please type a whole number from 1 to 1000."


def test_a_new_link_says_that_the_old_one_ends(office):
    office.command("undang").press("new", "uses:20", "new")
    assert "The old link ends as soon as the new one is made." in office.text


def test_the_picture_is_of_the_link_that_works(office):
    office.command("undang").press("new", "uses:20", "qr")
    assert office.effects[-1] == SendDocument(DocumentKind.INVITE_QR, 5)


def test_without_a_link_there_is_no_picture(office):
    assert "qr" not in office.command("undang").screen.actions


def test_a_new_code_is_asked_about_and_replaces_the_old_one(office):
    office.command("undang").press("code")
    assert "The code K7MP-Q2 stops working, and you get a new one." in office.text
    assert office.effects == []
    office.press("yes")
    assert office.effects == [RenewJoinCode(SCHOOL.id)]
    assert "School code: <b>NEWC-2345</b>" in office.text


def test_a_first_code_needs_no_question(office):
    office.changed(join_code="")
    office.command("undang").press("code")
    assert "School code: <b>NEWC-2345</b>" in office.text


@pytest.mark.parametrize(
    ("action", "is_accepted", "word"),
    [
        ("let_in", True, "Dewi Anggraini now belongs to SDN Contoh 1 and is told."),
        ("turn_away", False, "Dewi Anggraini was not let in and is told kindly."),
    ],
)
def test_a_request_is_answered(office, action, is_accepted, word):
    office.is_asked_by(1).opens("to:requests", "request:1")
    assert "<b>Dewi Anggraini</b> asks to join SDN Contoh 1 as guru." in office.text
    office.press(action)
    assert office.effects == [DecideRequest(1, is_accepted)]
    assert (office.place, office.word) == ("requests", word)


def test_requests_come_oldest_first_on_pages(office):
    for number in range(1, 9):
        office.is_asked_by(number, f"Guru {number}")
    office.opens("to:requests")
    assert office.screen.actions[:2] == ("request:1", "request:2")
    assert office.press("page:1").screen.actions[:2] == ("request:7", "request:8")


def test_a_request_that_was_taken_back_meanwhile_is_not_decided(office):
    office.is_asked_by(1).is_asked_by(2, "Sari").opens("to:requests", "request:1")
    office.is_answered(1, RequestState.WITHDRAWN)
    assert "That request does not wait any more. These are the requests now." in office.text
    assert "let_in" not in office.screen.actions
    assert office.forge("let_in").effects == []
    assert "<b>Sari</b> asks to join" in office.press("request:2").text


@pytest.mark.parametrize(("action", "is_accepted"), [("let_in", True), ("turn_away", False)])
def test_a_request_is_answered_on_its_message(office, action, is_accepted):
    office.is_asked_by(1).press_data(data(action))
    assert office.effects == [DecideRequest(1, is_accepted)]
    assert office.place == "requests"


def test_the_message_leads_to_all_requests(office):
    office.is_asked_by(1).press_data(data("requests"))
    assert (office.place, office.effects) == ("requests", [])


def test_a_second_press_on_the_message_tells_what_the_first_one_did(office):
    office.is_asked_by(1).press_data(data("let_in")).press_data(data("turn_away"))
    assert office.effects == [DecideRequest(1, True)]
    assert office.word == "Nothing was done: Dewi Anggraini has already been let in."


@pytest.mark.parametrize(
    ("state", "word"),
    [
        (RequestState.REFUSED, "Nothing was done: the request of Dewi Anggraini was already refused."),
        (RequestState.WITHDRAWN, "Nothing was done: Dewi Anggraini has taken the request back."),
    ],
)
def test_the_message_of_a_request_that_does_not_wait_says_why(office, state, word):
    office.is_asked_by(1).is_answered(1, state)
    assert office.press_data(data("let_in")).word == word
    assert office.effects == []


@pytest.mark.parametrize("action", ["let_in", "turn_away", "requests"])
def test_nobody_but_the_principal_of_that_very_school_answers_its_request(office, action):
    def refused(now: Office) -> bool:
        now.press_data(data(action))
        return now.flow == "home" and now.effects == [] and now.word.startswith("The page of a school")

    assert refused(office.is_asked_by(1).leads_another().loses())
    assert refused(office.is_guru())


def test_the_message_of_somebody_who_has_deleted_their_data_leads_to_the_requests(office):
    office.is_asked_by(1).is_asked_by(2, "Sari").is_erased(1).press_data(data("let_in"))
    assert office.effects == []
    assert office.word == "That request does not wait any more. These are the requests now."
    assert office.screen.actions[0] == "request:2"


@pytest.mark.parametrize("number", ["7", "x", "99999999999999999999"])
def test_a_forged_request_does_nothing(office, number):
    assert office.press_data(f"n:0:let_in:{number}").effects == []
    assert office.is_guru().press_data(f"n:0:let_in:{number}").effects == []
    assert office.flow == "home"
