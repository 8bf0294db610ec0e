"""What onboarding shows."""

from conversations import privacy_text
from conversations.code_screens import code_screen
from conversations.facts import Facts
from conversations.invitations import Invitation, invite_trouble
from conversations.names import name_screen
from conversations.navigation import BACK_BUTTON
from conversations.onboarding_school import (
    invited_school,
    link_explained,
    schools_line,
    ways_into_a_school,
    wrong_school,
)
from conversations.onboarding_state import (
    OnboardingState,
    Place,
    asked_school,
    has_lost_invite,
    invited,
    level_of,
    standing,
    steps,
    zone_of,
)
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
from conversations.reporting import contact_lines
from conversations.rules.terms import Role
from conversations.school_forms import (
    Head,
    level_screen,
    school_name_screen,
    zone_screen,
)
from conversations.screens import Button, Screen, column
from conversations.words import Say, Words, say

_AGREE = Button(say("Agree and continue"), "agree")
_EDIT_LABELS = {
    Place.ROLE: say("Change role"),
    Place.NAME: say("Change name"),
    Place.LEVEL: say("Change school level"),
    Place.SCHOOL: say("Change school"),
    Place.ZONE: say("Change time zone"),
}


def draw(state: OnboardingState, facts: Facts) -> Screen:
    """Draw the place where the person stands."""
    if has_lost_invite(state, facts):
        return _lost_invite(facts)
    place = standing(state, facts)
    invite = invited(state, facts)
    match place:
        case Place.CONSENT:
            return _consent(invite)
        case Place.DETAILS:
            return Screen(privacy_text.long_lines(), column((_AGREE, BACK_BUTTON)))
        case Place.DECLINED:
            return _declined()
        case Place.KS_LINK:
            return _ks_link(facts)
        case Place.GURU_LINK:
            return link_explained()
        case Place.WRONG_SCHOOL:
            return wrong_school(invite)
        case Place.SUMMARY:
            return _summary(state, facts)
    return _question(place, state, facts, _progress(place, state, facts))


def _question(place: Place, state: OnboardingState, facts: Facts, head: Head) -> Screen:
    invite = invited(state, facts)
    school = invite.school if invite else None
    match place:
        case Place.ROLE:
            return _role(state, head)
        case Place.NAME:
            return name_screen(state.draft or state.name, state.is_typing, head)
        case Place.LEVEL:
            return level_screen(facts.rules, state.level or (school.level if school else None), head)
        case Place.SCHOOL_NAME if school is not None:
            return school_name_screen(state.school_name or school.name, head)
        case Place.ZONE:
            return zone_screen(state.zone or (school.zone if school else None), head)
        case Place.CODE if invite is None:
            return code_screen(state.draft_code, facts.found_school, head)
        case _ if invite is None:
            lost_code = state.code if facts.found_school is None else ""
            return ways_into_a_school(lost_code, head)
        case _:
            return invited_school(invite, state.school_name, state.is_plt, head)


def _progress(place: Place, state: OnboardingState, facts: Facts) -> Head:
    ordered = steps(state, facts)
    asked = place if place in ordered else Place.SCHOOL
    return (say("<i>Step {step} of {steps}</i>", step=ordered.index(asked) + 1, steps=len(ordered)), "")


def _consent(invite: Invitation | None) -> Screen:
    lines: list[Words] = [
        say("<b>Asisten Kinerja</b>"),
        say("I help guru and principals to compose the performance plan and to get it approved."),
    ]
    if invite is not None:
        lines += ["", _invited_to(invite)]
    lines += ["", *privacy_text.short_lines(), "", say("Do you agree that this is kept?")]
    languages = tuple(Button(name, f"lang:{code}") for code, name in LANGUAGES.items())
    return Screen(
        tuple(lines),
        (
            (_AGREE,),
            (Button(say("What is kept?"), "details"),),
            languages,
            (Button(say("I do not agree"), "decline"),),
        ),
    )


def _invited_to(invite: Invitation) -> Say:
    if invite.role is not Role.APPRAISER:
        return say("You were invited to: {school}", school=school_line(invite.school))
    return say("You were invited as penilai of: {schools}", schools=schools_line(invite))


def _declined() -> Screen:
    return Screen(
        (
            say("That is quite all right. You are not registered, and no profile was made."),
            say("Without your agreement I cannot keep a plan for you. You can come back at any time."),
        ),
        column((_AGREE, BACK_BUTTON)),
    )


def _lost_invite(facts: Facts) -> Screen:
    return Screen(
        (
            invite_trouble(facts),
            "",
            say("A new link can be opened here at any time. A guru can also go on without a school."),
        ),
        column((Button(say("Go on without the link"), "drop"),)),
    )


def _role(state: OnboardingState, head: Head) -> Screen:
    return Screen(
        (*head, say("What is your role at school?")),
        column(
            (
                Button(marked(role_name(Role.GURU), state.role is Role.GURU), "role:guru"),
                Button(role_name(Role.KS), "role:ks"),
                BACK_BUTTON,
            )
        ),
    )


def _ks_link(facts: Facts) -> Screen:
    return Screen(
        (
            say("<b>Kepala Sekolah</b>"),
            say("A principal begins with an activation link, so that nobody else can decide on plans."),
            say("Please ask the operator of this assistant for it, with the NPSN and name of your school."),
            *contact_lines(facts),
            say("Open that link, and the questions for a principal begin."),
            "",
            say("You can also go on as guru."),
        ),
        column((Button(say("Go on as guru"), "role:guru"), BACK_BUTTON)),
    )


def _summary(state: OnboardingState, facts: Facts) -> Screen:
    asked = [step for step in steps(state, facts) if step in _EDIT_LABELS]
    return Screen(
        (
            *_progress(Place.SUMMARY, state, facts),
            say("<b>Is everything right?</b>"),
            *_summary_lines(state, facts),
        ),
        column(
            (
                Button(say("Save"), "save"),
                *(Button(_EDIT_LABELS[step], f"edit:{step}") for step in asked),
                BACK_BUTTON,
            )
        ),
    )


def _summary_lines(state: OnboardingState, facts: Facts) -> list[Words]:
    level, zone = level_of(state, facts), zone_of(state, facts)
    lines: list[Words] = [say("Name: <b>{name}</b>", name=state.name)]
    if state.role is not None:
        lines.append(say("Role: {role}", role=role_name(state.role)))
    lines += _school_lines(state, facts)
    if level is not None and state.role is not Role.APPRAISER:
        lines.append(say("School level: {level}", level=level_name(facts.rules, level)))
    if state.is_plt is not None:
        lines.append(say("You lead it as: {leadership}", leadership=leadership_name(state.is_plt)))
    if zone is not None:
        lines.append(say("Time zone: {zone}", zone=zone_name(zone)))
    return lines


def _school_lines(state: OnboardingState, facts: Facts) -> list[Words]:
    invite, asked = invited(state, facts), asked_school(state, facts)
    if invite is not None and invite.role is not Role.APPRAISER:
        return [say("School: {school}", school=school_line(invite.school, state.school_name))]
    if invite is not None:
        return [say("School: {school}", school=schools_line(invite))]
    if asked is None:
        return [say("School: {school}", school=MANDIRI)]
    return [
        say("School: {school}", school=school_line(asked)),
        say("Its principal will be asked to let you in; until then you go on in mode mandiri."),
    ]
