"""What onboarding shows of schools: the one of an invite, and the ways into one."""

from conversations.invitations import Invitation
from conversations.join_codes import shown_join_code
from conversations.navigation import BACK_BUTTON
from conversations.person_text import leadership_name, marked, school_line
from conversations.rules.terms import Role
from conversations.school_forms import Head, leadership_lines
from conversations.screens import Button, Screen, column
from conversations.words import Say, Words, say, say_n

MOST_LISTED = 10
_ALONE = Button(say("Go on in mode mandiri"), "school:alone")
_WRONG = Button(say("This is not my school"), "school:wrong")


def invited_school(invite: Invitation, school_name: str, is_plt: bool | None, head: Head) -> Screen:
    """Ask whether the school of an invite is the right one; a KS answers at once how it is led."""
    match invite.role:
        case Role.KS:
            return _school_to_lead(invite, school_name, is_plt, head)
        case Role.APPRAISER:
            return _schools_to_appraise(invite, head)
        case Role.GURU:
            return _school_to_join(invite, head)


def ways_into_a_school(lost_code: str, head: Head) -> Screen:
    """Offer a link, a school code and mode mandiri; `lost_code` was answered and is valid no longer."""
    lines: list[Words] = [*head]
    if lost_code:
        lines += [say("The code {code} is no longer valid.", code=shown_join_code(lost_code)), ""]
    lines += [
        say("How do you begin?"),
        "",
        say("<b>Invite link</b>: your principal sends it, and you belong to the school at once."),
        say("<b>School code</b>: you type it, and your principal lets you in."),
        say(
            "<b>Mode mandiri</b>: you begin alone. The whole plan with its points and the summary for the "
            "official entry work; approval here does not, and your plan is kept as agreed outside the "
            "assistant. You can join your school at any time."
        ),
    ]
    buttons = (
        Button(say("I have an invite link"), "school:link"),
        Button(say("I have a school code"), "school:code"),
        _ALONE,
        BACK_BUTTON,
    )
    return Screen(tuple(lines), column(buttons))


def link_explained() -> Screen:
    """Say how a link is used."""
    return Screen(
        (
            say("Please open the link that your principal sent you, and press Start there."),
            say("What you answered here is kept meanwhile."),
            say("No link yet? Your principal can send one. Or begin in mode mandiri and join later."),
        ),
        column((_ALONE, BACK_BUTTON)),
    )


def wrong_school(invite: Invitation | None) -> Screen:
    """Say whom to ask for the right link."""
    if invite is not None and invite.role is not Role.GURU:
        whom = say("Please tell the operator, who can send you the right activation link.")
    else:
        whom = say("Please ask your own principal for a link. Until then mode mandiri is open to a guru.")
    return Screen(
        (say("Then this link is not for you, and nothing was joined."), whom),
        column((Button(say("Go on without the link"), "drop"), BACK_BUTTON)),
    )


def schools_line(invite: Invitation) -> Words:
    """The school of an invite, or how many it is for."""
    if not invite.more_schools:
        return school_line(invite.school)
    return say_n("{count} school", "{count} schools", len(invite.schools))


def _school_to_join(invite: Invitation, head: Head) -> Screen:
    lines: list[Words] = [*head, say("Is this your school?"), "", school_line(invite.school)]
    if invite.school.led_by_plt:
        lines += ["", say("It is led by a Plt.: plans are approved automatically on submission.")]
    yes = Button(say("Yes, this is my school"), "school:yes")
    return Screen(tuple(lines), column((yes, _WRONG, BACK_BUTTON)))


def _school_to_lead(invite: Invitation, school_name: str, is_plt: bool | None, head: Head) -> Screen:
    lines: list[Words] = [
        *head,
        say("Is this your school, and how do you lead it?"),
        "",
        school_line(invite.school, school_name),
    ]
    if invite.leader_name:
        lines += ["", succession_line(invite.leader_name)]
    lines += ["", *leadership_lines()]
    buttons = (
        Button(marked(leadership_name(False), is_plt is False), "lead:definitif"),
        Button(marked(leadership_name(True), is_plt is True), "lead:plt"),
        Button(say("Correct its name"), "school:rename"),
        _WRONG,
        BACK_BUTTON,
    )
    return Screen(tuple(lines), column(buttons))


def succession_line(leader_name: str) -> Say:
    """Who is succeeded, and what that means."""
    return say(
        "Here it is led by <b>{name}</b> so far. You become the successor: the plans that wait come to you, "
        "and {name} can no longer open them.",
        name=leader_name,
    )


def _schools_to_appraise(invite: Invitation, head: Head) -> Screen:
    listed = invite.schools[:MOST_LISTED]
    rest = len(invite.schools) - len(listed)
    lines: list[Words] = [
        *head,
        say("As penilai you decide on the plans of the principals of these schools:"),
        "",
        *(school_line(school) for school in listed),
    ]
    if rest:
        lines.append(say_n("and {count} more school", "and {count} more schools", rest))
    lines += ["", say("Is this right?")]
    buttons = (
        Button(say("Yes, that is right"), "school:yes"),
        Button(say("This is not right"), "school:wrong"),
        BACK_BUTTON,
    )
    return Screen(tuple(lines), column(buttons))
