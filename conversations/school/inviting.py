"""The ways in for teachers: the link with its QR picture, and the school code."""

from conversations.document_effects import DocumentKind, SendDocument
from conversations.events import Press, Text
from conversations.facts import Facts, MadeInvite, SchoolOverview
from conversations.flow import Input
from conversations.join_codes import shown_join_code
from conversations.navigation import LEAVE
from conversations.numbers import parse_number
from conversations.rules.terms import Role
from conversations.school.state import Place, SchoolState, go
from conversations.school_effects import MakeInvite, RenewJoinCode
from conversations.screens import Button, Screen, column
from conversations.session import Move
from conversations.words import Words, say, say_n

USES = (20, 40, 60, 100)
MOST_USES = 1000
QR_COMES = say("The QR picture comes as a message of its own.")
WRONG_USES = say("Please type a whole number from 1 to {most}.", most=MOST_USES)


def show_invite(state: SchoolState, overview: SchoolOverview, facts: Facts) -> Screen:
    """The live link and the code, each with what it is for."""
    invite = overview.invite
    lines: list[Words] = [say("<b>Undang guru</b>: {school}", school=overview.school.name), ""]
    if invite is None:
        lines.append(say("There is no link for teachers that works now. Please make one."))
    else:
        lines += invite_lines(invite)
        lines.append(say("Send it to the teachers of this school only: whoever opens it joins the school."))
    lines += ["", *_code_lines(overview.join_code)]
    buttons = [
        *([Button(say("Kirim gambar QR"), "qr")] if invite else []),
        Button(say("Buat tautan baru"), "new"),
        Button(say("Ganti kode") if overview.join_code else say("Buat kode sekolah"), "code"),
    ]
    return Screen(tuple(lines), (*column(buttons), LEAVE))


def take_invite(state: SchoolState, event: Input, overview: SchoolOverview, facts: Facts) -> Move:
    """Send the picture, or prepare a new link or code."""
    match event:
        case Press(action="qr") if overview.invite is not None:
            return go(state, QR_COMES, SendDocument(DocumentKind.INVITE_QR, overview.invite.id))
        case Press(action="new"):
            return go(state.at(Place.USES))
        case Press(action="code") if overview.join_code:
            return go(state.at(Place.CODE))
        case Press(action="code"):
            return _renew(state)
        case _:
            return go(state)


def show_uses(state: SchoolState, overview: SchoolOverview, facts: Facts) -> Screen:
    """Ask for how many teachers the new link is."""
    lines: list[Words] = [say("<b>Buat tautan baru</b>: {school}", school=overview.school.name), ""]
    if overview.invite is not None:
        lines.append(say("The old link ends as soon as the new one is made. Who has joined stays."))
    lines += [
        say("How many teachers may join with the new link?"),
        say("Choose a number, or type one from 1 to {most}.", most=MOST_USES),
    ]
    numbers = tuple(Button(str(uses), f"uses:{uses}") for uses in USES)
    return Screen(tuple(lines), (numbers, LEAVE), expects_text=True, expects_number=True)


def take_uses(state: SchoolState, event: Input, overview: SchoolOverview, facts: Facts) -> Move:
    """Make the link."""
    match event:
        case Text(text=text):
            uses = parse_number(text)
        case Press(action=action):
            uses = parse_number(action.partition(":")[2])
    if uses is None or not 1 <= uses <= MOST_USES:
        return go(state, WRONG_USES)
    made = MakeInvite(state.school_id, Role.GURU, uses)
    return go(state.at(Place.INVITE), say("The new link is ready to be shared."), made)


def show_code(state: SchoolState, overview: SchoolOverview, facts: Facts) -> Screen:
    """Say what a new code does, and ask."""
    lines = (
        say("<b>Ganti kode</b>: {school}", school=overview.school.name),
        "",
        say(
            "The code {code} stops working, and you get a new one.", code=shown_join_code(overview.join_code)
        ),
        say("Who has joined stays, and requests that wait stay too."),
    )
    return Screen(lines, ((Button(say("Ya, ganti kode"), "yes"),), LEAVE))


def take_code(state: SchoolState, event: Input, overview: SchoolOverview, facts: Facts) -> Move:
    """Give the school a new code."""
    return _renew(state) if isinstance(event, Press) and event.action == "yes" else go(state)


def invite_lines(invite: MadeInvite) -> tuple[Words, ...]:
    """A link, how often it can still be used, and until when."""
    return (
        invite.link,
        say_n(
            "It works once more, until {until}.",
            "It works {count} more times, until {until}.",
            invite.max_uses - invite.used,
            until=invite.expires_at,
        ),
    )


def _code_lines(code: str) -> tuple[Words, ...]:
    purpose = say("Who types it while registering or joining asks to be let in, and you decide.")
    if not code:
        return (say("The school has no code yet."), purpose)
    return (say("School code: <b>{code}</b>", code=shown_join_code(code)), purpose)


def _renew(state: SchoolState) -> Move:
    return go(state.at(Place.INVITE), say("The school has a new code."), RenewJoinCode(state.school_id))
