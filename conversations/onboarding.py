"""Onboarding: consent and a few questions, then the person is registered."""

from collections.abc import Mapping
from typing import Any

from conversations.events import Text
from conversations.facts import Facts, Needs
from conversations.flow import Input
from conversations.invitations import invitation, invite_trouble
from conversations.names import NAME_AGAIN, NAME_YES, read_name, read_school_name, typed_action
from conversations.navigation import BACK, go_home
from conversations.onboarding_screens import draw
from conversations.onboarding_state import (
    NAME,
    QUESTION_OF,
    OnboardingState,
    Place,
    following,
    go,
    open_step,
    preceding,
    registration,
    settled,
    without_invite,
)
from conversations.person_text import LANGUAGES
from conversations.rules.terms import Role
from conversations.school_forms import answered
from conversations.screens import Screen
from conversations.session import Move, Session
from conversations.words import Say, say

__all__ = ["NAME", "OnboardingFlow", "arrive", "start"]

_PLACES: Mapping[str, Place] = {
    "details": Place.DETAILS,
    "role:ks": Place.KS_LINK,
    "school:link": Place.GURU_LINK,
    "school:rename": Place.SCHOOL_NAME,
    "school:wrong": Place.WRONG_SCHOOL,
}
_ANSWERS: Mapping[str, Mapping[str, object]] = {
    "agree": {"has_consented": True},
    "role:guru": {"role": Role.GURU},
    "school:yes": {"has_confirmed_school": True},
    "school:alone": {"has_confirmed_school": True},
}
_HELP: Mapping[Place, Say] = {
    Place.CONSENT: say(
        "Read what is kept, then agree and continue. Refusing is fine: nothing is saved then."
    ),
    Place.ROLE: say("Choose what you are at school. A principal needs an activation link from the operator."),
    Place.NAME: say("Type your name as it stands on your SK, with titles. Digits are not needed."),
    Place.LEVEL: say("Choose the level of your school; some choices of the plan depend on it."),
    Place.SCHOOL: say("Confirm your school, or begin without one in mode mandiri and join it later."),
    Place.LEADERSHIP: say("Choose whether you lead the school definitively or as Plt."),
    Place.ZONE: say("Choose your time zone, so that dates and hours are right for you."),
    Place.SUMMARY: say("Read everything once more. Each line can be changed; Save ends the questions."),
}


def start(language: str | None = None) -> Move:
    """Begin with the consent."""
    return _stand(OnboardingState(language=language) if language else OnboardingState())


def arrive(facts: Facts, session: Session | None = None) -> Move:
    """Begin with a link, or go on with it where questions were answered already."""
    state = _answers_of(session)
    invite = invitation(facts)
    if invite is None:
        return _stand(state, invite_trouble(facts))
    known = without_invite(state).model_copy(update={"invite_id": invite.id, "role": invite.role})
    return _stand(go(known, open_step(known, facts)))


class OnboardingFlow:
    """The first questions."""

    name = NAME
    code = "o"
    version = 1
    state = OnboardingState

    def handle(self, state: OnboardingState, event: Input, facts: Facts) -> Move:
        """Take an answer."""
        state = settled(state, facts)
        if not isinstance(event, Text):
            return _press(state, event.action, facts)
        action = typed_action(event.text, draw(state, facts))
        if action == BACK:
            return self.back(state, facts)
        if action is not None:
            return _press(state, action, facts)
        return _type(state, event.text)

    def show(self, state: OnboardingState, facts: Facts) -> Screen:
        """Draw the question."""
        return draw(state, facts)

    def back(self, state: OnboardingState, facts: Facts) -> Move:
        """One question back; everything entered stays."""
        return _stand(preceding(state, facts))

    def needs(self, state: OnboardingState) -> Needs:
        """The invite as it is now, seen at each step."""
        return Needs(invite_id=state.invite_id)

    def help(self, state: OnboardingState) -> Say:
        """Explain the question."""
        return _HELP[QUESTION_OF.get(state.place, state.place)]

    def upgrade(self, version: int, data: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """There is no older version."""
        return None


def _press(state: OnboardingState, action: str, facts: Facts) -> Move:
    if action in _PLACES:
        return _stand(go(state, _PLACES[action]))
    if action in _ANSWERS:
        return _answer(state.model_copy(update=_ANSWERS[action]), facts)
    kind, _, value = action.partition(":")
    match kind:
        case "decline":
            return _stand(_declined(state))
        case "lang" if value in LANGUAGES:
            return _stand(state.model_copy(update={"language": value}), language=value)
        case "name":
            return _confirm_name(state, action, facts)
        case "drop":
            return _drop(state, facts)
        case "edit":
            return _stand(go(state.model_copy(update={"is_editing": True}), Place(value)))
        case "save":
            return _save(state, facts)
    chosen = answered(state, action)
    return _stand(state) if chosen is None else _answer(chosen, facts)


def _confirm_name(state: OnboardingState, action: str, facts: Facts) -> Move:
    if action == NAME_AGAIN:
        return _stand(state.model_copy(update={"is_typing": True}))
    if action == NAME_YES:
        return _answer(state.model_copy(update={"name": state.draft or state.name, "draft": ""}), facts)
    return _stand(state)


def _type(state: OnboardingState, text: str) -> Move:
    if state.place is Place.NAME:
        name = read_name(text)
        if isinstance(name, Say):
            return _stand(state, name)
        return _stand(state.model_copy(update={"draft": name, "is_typing": False}))
    if state.place is Place.SCHOOL_NAME:
        school_name = read_school_name(text)
        if isinstance(school_name, Say):
            return _stand(state, school_name)
        return _stand(go(state.model_copy(update={"school_name": school_name}), Place.SCHOOL))
    return _stand(state)


def _declined(state: OnboardingState) -> OnboardingState:
    """Without anything that was answered: of whoever refuses only the link they came by is kept."""
    role = None if state.invite_id is None else state.role
    return OnboardingState(
        place=Place.DECLINED, language=state.language, invite_id=state.invite_id, role=role
    )


def _drop(state: OnboardingState, facts: Facts) -> Move:
    alone = without_invite(state)
    return _stand(go(alone, open_step(alone, facts)))


def _save(state: OnboardingState, facts: Facts) -> Move:
    person = registration(state, facts)
    if person is None:
        return _stand(go(state, open_step(state, facts)))
    word = say("Welcome. Everything is saved.")
    return go_home(word, (person,))


def _answer(state: OnboardingState, facts: Facts) -> Move:
    return _stand(following(state, facts))


def _stand(state: OnboardingState, word: Say | None = None, language: str | None = None) -> Move:
    return Move(NAME, state.dump(), word=word, language=language)


def _answers_of(session: Session | None) -> OnboardingState:
    if session is None or session.flow != NAME or session.v != OnboardingFlow.version:
        return OnboardingState(language=session.language) if session else OnboardingState()
    try:
        return OnboardingState.model_validate(session.data)
    except ValueError:
        return OnboardingState(language=session.language)
