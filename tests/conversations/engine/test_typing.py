"""Typing works wherever pressing works; what cannot be read gets a kind word and changes nothing."""

import pytest

from conversations import engine
from conversations.events import Attachment, Edited, Returned, Text
from conversations.planning.state import Place
from conversations.session import Session
from tests.conversations.onboarding.talking import read

CHOOSE = "Please choose one of the buttons below, type its number, or ask a question in a few words."
NO_SUCH_NUMBER = "There is no choice with that number here. Please choose one of the buttons below."

TYPED = (Place.RHK_ITEM, Place.DUTY_TEXT, Place.BEHAVIOR_TEXT)


@pytest.fixture
def at_summary(teacher):
    return teacher.has_plan().plans("summary")


@pytest.mark.parametrize("place", ["home", *(p for p in Place if p not in TYPED)])
def test_a_number_picks_the_button_with_that_number(teacher, place):
    def stand():
        teacher.has_plan()
        item = {"practice_item": "g1", "behavior": "p1"}.get(place, "pelatihan")
        return teacher.stands("home", {}) if place == "home" else teacher.plans(place, item=item)

    for n, action in enumerate(stand().screen.actions, start=1):
        pressed = stand().press(action).session
        typed = stand().type(f" {n}. ").session
        assert (typed.flow, typed.data, typed.word) == (pressed.flow, pressed.data, pressed.word)


@pytest.mark.parametrize("typed", ["0", "10", "99", "999999999"])
def test_a_number_without_a_button_is_told_so(at_summary, typed):
    assert len(at_summary.screen.actions) < 15
    typed = str(len(at_summary.screen.actions) + 1) if typed == "10" else typed
    at_summary.type(typed)
    assert at_summary.word == NO_SUCH_NUMBER
    assert at_summary.place == "summary"


@pytest.mark.parametrize(
    "typed", ["halo", "lanjut", "1 2", "-1", "1000000000", "", "\u200b", "😀", "next", "yes"]
)
def test_free_text_where_a_choice_is_asked_for_changes_nothing(at_summary, typed):
    at_summary.type(typed)
    assert at_summary.word == CHOOSE
    assert at_summary.place == "summary"
    assert at_summary.effects == []


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        ("photo", "No photo or file is needed"),
        ("document", "No photo or file is needed"),
        ("voice", "I cannot listen"),
        ("video_note", "I cannot watch"),
        ("sticker", "Thank you."),
        ("dice", "Thank you."),
        ("contact", "No phone number is needed"),
        ("location", "No location is needed"),
        ("poll", "I do not take part"),
        ("something of next year", "I cannot read this kind of message."),
    ],
)
@pytest.mark.parametrize("place", ["summary", "duty_text"])
def test_what_is_not_text_gets_a_fitting_word_and_the_same_screen(at_summary, kind, word, place):
    before = at_summary.plans(place, item="lain").screen
    at_summary.tell(Attachment(kind))
    assert at_summary.word.startswith(word)
    assert at_summary.place == place
    assert at_summary.screen.rows == before.rows
    assert at_summary.effects == []


@pytest.mark.parametrize("place", ["summary", "duty_text"])
def test_an_edited_message_is_not_read(at_summary, place):
    at_summary.plans(place, item="lain").tell(Edited())
    assert at_summary.word == "I do not read edited messages. Please send the text once more."
    assert at_summary.place == place


def test_whoever_comes_back_stands_at_home(at_summary):
    at_summary.tell(Returned())
    assert (at_summary.flow, at_summary.word) == ("home", "")


def test_a_newcomer_who_comes_back_goes_on_with_the_questions(teacher):
    teacher.is_new().command("start").press("agree").tell(Returned())
    assert teacher.session.data["place"] == "role"
    assert teacher.word == ""


def test_a_word_is_said_once(at_summary):
    at_summary.type("halo").press("full")
    assert at_summary.word == ""


def test_an_apology_keeps_the_place_and_raises_the_revision(at_summary):
    before = at_summary.session
    sorry = engine.apologize(before)
    assert (sorry.flow, sorry.v, sorry.data) == (before.flow, before.v, before.data)
    assert sorry.revision == before.revision + 1
    assert read(sorry.word).startswith("Sorry, something went wrong on our side. What you saved is kept.")
    data = at_summary.data_of("submit")
    at_summary.stands(sorry.flow, sorry.data, word=sorry.word).press_data(data)
    assert at_summary.word.startswith("That button is from an earlier step.")


@pytest.mark.parametrize("typed", ["1", "2", "halo"])
def test_the_first_thing_somebody_types_chooses_nothing_on_a_screen_not_yet_shown(teacher, typed):
    """A number would otherwise agree to a consent that nobody has read."""
    teacher.is_new().type(typed)
    assert teacher.session.data["place"] == "consent"
    assert teacher.session.data["has_consented"] is False
    assert teacher.word == CHOOSE


def test_the_consent_that_was_shown_can_be_given_by_number(teacher):
    teacher.is_new().type("halo")
    teacher.type(str(teacher.screen.actions.index("agree") + 1))
    assert teacher.session.data["has_consented"] is True


def test_the_language_of_a_newcomer_is_kept(teacher):
    teacher.is_new("en").type("halo").press("agree")
    assert isinstance(teacher.session, Session)
    assert teacher.session.language == "en"


def test_a_number_typed_below_a_notice_picks_nothing_until_it_is_typed_again(at_summary):
    at_summary.tell(Text("1", follows_notice=True))
    assert at_summary.place == "summary"
    assert "press a button of that message" in at_summary.word
    pressed = at_summary.screen.actions[0]

    at_summary.type("1")

    assert "press a button of that message" not in (at_summary.word or "")
    assert at_summary.place != "summary" or pressed not in at_summary.screen.actions


def test_a_quantity_typed_below_a_notice_is_asked_for_again(teacher):
    at_quantity = teacher.has_plan().plans("rhk_item", number=1)

    at_quantity.tell(Text("2", follows_notice=True))

    assert at_quantity.effects == []
    assert "press a button of that message" in at_quantity.word


def test_a_text_typed_below_a_notice_is_kept(teacher):
    at_text = teacher.has_plan().plans("duty_text", item="lain")
    typed = at_text.tell(Text("Pembina Pramuka", follows_notice=True))
    assert "press a button of that message" not in (typed.word or "")
