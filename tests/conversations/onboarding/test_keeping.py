"""What is answered in onboarding survives commands, asides and links."""

from dataclasses import replace

import pytest

from conversations import engine, onboarding
from conversations.events import Command, Press, Text
from conversations.facts import Invite, InviteState
from conversations.onboarding_state import Place
from conversations.session import Session
from tests.conversations.onboarding.talking import GURU_INVITE, KS_INVITE, facts_with, read, text_of

NAME = "Ani Lestari, S.Pd."


class Newcomer:
    """Somebody unknown at the engine."""

    def __init__(self, facts):
        self.facts = facts
        self.session = Session(onboarding.NAME, 2, onboarding.arrive(facts).data, revision=1)

    def tell(self, *events):
        for event in events:
            self.session = engine.advance(self.session, event, self.facts).session
        return self

    def press(self, *actions):
        for action in actions:
            code = engine.flow_code(self.session, self.facts)
            assert action in engine.show(self.session, self.facts).actions
            self.tell(Press(code, self.session.revision, action))
        return self

    @property
    def text(self):
        return text_of(engine.show(self.session, self.facts))


@pytest.fixture
def newcomer(rule_sets):
    """Somebody with a link who has typed and confirmed a name."""
    talk = Newcomer(facts_with(rule_sets, GURU_INVITE))
    return talk.press("agree").tell(Text(NAME)).press("name:yes")


def answers(session):
    assert session.flow == onboarding.NAME
    return session.data["name"], session.data["invite_id"], session.data["has_consented"]


KEPT = (NAME, 11, True)


def test_start_stays_at_the_question(newcomer):
    before = newcomer.session.data
    assert newcomer.tell(Command("start")).session.data == before


def test_cancel_leads_to_the_first_question_and_keeps_link_and_answers(newcomer):
    newcomer.tell(Command("batal"))
    assert newcomer.session.data["place"] == Place.CONSENT
    assert "kept" in read(newcomer.session.word)
    assert answers(newcomer.session) == KEPT
    newcomer.press("agree", "name:yes")
    assert "Is this your school?" in newcomer.text


@pytest.mark.parametrize("aside", ["bahasa", "bantuan", "privasi"])
@pytest.mark.parametrize("leaving", ["batal", "start"])
def test_leaving_an_aside_leads_back_to_the_question(newcomer, aside, leaving):
    before = newcomer.session.data
    newcomer.tell(Command(aside))
    assert newcomer.session.flow != onboarding.NAME
    assert newcomer.tell(Command(leaving)).session.data == before


def test_a_link_opened_from_an_aside_keeps_what_was_answered(newcomer):
    newcomer.tell(Command("bantuan"))
    newcomer.facts = replace(newcomer.facts, invite=replace(GURU_INVITE, id=21))
    newcomer.tell(Command("start", "token"))
    assert answers(newcomer.session) == (NAME, 21, True)
    assert "Is this your school?" in newcomer.text


def test_a_bad_link_takes_nothing_away(newcomer):
    good = newcomer.facts
    newcomer.facts = replace(good, invite=Invite(InviteState.UNKNOWN))
    newcomer.tell(Command("start", "token"))
    newcomer.facts = good
    assert answers(newcomer.session) == KEPT
    assert "Is this your school?" in newcomer.text


def test_a_link_for_another_role_keeps_the_name(newcomer):
    newcomer.facts = replace(newcomer.facts, invite=KS_INVITE)
    newcomer.tell(Command("start", "token"))
    assert answers(newcomer.session) == (NAME, 12, True)
    assert newcomer.session.data["role"] == "ks"


def test_the_language_is_changed_in_the_middle_without_loss(newcomer):
    newcomer.tell(Command("bahasa")).press("lang:en")
    assert answers(newcomer.session) == KEPT
    assert newcomer.session.language == "en"


def test_answers_of_the_version_before_are_kept():
    upgraded = onboarding.OnboardingFlow().upgrade(1, {"place": "leadership", "name": NAME})
    assert upgraded == {"place": "school", "name": NAME}
