"""Handing the school over to a successor, or giving it up without one."""

from conversations.document_effects import DocumentKind, SendDocument
from conversations.events import Press
from conversations.facts import Facts, SchoolOverview
from conversations.flow import Input
from conversations.navigation import LEAVE, go_home
from conversations.people_effects import LeaveSchool
from conversations.person_text import school_line
from conversations.rules.terms import Role
from conversations.school.inviting import QR_COMES, invite_lines
from conversations.school.state import Place, SchoolState, go
from conversations.school_effects import MakeInvite, RevokeInvite
from conversations.screens import Button, Screen, column
from conversations.session import Move
from conversations.words import Words, say

OWN_PLAN = say("Your own plan as principal, if it is not final then, becomes a draft again.")


def show_handover(state: SchoolState, overview: SchoolOverview, facts: Facts) -> Screen:
    """How a successor takes over, with the link for it."""
    link = overview.successor_invite
    lines: list[Words] = [
        say("<b>Serahkan jabatan</b>: {school}", school=overview.school.name),
        "",
        say("Your successor opens a link that works once. Until then nothing changes for you."),
        say("With it the successor leads the school, and your lead of it ends."),
        say("Plans that wait stay where they are and go to the successor."),
        OWN_PLAN,
        "",
    ]
    if link is None:
        lines.append(say("There is no link for a successor now."))
        buttons = [Button(say("Buat tautan penerus"), "make")]
    else:
        lines += [*invite_lines(link), say("Send it to your successor only: whoever opens it can take over.")]
        buttons = [Button(say("Kirim gambar QR"), "qr"), Button(say("Batalkan tautan"), "revoke")]
    release = Button(say("Lepas tanpa pengganti"), "release")
    return Screen(tuple(lines), (*column((*buttons, release)), LEAVE))


def take_handover(state: SchoolState, event: Input, overview: SchoolOverview, facts: Facts) -> Move:
    """Make, send or end the successor's link, or prepare to give the school up."""
    link = overview.successor_invite
    match event:
        case Press(action="make"):
            made = MakeInvite(state.school_id, Role.KS, 1)
            return go(state, say("The link for your successor is ready."), made)
        case Press(action="qr") if link is not None:
            return go(state, QR_COMES, SendDocument(DocumentKind.INVITE_QR, link.id))
        case Press(action="revoke") if link is not None:
            return go(state, say("The link has ended. You still lead the school."), RevokeInvite(link.id))
        case Press(action="release"):
            return go(state.at(Place.RELEASE))
        case _:
            return go(state)


def show_release(state: SchoolState, overview: SchoolOverview, facts: Facts) -> Screen:
    """Say what a school without a principal means, and ask."""
    lines = (
        say("<b>Lepas jabatan tanpa pengganti</b>"),
        school_line(overview.school),
        "",
        say("The school is then without a principal here until the operator invites one."),
        say("Plans that wait stay waiting for the next principal, and their owners are told."),
        say("Requests to join stay unanswered until then."),
        say("You can no longer see the school's plans. Your own data stays."),
        OWN_PLAN,
    )
    return Screen(lines, ((Button(say("Ya, lepas jabatan"), "yes"),), LEAVE))


def take_release(state: SchoolState, event: Input, overview: SchoolOverview, facts: Facts) -> Move:
    """Give the school up."""
    if not isinstance(event, Press) or event.action != "yes":
        return go(state)
    word = say("You no longer lead {school}.", school=school_line(overview.school))
    return go_home(word, (LeaveSchool(state.school_id, Role.KS),))
