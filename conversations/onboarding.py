"""Onboarding: consent and a few questions, then the person is registered."""

from collections.abc import Mapping
from typing import Any

from conversations.asides import underneath
from conversations.code_screens import AGAIN, NOT_A_CODE, SEND
from conversations.events import Text
from conversations.facts import Facts, Needs
from conversations.flow import Input
from conversations.invitations import invitation, invite_trouble
from conversations.join_codes import read_join_code
from conversations.names import NAME_AGAIN, NAME_YES, read_name, read_school_name, typed_action
from conversations.navigation import BACK, go_home
from conversations.onboarding_screens import draw
from conversations.onboarding_state import (
    NAME,
    QUESTION_OF,
    OnboardingState,
    Place,
    asked_school,
    following,
    go,
    open_step,
    preceding,
    registration,
    settled,
    without_invite,
)
from conversations.person_text import LANGUAGES, school_line
from conversations.rules.terms import Role
from conversations.school_forms import answered
from conversations.screens import Screen
from conversations.session import Move, Session
from conversations.words import Say, say

__all__ = ["NAME", "OnboardingFlow", "again", "arrive", "resume", "start"]

STOPPED = say("This is the first question again. What you answered and your link are kept.")

_PLACES: Mapping[str, Place] = {
    "details": Place.DETAILS,
    "role:ks": Place.KS_LINK,
    "school:link": Place.GURU_LINK,
    "school:code": Place.CODE,
    "school:rename": Place.SCHOOL_NAME,
    "school:wrong": Place.WRONG_SCHOOL,
}
_ANSWERS: Mapping[str, Mapping[str, object]] = {
    "agree": {"has_consented": True},
    "role:guru": {"role": Role.GURU},
    "school:yes": {"has_confirmed_school": True},
    "school:alone": {"has_confirmed_school": True, "code": ""},
}
_HELP: Mapping[Place, Say] = {
    Place.CONSENT: say(
        "Read what is kept, then agree and continue. Refusing is fine: nothing is saved then."
    ),
    Place.ROLE: say("Choose what you are at school. A principal needs an activation link from the operator."),
    Place.NAME: say("Type your name as it stands on your SK, with titles. Digits are not needed."),
    Place.LEVEL: say("Choose the level of your school; some choices of the plan depend on it."),
    Place.SCHOOL: say("Confirm your school, or begin without one in mode mandiri and join it later."),
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


def resume(session: Session) -> Move:
    """Where somebody was in the questions, also from something opened beside them."""
    return _stand(_answers_of(session))


def again(session: Session) -> Move:
    """The first question once more; link and answers are kept."""
    return _stand(go(_answers_of(session), Place.CONSENT), STOPPED)


class OnboardingFlow:
    """The first questions."""

    name = NAME
    code = "o"
    version = 2
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
        """The invite, or the school of a code, as it is now, seen at each step."""
        return Needs(invite_id=state.invite_id, join_code=state.draft_code or state.code or None)

    def help(self, state: OnboardingState) -> Say:
        """Explain the question."""
        if state.place is Place.CODE:
            return say("Type the code of your school. Your principal knows it, and then lets you in.")
        return _HELP[QUESTION_OF.get(state.place, state.place)]

    def upgrade(self, version: int, data: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """What was asked of its own once, is asked with the school now."""
        if version != 1:
            return None
        return {**data, "place": Place.SCHOOL} if data.get("place") == "leadership" else data


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
        case "code":
            return _confirm_code(state, action, facts)
        case "name":
            return _confirm_name(state, action, facts)
        case "drop":
            return _drop(state, facts)
        case "edit":
            return _stand(go(state.model_copy(update={"is_editing": True}), Place(value)))
        case "save":
            return _save(state, facts)
    chosen = answered(state, action)
    if chosen is None:
        return _stand(state)
    # How a KS leads the school is answered with the school itself.
    is_school = state.place is Place.SCHOOL
    return _answer(chosen.model_copy(update={"has_confirmed_school": True}) if is_school else chosen, facts)


def _confirm_name(state: OnboardingState, action: str, facts: Facts) -> Move:
    if action == NAME_AGAIN:
        return _stand(state.model_copy(update={"is_typing": True}))
    if action == NAME_YES:
        return _answer(state.model_copy(update={"name": state.draft or state.name, "draft": ""}), facts)
    return _stand(state)


def _confirm_code(state: OnboardingState, action: str, facts: Facts) -> Move:
    if action == AGAIN:
        return _stand(state.model_copy(update={"draft_code": ""}))
    if action == SEND and state.draft_code:
        update = {"code": state.draft_code, "draft_code": "", "has_confirmed_school": True}
        return _answer(state.model_copy(update=update), facts)
    return _stand(state)


def _type(state: OnboardingState, text: str) -> Move:
    if state.place is Place.CODE:
        code = read_join_code(text)
        return _stand(state, NOT_A_CODE) if code is None else _stand(_with_draft_code(state, code))
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


def _with_draft_code(state: OnboardingState, code: str) -> OnboardingState:
    return state.model_copy(update={"draft_code": code})


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
    asked = asked_school(state, facts)
    if asked is not None:
        request = say(
            "Welcome. Everything is saved. The principal of {school} is asked to let you in.",
            school=school_line(asked),
        )
        return go_home(request, (person,))
    word = say("Welcome. Everything is saved.")
    return go_home(word, (person,))


def _answer(state: OnboardingState, facts: Facts) -> Move:
    return _stand(following(state, facts))


def _stand(state: OnboardingState, word: Say | None = None, language: str | None = None) -> Move:
    return Move(NAME, state.dump(), word=word, language=language)


def _answers_of(session: Session | None) -> OnboardingState:
    if session is None:
        return OnboardingState()
    place = underneath(session)
    data: Mapping[str, Any] | None = place.data
    if place.v != OnboardingFlow.version:
        data = OnboardingFlow().upgrade(place.v, place.data)
    try:
        if place.flow == NAME and data is not None:
            return OnboardingState.model_validate(data)
    except ValueError:
        pass
    return OnboardingState(language=session.language)
