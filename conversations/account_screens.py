"""The profile, and short forms of the account."""

from conversations.account_job_level import has_job_level, job_level_line
from conversations.account_roles import has_own_level, has_roles_to_switch
from conversations.account_state import AccountState, Place
from conversations.facts import Facts, Person
from conversations.names import name_screen
from conversations.navigation import BACK_BUTTON, LEAVE
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
from conversations.roles import choice_line, present_choice, role_choices
from conversations.rules.terms import Role
from conversations.screens import Button, Rows, Screen, column
from conversations.words import Say, Words, say

_MOST_SCHOOLS = 8


def leave(facts: Facts) -> tuple[Button, ...]:
    """Before there is a person, home is the first question again, so only back is offered."""
    return (BACK_BUTTON,) if facts.person is None else LEAVE


def own_data_rows(facts: Facts) -> Rows:
    """A copy and the erasure of the own data, once there are any."""
    if facts.person is None:
        return ()
    buttons = (Button(say("A copy of my data"), "data:download"), Button(say("Delete my data"), "data:erase"))
    return column(buttons)


def change_name_screen(state: AccountState, person: Person) -> Screen:
    """Ask for another name."""
    return name_screen(state.draft, not state.draft, (say("Now: <b>{name}</b>", name=person.name), ""))


def language_screen(facts: Facts) -> Screen:
    """Offer the languages."""
    present = facts.person.language if facts.person else ""
    choices: Rows = column(
        Button(marked(name, code == present), f"lang:{code}") for code, name in LANGUAGES.items()
    )
    return Screen((say("Which language shall I write in?"),), (*choices, leave(facts)))


def profile_screen(facts: Facts) -> Screen:
    """What is known about the person, and what can be changed."""
    person = facts.person
    if person is None:
        return Screen((say("There is no profile yet. A few questions make one."),), ((BACK_BUTTON,),))
    lines: list[Words] = [
        say("<b>Your profile</b>"),
        say("Name: <b>{name}</b>", name=person.name),
        *_role_lines(facts, person),
        *_school_lines(facts),
        *_level_lines(facts, person),
        *((job_level_line(facts),) if has_job_level(facts) else ()),
        say("Time zone: {zone}", zone=zone_name(person.zone)),
        say("Language: {language}", language=LANGUAGES.get(person.language, person.language)),
    ]
    zone = Button(say("Change time zone"), f"open:{Place.ZONE}")
    language = Button(say("Change language"), f"open:{Place.LANGUAGE}")
    privacy = Button(say("What is kept?"), f"open:{Place.PRIVACY}")
    rows = (
        (Button(say("Change name"), f"open:{Place.NAME}"),),
        (zone, language),
        *column((*_belonging(facts, person), privacy)),
        LEAVE,
    )
    return Screen(tuple(lines), rows)


def _belonging(facts: Facts, person: Person) -> list[Button]:
    buttons = []
    if has_roles_to_switch(facts):
        buttons.append(Button(say("Switch role"), f"open:{Place.ROLES}"))
    if has_own_level(facts):
        buttons.append(Button(say("Change school level"), f"open:{Place.LEVEL}"))
    if has_job_level(facts):
        buttons.append(Button(say("Change jenjang jabatan"), f"open:{Place.JOB_LEVEL}"))
    if not person.is_retired:
        buttons.append(Button(say("Move or leave"), f"open:{Place.MOVING}"))
    return buttons


def _role_lines(facts: Facts, person: Person) -> list[Words]:
    if person.is_retired:
        return [say("You are marked as <b>retired</b>.")]
    present = present_choice(facts)
    if present is not None and len(role_choices(facts)) > 1:
        return [say("Used now as: <b>{role}</b>", role=choice_line(present))]
    return [say("Role: {role}", role=role_name(person.role))]


def _level_lines(facts: Facts, person: Person) -> list[Words]:
    """A penilai has no plan, so no level either."""
    if person.role is Role.APPRAISER:
        return []
    return [say("School level: {level}", level=level_name(facts.rules, person.school_level))]


def _school_lines(facts: Facts) -> list[Words]:
    if not facts.memberships:
        return [say("School: {school}", school=MANDIRI)]
    shown, more = facts.memberships[:_MOST_SCHOOLS], len(facts.memberships) - _MOST_SCHOOLS
    lines: list[Words] = [
        say(
            "School: {school} ({role})",
            school=school_line(member.school),
            role=_role_there(member.role, member.school.led_by_plt),
        )
        for member in shown
    ]
    return [*lines, say("and {count} more schools.", count=more)] if more > 0 else lines


def _role_there(role: Role, is_plt: bool) -> Say:
    return leadership_name(is_plt) if role is Role.KS else role_name(role)
