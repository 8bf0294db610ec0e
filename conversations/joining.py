"""Somebody known opens the link of an invite."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from conversations.events import Text
from conversations.facts import Facts, Needs
from conversations.flow import Input
from conversations.invitations import Invitation, invitation, invite_trouble
from conversations.joining_rights import left_school, trouble
from conversations.joining_screens import JOIN, MOVE, SAVE, school_screen, summary_screen
from conversations.names import read_school_name, typed_action
from conversations.navigation import BACK, HOME_BUTTON, go_home
from conversations.people_effects import JoinSchool
from conversations.person_text import school_line
from conversations.rules.terms import Role
from conversations.school_forms import (
    Head,
    SchoolAnswers,
    answered,
    leadership_screen,
    level_screen,
    school_name_screen,
    zone_screen,
)
from conversations.screens import Screen
from conversations.session import Move
from conversations.words import Say, say

NAME = "joining"


class Place(StrEnum):
    """What is asked; all but the first only for a KS."""

    SCHOOL = "school"
    SCHOOL_NAME = "school_name"
    LEVEL = "level"
    LEADERSHIP = "leadership"
    ZONE = "zone"
    SUMMARY = "summary"


class JoiningState(SchoolAnswers):
    """Where somebody is with which invite."""

    invite_id: int
    place: Place = Place.SCHOOL


_ORDER = (Place.SCHOOL, Place.LEVEL, Place.LEADERSHIP, Place.ZONE, Place.SUMMARY)


def arrive(facts: Facts) -> Move:
    """Ask whether to join, or say why that cannot be."""
    invite = invitation(facts)
    problem = trouble(invite, facts)
    if invite is None or problem is not None:
        return go_home(problem)
    return _stand(JoiningState(invite_id=invite.id))


class JoiningFlow:
    """Joining a school with a link."""

    name = NAME
    code = "j"
    version = 1
    state = JoiningState

    def handle(self, state: JoiningState, event: Input, facts: Facts) -> Move:
        """Take an answer; without a usable invite nothing is taken."""
        invite = _usable(state, facts)
        if invite is None:
            return _stand(state)
        if not isinstance(event, Text):
            return _press(state, event.action, invite, facts)
        action = typed_action(event.text, self.show(state, facts))
        if action == BACK:
            return self.back(state, facts)
        return _type(state, event.text)

    def show(self, state: JoiningState, facts: Facts) -> Screen:
        """Draw the question, or why the link leads no further."""
        invite = _usable(state, facts)
        if invite is None:
            problem = trouble(_invited(state, facts), facts) or invite_trouble(facts)
            return Screen((problem, say("Nothing was changed.")), ((HOME_BUTTON,),))
        return _question(state, invite, facts)

    def back(self, state: JoiningState, facts: Facts) -> Move:
        """One question back, from the first one home."""
        if state.place is Place.SCHOOL:
            return go_home()
        if state.place is Place.SCHOOL_NAME:
            return _stand(_at(state, Place.SCHOOL))
        return _stand(_at(state, _ORDER[_ORDER.index(state.place) - 1]))

    def needs(self, state: JoiningState) -> Needs:
        """The invite as it is now, seen at each step."""
        return Needs(invite_id=state.invite_id)

    def help(self, state: JoiningState) -> Say:
        """Explain joining."""
        return say(
            "Check the school that the link is for. Only your confirmation joins it; Home leaves without it."
        )

    def upgrade(self, version: int, data: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """There is no older version."""
        return None


def _invited(state: JoiningState, facts: Facts) -> Invitation | None:
    found = invitation(facts)
    return found if found is not None and found.id == state.invite_id else None


def _usable(state: JoiningState, facts: Facts) -> Invitation | None:
    invite = _invited(state, facts)
    return invite if trouble(invite, facts) is None else None


def _press(state: JoiningState, action: str, invite: Invitation, facts: Facts) -> Move:
    if action in (JOIN, MOVE):
        return _join(invite, facts)
    if action == "school:yes":
        return _stand(_at(state, Place.LEVEL))
    if action == "school:rename":
        return _stand(_at(state, Place.SCHOOL_NAME))
    if action == SAVE:
        return _lead(state, invite)
    chosen = answered(state, action)
    return _stand(state) if chosen is None else _stand(_at(chosen, _next(state.place)))


def _join(invite: Invitation, facts: Facts) -> Move:
    """Join with what was shown; a move names the school that is left, so that it is left knowingly."""
    left = left_school(invite, facts)
    if left is not None:
        word = say("You now belong to {school}.", school=school_line(invite.school))
        return go_home(word, (JoinSchool(invite.id, from_school_id=left.id),))
    if invite.role is Role.APPRAISER:
        return go_home(say("You are penilai now. Submitted plans come to you."), (JoinSchool(invite.id),))
    return go_home(
        say("You have joined {school}.", school=school_line(invite.school)), (JoinSchool(invite.id),)
    )


def _lead(state: JoiningState, invite: Invitation) -> Move:
    if state.level is None or state.zone is None or state.is_plt is None:
        return _stand(_at(state, Place.LEVEL))
    name = state.school_name or invite.school.name
    effect = JoinSchool(invite.id, state.level, state.zone, name, state.is_plt)
    word = say("You now lead {school}.", school=school_line(invite.school, name))
    return go_home(word, (effect,))


def _type(state: JoiningState, text: str) -> Move:
    name = read_school_name(text)
    if isinstance(name, Say):
        return _stand(state, name)
    return _stand(_at(state.model_copy(update={"school_name": name}), Place.SCHOOL))


def _stand(state: JoiningState, word: Say | None = None) -> Move:
    return Move(NAME, state.dump(), word=word)


def _at(state: JoiningState, place: Place) -> JoiningState:
    return state.model_copy(update={"place": place})


def _next(place: Place) -> Place:
    return _ORDER[_ORDER.index(place) + 1]


def _question(state: JoiningState, invite: Invitation, facts: Facts) -> Screen:
    school = invite.school
    head: Head = (school_line(school, state.school_name), "")
    match state.place:
        case Place.SCHOOL_NAME:
            return school_name_screen(state.school_name or school.name, ())
        case Place.LEVEL:
            return level_screen(facts.rules, state.level or school.level, head)
        case Place.LEADERSHIP:
            return leadership_screen(state.is_plt, head)
        case Place.ZONE:
            return zone_screen(state.zone or school.zone, head)
        case Place.SUMMARY:
            return summary_screen(state, head, invite, facts)
        case _:
            return school_screen(state, invite, facts)
