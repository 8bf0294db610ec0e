"""The person's own profile, roles, language and data; beside whatever one was doing."""

from collections.abc import Mapping
from typing import Any

from conversations import (
    account_job_level,
    account_leaving,
    account_roles,
    asides,
    joining_by_code,
    own_data,
    privacy_text,
)
from conversations.account_roles import has_roles_to_switch
from conversations.account_screens import (
    change_name_screen,
    language_screen,
    leave,
    own_data_rows,
    profile_screen,
)
from conversations.account_state import NAME, AccountState, Place, at, stand
from conversations.asides import origin, resume
from conversations.events import Text
from conversations.facts import Facts, Needs, Zone
from conversations.flow import Input
from conversations.names import NAME_AGAIN, NAME_YES, read_name, typed_action
from conversations.navigation import BACK, LEAVE
from conversations.needs import NOTHING_MORE
from conversations.people_effects import UpdateProfile
from conversations.person_text import LANGUAGES
from conversations.school_forms import zone_lines, zone_rows
from conversations.screens import Screen
from conversations.session import Move, Session
from conversations.words import Say, say

__all__ = [
    "NAME",
    "AccountFlow",
    "AccountState",
    "Place",
    "has_roles_to_switch",
    "open_language",
    "open_moving",
    "open_privacy",
    "open_profile",
    "open_roles",
]

# The answers are in a language, which may be changed here.
_ASIDES = frozenset({asides.ACCOUNT, asides.GUIDE, asides.ANSWERS})
# From a question one goes back to where it was asked for.
_BENEATH: Mapping[Place, Place] = {Place.LEAVING: Place.MOVING, Place.RETIRING: Place.MOVING}

_HELP: Mapping[Place, Say] = {
    Place.PROFILE: say("This is what is known about you. Name, time zone and language can be changed here."),
    Place.LANGUAGE: say("Choose the language that I write in. Official terms stay Indonesian."),
    Place.PRIVACY: say("This tells what is kept about you, why, how long and who sees it."),
    Place.NAME: say("Type your name as it stands on your SK, with titles. Digits are not needed."),
    Place.ZONE: say("Choose your time zone, so that dates and hours are right for you."),
    Place.LEVEL: say("Choose the level at which you work. With a school here, the school tells it."),
    Place.JOB_LEVEL: say("Choose your jenjang jabatan, from which the angka kredit follows."),
    Place.ROLES: say("Choose as whom you use the assistant now. You can switch as often as you like."),
    Place.MOVING: say("Move to another school, leave one, or retire. Each asks once more before it is done."),
    Place.LEAVING: say("Read what becomes of your plan. Only your confirmation leaves; Back keeps all."),
    Place.RETIRING: say("Read what retiring means. Only your confirmation does it; Back changes nothing."),
}


def open_profile(session: Session) -> Move:
    """Show the profile."""
    return _open(session, Place.PROFILE)


def open_language(session: Session) -> Move:
    """Offer the languages."""
    return _open(session, Place.LANGUAGE)


def open_privacy(session: Session) -> Move:
    """Show what is kept."""
    return _open(session, Place.PRIVACY)


def open_roles(session: Session) -> Move:
    """Offer the roles that the person has."""
    return _open(session, Place.ROLES)


def open_moving(session: Session) -> Move:
    """Tell how one moves, leaves or retires."""
    return _open(session, Place.MOVING)


class AccountFlow:
    """Profile, roles, language and privacy."""

    name = NAME
    code = "a"
    version = 1
    state = AccountState

    def handle(self, state: AccountState, event: Input, facts: Facts) -> Move:
        """Open a part or change something."""
        if not isinstance(event, Text):
            return _press(state, event.action, facts)
        action = typed_action(event.text, self.show(state, facts))
        if action == BACK:
            return self.back(state, facts)
        if action is not None:
            return _press(state, action, facts)
        name = read_name(event.text)
        return stand(state, name) if isinstance(name, Say) else stand(at(state, draft=name))

    def show(self, state: AccountState, facts: Facts) -> Screen:
        """Draw the open part."""
        match state.place:
            case Place.LANGUAGE:
                return language_screen(facts)
            case Place.PRIVACY:
                return Screen(privacy_text.long_lines(), (*own_data_rows(facts), leave(facts)))
            case Place.NAME if facts.person is not None:
                return change_name_screen(state, facts.person)
            case Place.ZONE if facts.person is not None:
                return Screen(zone_lines(), (*zone_rows(facts.person.zone), LEAVE))
            case Place.LEVEL if account_roles.has_own_level(facts):
                return account_roles.own_level_screen(facts)
            case Place.JOB_LEVEL if account_job_level.has_job_level(facts):
                return account_job_level.job_level_screen(facts)
            case Place.ROLES:
                return account_roles.roles_screen(facts)
            case Place.MOVING:
                return account_leaving.moving_screen(facts)
            case Place.LEAVING:
                return account_leaving.leaving_screen(state, facts)
            case Place.RETIRING:
                return account_leaving.retiring_screen(facts)
            case _:
                return profile_screen(facts)

    def back(self, state: AccountState, facts: Facts) -> Move:
        """To the profile where one came from there, otherwise to where one was before."""
        if state.place in _BENEATH:
            return stand(at(state, _BENEATH[state.place]))
        return stand(at(state, Place.PROFILE)) if state.is_from_profile else resume(state, facts)

    def needs(self, state: AccountState) -> Needs:
        """The account shows only what is always loaded."""
        return NOTHING_MORE

    def help(self, state: AccountState) -> Say:
        """Explain the open part."""
        return _HELP[state.place]

    def upgrade(self, version: int, data: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """There is no older version."""
        return None


def _open(session: Session, place: Place) -> Move:
    return stand(AccountState(place=place, **origin(session, _ASIDES)))


def _press(state: AccountState, action: str, facts: Facts) -> Move:
    kind, _, value = action.partition(":")
    match kind:
        case "open":
            return stand(at(state, Place(value)))
        case "code":
            return joining_by_code.enter(facts)
        case "lang" if value in LANGUAGES:
            return _choose_language(state, value, facts)
        case "data":
            here = Session(NAME, AccountFlow.version, state.dump())
            return own_data.open_download(here) if value == "download" else own_data.open_erasure(here)
        case "zone":
            return _save(state, UpdateProfile(zone=Zone[value.upper()]), say("Your time zone is changed."))
    if action == NAME_YES and state.draft:
        return _save(state, UpdateProfile(name=state.draft), say("Your name is changed."))
    if action == NAME_AGAIN:
        return stand(at(state))
    return (
        account_roles.press(state, action, facts)
        or account_job_level.press(state, action, AccountFlow.version, facts)
        or account_leaving.press(state, action, facts)
        or stand(state)
    )


def _save(state: AccountState, effect: UpdateProfile, word: Say) -> Move:
    return stand(at(state, Place.PROFILE), word, (effect,))


def _choose_language(state: AccountState, code: str, facts: Facts) -> Move:
    effects = (UpdateProfile(language=code),) if facts.person is not None else ()
    word = say("The language is now {language}.", language=LANGUAGES[code])
    if state.is_from_profile:
        return Move(NAME, at(state, Place.PROFILE).dump(), effects, word, code)
    if "language" in state.back_data:
        state = state.model_copy(update={"back_data": {**state.back_data, "language": code}})
    move = resume(state, facts, word, code)
    return Move(move.flow, move.data, effects, move.word, move.language)
