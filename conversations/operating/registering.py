"""Registering a school with an activation link for its principal."""

from conversations.document_effects import DocumentKind, SendDocument
from conversations.facts import Facts, MadeInvite, SchoolCard
from conversations.names import read_school_name
from conversations.navigation import LEAVE
from conversations.operating.npsn import read_npsn
from conversations.operating.state import OperatingState, Place, go
from conversations.person_text import school_line
from conversations.rules.terms import Role
from conversations.school_effects import InviteByOperator
from conversations.screens import Button, Screen, column
from conversations.session import Move
from conversations.words import Say, Words, say, say_n

QR_COMES = say("The QR picture comes as a message of its own.")


def show_npsn(state: OperatingState, facts: Facts) -> Screen:
    """Ask for the NPSN."""
    lines = (
        say("<b>Register school and KS</b>"),
        say("Please type the school's NPSN, 8 digits, such as 20100001."),
    )
    return Screen(lines, (LEAVE,), expects_text=True)


def type_npsn(state: OperatingState, text: str, facts: Facts) -> Move:
    """Look the school up."""
    npsn = read_npsn(text)
    if isinstance(npsn, Say):
        return go(state, npsn)
    return go(state.at(Place.SCHOOL, npsn=npsn, name=""))


def show_school(state: OperatingState, facts: Facts) -> Screen:
    """A known school as it is; of an unknown one the name is asked and read back."""
    if facts.school_card is not None:
        return _known(facts.school_card, facts.made_invite)
    if not state.name:
        lines = (
            say("NPSN {npsn} is new here.", npsn=state.npsn),
            say("Please type the school's name, such as <i>SDN Contoh 1</i>."),
        )
        return Screen(lines, (LEAVE,), expects_text=True)
    lines = (
        say("New school: <b>{school}</b>, NPSN {npsn}", school=state.name, npsn=state.npsn),
        say("Is this right? The link lets one principal in, who can still correct the name."),
    )
    buttons = (Button(say("Make the activation link"), "make"), Button(say("Correct its name"), "rename"))
    return Screen(lines, (*column(buttons), LEAVE))


def type_school_name(state: OperatingState, text: str, facts: Facts) -> Move:
    """Keep the name of a new school to be read back."""
    name = read_school_name(text)
    return go(state, name) if isinstance(name, Say) else go(state.at(Place.SCHOOL, name=name))


def press_school(state: OperatingState, action: str, facts: Facts) -> Move:
    """Make a link, show the one that waits, or correct the name."""
    match action:
        case "rename":
            return go(state.at(Place.SCHOOL, name=""))
        case "waiting":
            return go(state.at(Place.INVITED))
        case "make" if facts.school_card is not None or state.name:
            name = "" if facts.school_card is not None else state.name
            wish = InviteByOperator(Role.KS, (state.npsn,), name, 1)
            return go(state.at(Place.INVITED), None, wish)
        case _:
            return go(state)


def show_invited(state: OperatingState, facts: Facts) -> Screen:
    """The link, whose it is and until when it works."""
    made = facts.made_invite
    if made is None:
        return no_link(say("The link was used, has expired or was replaced."))
    lines: list[Words] = [
        say("<b>Activation link for the principal</b>"),
        school_line(made.school),
        "",
        *link_lines(made),
        "",
        say("Send it to the principal only: whoever opens it first leads the school here."),
    ]
    if facts.school_card is not None and facts.school_card.leader_name:
        lines.append(_succession(facts.school_card))
    return Screen(tuple(lines), link_rows())


def press_invited(state: OperatingState, action: str, facts: Facts) -> Move:
    """The link as a QR picture, or a new one."""
    if action == "new":
        return go(state.at(Place.SCHOOL))
    return press_qr(state, action, facts)


def press_qr(state: OperatingState, action: str, facts: Facts) -> Move:
    """Send the link as a QR picture."""
    made = facts.made_invite
    if action == "qr" and made is not None:
        return go(state, QR_COMES, SendDocument(DocumentKind.INVITE_QR, made.id))
    return go(state)


def link_lines(made: MadeInvite) -> tuple[Words, ...]:
    """A link and how long it works."""
    left = made.max_uses - made.used
    until = say_n(
        "It works once, until {until}.", "It works {count} times, until {until}.", left, until=made.expires_at
    )
    return (made.link, until)


def link_rows() -> tuple[tuple[Button, ...], ...]:
    """What can be done with a link that is shown."""
    return ((Button(say("Kirim gambar QR"), "qr"),), LEAVE)


def no_link(why: Say) -> Screen:
    """There is no link to show, and why."""
    return Screen((why,), (*column([Button(say("Make a new link"), "new")]), LEAVE))


def _known(card: SchoolCard, waiting: MadeInvite | None) -> Screen:
    lines: list[Words] = [school_line(card.school)]
    if card.leader_name:
        lines.append(say("Principal here: <b>{name}</b>", name=card.leader_name))
    else:
        lines.append(say("Nobody leads it here yet."))
    lines.append(say("People here: {count}", count=len(card.members)))
    buttons = [Button(say("Make the activation link"), "make")]
    if waiting is not None:
        lines += [
            "",
            say("An activation link waits until {until}. A new one ends it.", until=waiting.expires_at),
        ]
        buttons = [Button(say("Show the waiting link"), "waiting"), *buttons]
    if card.leader_name:
        lines += ["", _succession(card)]
    return Screen(tuple(lines), (*column(buttons), LEAVE))


def _succession(card: SchoolCard) -> Say:
    return say("Whoever opens the link succeeds {name} as principal.", name=card.leader_name)
