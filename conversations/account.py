"""The person's own profile, language and data; beside whatever one was doing."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from conversations import asides, own_data, privacy_text
from conversations.asides import AsideState, origin, resume
from conversations.events import Text
from conversations.facts import Facts, Needs, Person, Zone
from conversations.flow import Input
from conversations.names import NAME_AGAIN, NAME_YES, name_screen, read_name, typed_action
from conversations.navigation import BACK, BACK_BUTTON, LEAVE
from conversations.onboarding_state import NAME as ONBOARDING
from conversations.people_effects import UpdateProfile
from conversations.person_text import (
    LANGUAGES,
    MANDIRI,
    leadership_name,
    level_name,
    marked,
    role_name,
    school_line,
    zone_name,
)
from conversations.rules.terms import Role
from conversations.school_forms import zone_lines, zone_rows
from conversations.screens import Button, Rows, Screen, column
from conversations.session import Move, Session
from conversations.words import Say, Words, say

NAME = asides.ACCOUNT
_ASIDES = frozenset({asides.ACCOUNT, asides.GUIDE})


class Place(StrEnum):
    """What of the account is shown."""

    PROFILE = "profile"
    LANGUAGE = "language"
    PRIVACY = "privacy"
    NAME = "name"
    ZONE = "zone"


class AccountState(AsideState):
    """Which part is open; `draft` is a typed name that is not confirmed yet."""

    place: Place
    is_from_profile: bool = False
    draft: str = ""


_HELP: Mapping[Place, Say] = {
    Place.PROFILE: say("This is what is known about you. Name, time zone and language can be changed here."),
    Place.LANGUAGE: say("Choose the language that I write in. Official terms stay Indonesian."),
    Place.PRIVACY: say("This tells what is kept about you, why, how long and who sees it."),
    Place.NAME: say("Type your name as it stands on your SK, with titles. Digits are not needed."),
    Place.ZONE: say("Choose your time zone, so that dates and hours are right for you."),
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


class AccountFlow:
    """Profile, language and privacy."""

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
        return _stand(state, name) if isinstance(name, Say) else _stand(_with(state, draft=name))

    def show(self, state: AccountState, facts: Facts) -> Screen:
        """Draw the open part."""
        match state.place:
            case Place.LANGUAGE:
                return _language(facts)
            case Place.PRIVACY:
                return Screen(privacy_text.long_lines(), (*_own_data_rows(facts), _leave(facts)))
            case Place.NAME if facts.person is not None:
                return _name(state, facts.person)
            case Place.ZONE if facts.person is not None:
                return Screen(zone_lines(), (*zone_rows(facts.person.zone), LEAVE))
            case _:
                return _profile(facts)

    def back(self, state: AccountState, facts: Facts) -> Move:
        """To the profile where one came from there, otherwise to where one was before."""
        return _stand(_with(state, place=Place.PROFILE)) if state.is_from_profile else resume(state, facts)

    def needs(self, state: AccountState) -> Needs:
        """The account shows only what is always loaded."""
        return Needs()

    def help(self, state: AccountState) -> Say:
        """Explain the open part."""
        return _HELP[state.place]

    def upgrade(self, version: int, data: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """There is no older version."""
        return None


def _open(session: Session, place: Place) -> Move:
    return _stand(AccountState(place=place, **origin(session, _ASIDES)))


def _stand(state: AccountState, word: Say | None = None) -> Move:
    return Move(NAME, state.dump(), word=word)


def _with(state: AccountState, *, place: Place | None = None, draft: str = "") -> AccountState:
    """The state with a draft, or at another part; at the profile nothing is beneath it any more."""
    to = place or state.place
    return state.model_copy(update={"place": to, "draft": draft, "is_from_profile": to is not Place.PROFILE})


def _press(state: AccountState, action: str, facts: Facts) -> Move:
    kind, _, value = action.partition(":")
    match kind:
        case "open":
            return _stand(_with(state, place=Place(value)))
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
        return _stand(_with(state))
    return _stand(state)


def _save(state: AccountState, effect: UpdateProfile, word: Say) -> Move:
    return Move(NAME, _with(state, place=Place.PROFILE).dump(), (effect,), word)


def _choose_language(state: AccountState, code: str, facts: Facts) -> Move:
    effects = (UpdateProfile(language=code),) if facts.person is not None else ()
    word = say("The language is now {language}.", language=LANGUAGES[code])
    if state.is_from_profile:
        return Move(NAME, _with(state, place=Place.PROFILE).dump(), effects, word, code)
    if state.back_flow == ONBOARDING:
        state = state.model_copy(update={"back_data": {**state.back_data, "language": code}})
    move = resume(state, facts, word, code)
    return Move(move.flow, move.data, effects, move.word, move.language)


def _leave(facts: Facts) -> tuple[Button, ...]:
    """Before there is a person, home is the first question again, so only back is offered."""
    return (BACK_BUTTON,) if facts.person is None else LEAVE


def _own_data_rows(facts: Facts) -> Rows:
    if facts.person is None:
        return ()
    buttons = (Button(say("A copy of my data"), "data:download"), Button(say("Delete my data"), "data:erase"))
    return column(buttons)


def _language(facts: Facts) -> Screen:
    present = facts.person.language if facts.person else ""
    choices: Rows = column(
        Button(marked(name, code == present), f"lang:{code}") for code, name in LANGUAGES.items()
    )
    return Screen((say("Which language shall I write in?"),), (*choices, _leave(facts)))


def _name(state: AccountState, person: Person) -> Screen:
    return name_screen(state.draft, not state.draft, (say("Now: <b>{name}</b>", name=person.name), ""))


def _profile(facts: Facts) -> Screen:
    person = facts.person
    if person is None:
        return Screen((say("There is no profile yet. A few questions make one."),), ((BACK_BUTTON,),))
    lines: list[Words] = [
        say("<b>Your profile</b>"),
        say("Name: <b>{name}</b>", name=person.name),
        say("Role: {role}", role=role_name(person.role)),
        *_school_lines(facts),
        say("School level: {level}", level=level_name(facts.rules, person.school_level)),
        say("Time zone: {zone}", zone=zone_name(person.zone)),
        say("Language: {language}", language=LANGUAGES.get(person.language, person.language)),
    ]
    buttons = (
        Button(say("Change name"), f"open:{Place.NAME}"),
        Button(say("Change time zone"), f"open:{Place.ZONE}"),
        Button(say("Change language"), f"open:{Place.LANGUAGE}"),
        Button(say("What is kept?"), f"open:{Place.PRIVACY}"),
    )
    return Screen(tuple(lines), (*column(buttons), LEAVE))


def _school_lines(facts: Facts) -> list[Words]:
    if not facts.memberships:
        return [say("School: {school}", school=MANDIRI)]
    return [
        say(
            "School: {school} ({role})",
            school=school_line(member.school),
            role=_role_there(member.role, member.school.led_by_plt),
        )
        for member in facts.memberships
    ]


def _role_there(role: Role, is_plt: bool) -> Say:
    return leadership_name(is_plt) if role is Role.KS else role_name(role)
