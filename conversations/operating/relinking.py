"""Recovering the account of somebody who has lost the phone or the number."""

from conversations.facts import Facts
from conversations.names import read_name
from conversations.navigation import LEAVE, page_buttons
from conversations.operating.npsn import read_npsn
from conversations.operating.state import OperatingState, Place, go
from conversations.people_effects import MakeRelink
from conversations.person_text import level_name, role_name, school_line
from conversations.review.lists import short_name
from conversations.screens import Button, Screen, column
from conversations.session import Move
from conversations.words import Say, Words, say

PAGE_PEOPLE = 6
MOST_SHOWN = 5
_BE_SURE = say(
    "Be sure who asks: whoever opens the link becomes this person here, and the old account is out. Speak "
    "with the school, or meet the person."
)

_GONE = say("This person is no longer found there. This is who is there now.")

# Somebody who was found: id, name, and what else tells them from others.
Found = tuple[int, str, Words]


def show_lost(state: OperatingState, facts: Facts) -> Screen:
    """Ask for the school, or for the name of somebody without one."""
    lines = (
        say("<b>Recover an account</b>"),
        say("For somebody who can no longer use the old Telegram account."),
        "",
        say("Please type the NPSN of the person's school."),
        say("For somebody without a school: the exact name, as registered."),
    )
    return Screen(lines, (LEAVE,), expects_text=True)


def type_lost(state: OperatingState, text: str, facts: Facts) -> Move:
    """Look for people of a school, or by their name."""
    if any(sign.isdigit() for sign in text):
        npsn = read_npsn(text)
        if isinstance(npsn, Say):
            return go(state, npsn)
        return go(state.at(Place.PEOPLE, npsn=npsn, name="", page=0))
    name = read_name(text)
    if isinstance(name, Say):
        return go(state, name)
    return go(state.at(Place.PEOPLE, npsn="", name=name, page=0))


def show_people(state: OperatingState, facts: Facts) -> Screen:
    """Who was found, by name and role only."""
    found = _found(state, facts)
    pages = -(-len(found) // PAGE_PEOPLE) or 1
    page = min(state.page, pages - 1)
    shown = found[page * PAGE_PEOPLE : (page + 1) * PAGE_PEOPLE]
    lines: list[Words] = _head(state, facts)
    lines += [
        say("{number}. {name} · {about}", number=number, name=name, about=about)
        for number, (_, name, about) in enumerate(shown, start=1)
    ]
    if pages > 1:
        lines += ["", say("Page {page} of {pages}.", page=page + 1, pages=pages)]
    buttons = (
        Button(say("{number}. {name}", number=number, name=short_name(name)), f"person:{person_id}")
        for number, (person_id, name, _) in enumerate(shown, start=1)
    )
    turn = page_buttons(page, pages)
    return Screen(tuple(lines), (*column(buttons), *((turn,) if turn else ()), LEAVE))


def press_people(state: OperatingState, action: str, facts: Facts) -> Move:
    """Choose somebody, or another page."""
    verb, _, rest = action.partition(":")
    match verb:
        case "page":
            return go(state.at(Place.PEOPLE, page=int(rest)))
        case "person":
            return go(state.at(Place.RELINK, person_id=int(rest)))
        case _:
            return go(state)


def show_relink(state: OperatingState, facts: Facts) -> Screen:
    """Read back whose account it is."""
    person = _chosen(state, facts)
    if person is None:
        return Screen((_GONE,), (LEAVE,))
    _, name, about = person
    lines: list[Words] = [say("<b>{name}</b>", name=name), about]
    if facts.school_card is not None:
        lines.append(school_line(facts.school_card.school))
    lines += ["", _BE_SURE]
    return Screen(tuple(lines), (*column([Button(say("Make the recovery link"), "make")]), LEAVE))


def press_relink(state: OperatingState, action: str, facts: Facts) -> Move:
    """Make the link for whoever is still found."""
    if _chosen(state, facts) is None:
        return go(state.at(Place.PEOPLE), _GONE)
    return go(state.at(Place.RELINKED), None, MakeRelink(state.person_id)) if action == "make" else go(state)


def show_relinked(state: OperatingState, facts: Facts) -> Screen:
    """The link and whose it is."""
    made = facts.made_relink
    if made is None:
        why = say("The link was used, has expired or was replaced.")
        return Screen((why,), (*column([Button(say("Make a new link"), "new")]), LEAVE))
    lines: tuple[Words, ...] = (
        say("<b>Recovery link for {name}</b>", name=made.person_name),
        made.link,
        say("It works once and until {until}.", until=made.expires_at),
        "",
        _BE_SURE,
    )
    return Screen(lines, (LEAVE,))


def press_relinked(state: OperatingState, action: str, facts: Facts) -> Move:
    """Look at the person again."""
    return go(state.at(Place.RELINK) if action == "new" else state)


def _found(state: OperatingState, facts: Facts) -> list[Found]:
    if state.npsn:
        members = facts.school_card.members if facts.school_card else ()
        return [(member.person_id, member.name, role_name(member.role)) for member in members]
    return [
        (
            person.person_id,
            person.name,
            say(
                "{role}, {level}",
                role=role_name(person.role),
                level=level_name(facts.rules, person.school_level),
            ),
        )
        for person in facts.found_people[:MOST_SHOWN]
    ]


def _chosen(state: OperatingState, facts: Facts) -> Found | None:
    return next((found for found in _found(state, facts) if found[0] == state.person_id), None)


def _head(state: OperatingState, facts: Facts) -> list[Words]:
    if state.npsn:
        card = facts.school_card
        if card is None:
            return [say("NPSN {npsn} is not known here. Please check it with the school.", npsn=state.npsn)]
        who = say("Whose account is it?") if card.members else say("Nobody belongs to it now.")
        return [school_line(card.school), who, ""]
    if not facts.found_people:
        return [
            say("Nobody of exactly that name is without a school here: {name}", name=state.name),
            say("Somebody who belongs to a school is found by its NPSN."),
        ]
    lines: list[Words] = [say("Without a school here, with that name:"), ""]
    if len(facts.found_people) > MOST_SHOWN:
        lines[:1] = [
            say("More than {most} people without a school have that name; the first:", most=MOST_SHOWN)
        ]
    return lines
