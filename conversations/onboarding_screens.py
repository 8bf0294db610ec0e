"""What onboarding shows."""

from conversations import privacy_text
from conversations.facts import Facts
from conversations.invitations import Invitation, invite_trouble
from conversations.names import name_screen
from conversations.navigation import BACK_BUTTON
from conversations.onboarding_state import (
    OnboardingState,
    Place,
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
from conversations.rules.terms import Role
from conversations.school_forms import (
    Head,
    leadership_screen,
    level_screen,
    school_name_screen,
    zone_screen,
)
from conversations.screens import Button, Screen, column
from conversations.words import Words, say

_AGREE = Button(say("Agree and continue"), "agree")
_ALONE = Button(say("Go on in mode mandiri"), "school:alone")
_EDIT_LABELS = {
    Place.ROLE: say("Change role"),
    Place.NAME: say("Change name"),
    Place.LEVEL: say("Change school level"),
    Place.SCHOOL: say("Change school"),
    Place.LEADERSHIP: say("Change definitif or Plt."),
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
            return _ks_link()
        case Place.GURU_LINK:
            return _guru_link()
        case Place.WRONG_SCHOOL:
            return _wrong_school(invite)
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
        case Place.LEADERSHIP:
            return leadership_screen(state.is_plt, head)
        case Place.ZONE:
            return zone_screen(state.zone or (school.zone if school else None), head)
        case _:
            return _mandiri(head) if invite is None else school_screen(invite, state.school_name, head)


def school_screen(invite: Invitation, school_name: str, head: Head) -> Screen:
    """Ask whether the school of an invite is the right one."""
    lines: list[Words] = [*head, say("Is this your school?"), "", school_line(invite.school, school_name)]
    buttons = [Button(say("Yes, this is my school"), "school:yes")]
    if invite.role is Role.KS:
        buttons.append(Button(say("Correct its name"), "school:rename"))
    elif invite.school.led_by_plt:
        lines += ["", say("It is led by a Plt.: plans are approved automatically on submission.")]
    buttons.append(Button(say("This is not my school"), "school:wrong"))
    return Screen(tuple(lines), column((*buttons, BACK_BUTTON)))


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
        lines += ["", say("You were invited to: {school}", school=school_line(invite.school))]
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


def _ks_link() -> Screen:
    return Screen(
        (
            say("<b>Kepala Sekolah</b>"),
            say("A principal begins with an activation link, so that nobody else can decide on plans."),
            say("Please ask the operator of this assistant for it, with the NPSN and name of your school."),
            say("Open that link, and the questions for a principal begin."),
            "",
            say("You can also go on as guru."),
        ),
        column((Button(say("Go on as guru"), "role:guru"), BACK_BUTTON)),
    )


def _mandiri(head: Head) -> Screen:
    return Screen(
        (
            *head,
            say("Without an invite link you can begin alone, in <b>mode mandiri</b>."),
            "",
            say("What works: the whole plan with its points, and the summary for the official entry."),
            say("What does not: approval here. Your plan is kept as agreed outside the assistant."),
            "",
            say("Once you get a link, you can join your school at any time."),
        ),
        column((_ALONE, Button(say("I have an invite link"), "school:link"), BACK_BUTTON)),
    )


def _guru_link() -> Screen:
    return Screen(
        (
            say("Please open the link that your principal sent you, and press Start there."),
            say("No link yet? Your principal can send one. Or begin in mode mandiri and join later."),
        ),
        column((_ALONE, BACK_BUTTON)),
    )


def _wrong_school(invite: Invitation | None) -> Screen:
    if invite is not None and invite.role is Role.KS:
        whom = say("Please tell the operator, who can send you the right activation link.")
    else:
        whom = say("Please ask your own principal for a link. Until then mode mandiri is open to a guru.")
    return Screen(
        (say("Then this link is not for you, and nothing was joined."), whom),
        column((Button(say("Go on without the link"), "drop"), BACK_BUTTON)),
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
    invite = invited(state, facts)
    level, zone = level_of(state, facts), zone_of(state, facts)
    school = school_line(invite.school, state.school_name) if invite else MANDIRI
    lines: list[Words] = [say("Name: <b>{name}</b>", name=state.name)]
    if state.role is not None:
        lines.append(say("Role: {role}", role=role_name(state.role)))
    lines.append(say("School: {school}", school=school))
    if level is not None:
        lines.append(say("School level: {level}", level=level_name(facts.rules, level)))
    if state.is_plt is not None:
        lines.append(say("You lead it as: {leadership}", leadership=leadership_name(state.is_plt)))
    if zone is not None:
        lines.append(say("Time zone: {zone}", zone=zone_name(zone)))
    return lines
