"""Inviting a penilai for the principals of one school or of many."""

from conversations.facts import Facts
from conversations.navigation import LEAVE, page_buttons
from conversations.operating.npsn import MOST_AT_ONCE, read_npsns
from conversations.operating.registering import link_lines, link_rows, no_link, press_qr
from conversations.operating.state import OperatingState, Place, go
from conversations.paging import Block, page_of, paginate
from conversations.person_text import school_line
from conversations.rules.terms import Role
from conversations.school_effects import InviteByOperator
from conversations.screens import Button, Screen, column
from conversations.session import Move
from conversations.words import Say, Words, say, say_n


def show_appraiser(state: OperatingState, facts: Facts) -> Screen:
    """Ask for the schools."""
    lines = (
        say("<b>Invite a penilai</b>"),
        say(
            "Please type the NPSN of the schools whose principals this penilai appraises: one or up to "
            "{most} in one message, with spaces, commas or lines between them.",
            most=MOST_AT_ONCE,
        ),
    )
    return Screen(lines, (LEAVE,), expects_text=True)


def type_npsns(state: OperatingState, text: str, facts: Facts) -> Move:
    """Look the schools up."""
    npsns = read_npsns(text)
    if isinstance(npsns, Say):
        return go(state, npsns)
    return go(state.at(Place.APPRAISER_CHECK, npsns=npsns, page=0))


def show_check(state: OperatingState, facts: Facts) -> Screen:
    """Name the schools that are known, and those that are not and are left out."""
    known = _known(state, facts)
    blocks: list[Block] = []
    unknown = [npsn for npsn in state.npsns if npsn not in known]
    if unknown:
        blocks.append(
            (
                say("Not known here and left out: {npsns}", npsns=", ".join(unknown)),
                say("Register them first, if they are right."),
                "",
            )
        )
    if known:
        head = say_n("The link is for the principal of:", "The link is for the principals of:", len(known))
        blocks.append((head,))
    blocks += [(line,) for line in _school_lines(facts)]
    if known and facts.made_invite is not None:
        blocks.append(("", say("A link that still waits for the first of them ends.")))
    pages = paginate(blocks)
    page, lines = page_of(pages, state.page)
    make = Button(say("Make the link ({count})", count=len(known)), "make")
    buttons = ([make] if known else []) + [Button(say("Type them again"), "again")]
    turn = page_buttons(page, len(pages))
    return Screen(lines, (*column(buttons), *((turn,) if turn else ()), LEAVE))


def press_check(state: OperatingState, action: str, facts: Facts) -> Move:
    """Make the link for those that are known."""
    verb, _, rest = action.partition(":")
    known = _known(state, facts)
    if verb == "page":
        return go(state.at(state.place, page=int(rest)))
    if verb == "make" and known:
        made_for = state.at(Place.APPRAISED, npsns=known, page=0)
        return go(made_for, None, InviteByOperator(Role.APPRAISER, known, "", 1))
    return go(state.at(Place.APPRAISER))


def show_appraised(state: OperatingState, facts: Facts) -> Screen:
    """The link and its schools."""
    made = facts.made_invite
    if made is None:
        return no_link(say("The link was used, has expired or was replaced."))
    head: Block = (
        say("<b>Activation link for a penilai</b>"),
        *link_lines(made),
        say("Send it to this penilai only: whoever opens it first decides on the principals' plans."),
        "",
    )
    pages = paginate([head, *((line,) for line in _school_lines(facts))])
    page, lines = page_of(pages, state.page)
    turn = page_buttons(page, len(pages))
    qr, leave = link_rows()
    return Screen(lines, (qr, *((turn,) if turn else ()), leave))


def press_appraised(state: OperatingState, action: str, facts: Facts) -> Move:
    """Turn the page, send the QR picture, or begin anew."""
    verb, _, rest = action.partition(":")
    if verb == "page":
        return go(state.at(state.place, page=int(rest)))
    if verb == "new":
        return go(state.at(Place.APPRAISER_CHECK, page=0))
    return press_qr(state, action, facts)


def _known(state: OperatingState, facts: Facts) -> tuple[str, ...]:
    """The NPSN of registered schools in the order in which they were typed."""
    registered = {school.npsn for school in facts.known_schools}
    return tuple(npsn for npsn in state.npsns if npsn in registered)


def _school_lines(facts: Facts) -> list[Words]:
    return [say("• {school}", school=school_line(school)) for school in facts.known_schools]
