"""Somebody without an account here opens the link that brings a lost one back."""

from collections.abc import Mapping
from typing import Any

from conversations import asides
from conversations.asides import AsideState, origin, resume
from conversations.facts import Facts, InviteState, Needs, Relinking
from conversations.flow import Input
from conversations.navigation import BACK_BUTTON, go_home
from conversations.people_effects import UseRelink
from conversations.screens import Button, Screen, column
from conversations.session import Move, Session
from conversations.words import Say, Words, say

NAME = "relinking"
_ASIDES = frozenset({asides.ACCOUNT, asides.GUIDE, NAME})
_MOST_SCHOOLS = 5


class RelinkingState(AsideState):
    """Which link was opened, and what the person was at before."""

    relink_id: int


def is_relink(facts: Facts) -> bool:
    """Whether the token of the facts is that of such a link."""
    return facts.relinking is not None


def arrive(facts: Facts, session: Session) -> Move:
    """Ask whether it is their account, or say why that cannot be."""
    found = facts.relinking
    if found is None or found.id is None:
        return Move(session.flow, session.data)
    if facts.person is not None:
        return go_home(_refusal(found, facts.person.id, facts.person.name))
    return _stand(RelinkingState(relink_id=found.id, **origin(session, _ASIDES)))


class RelinkingFlow:
    """Moving a person to the Telegram account that writes."""

    name = NAME
    code = "l"
    version = 1
    state = RelinkingState

    def handle(self, state: RelinkingState, event: Input, facts: Facts) -> Move:
        """Take the confirmation, while the link is valid."""
        found = _usable(state, facts)
        if found is None or getattr(event, "action", "") != "yes":
            return _stand(state)
        word = say("{name}, welcome back. From now on this is your account here.", name=found.person_name)
        return go_home(word, (UseRelink(state.relink_id),))

    def show(self, state: RelinkingState, facts: Facts) -> Screen:
        """Draw whose account it is, or why the link leads no further."""
        found = _usable(state, facts)
        if found is None:
            return Screen((_trouble(facts), say("Nothing was changed.")), ((BACK_BUTTON,),))
        lines: list[Words] = [
            say("<b>Back to your account</b>"),
            say("This link was made for:"),
            "",
            say("Name: <b>{name}</b>", name=found.person_name),
            *_school_lines(found),
            "",
            say(
                "If that is you, this Telegram account becomes yours here, with your plans and your roles. "
                "The account used so far can then open nothing of it and is told so."
            ),
        ]
        yes = Button(say("Yes, that is me"), "yes")
        return Screen(tuple(lines), column((yes, BACK_BUTTON)))

    def back(self, state: RelinkingState, facts: Facts) -> Move:
        """To where one was, with nothing changed."""
        return resume(state, facts)

    def needs(self, state: RelinkingState) -> Needs:
        """The link as it is now."""
        return Needs(relink_id=state.relink_id)

    def help(self, state: RelinkingState) -> Say:
        """Explain the link."""
        return say(
            "The operator made this link because an account was lost. Confirm only if the name is yours; "
            "Back leaves everything as it is."
        )

    def upgrade(self, version: int, data: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """There is no older version."""
        return None


def lost_account_screen(facts: Facts, subject_id: int) -> Screen | None:
    """What is told at the account that was used so far."""
    contact: tuple[Words, ...] = ()
    if facts.operator_contact:
        contact = (say("The operator: {contact}", contact=facts.operator_contact),)
    return Screen(
        (
            say("Your profile and your plans are now used from another Telegram account."),
            say("Nothing of them can be opened here any more."),
            say("Was that not you? Please tell the operator of this assistant at once."),
            *contact,
        )
    )


def _stand(state: RelinkingState) -> Move:
    return Move(NAME, state.dump())


def _usable(state: RelinkingState, facts: Facts) -> Relinking | None:
    found = facts.relinking
    is_this = found is not None and found.id == state.relink_id
    return found if is_this and found is not None and found.state is InviteState.VALID else None


def _trouble(facts: Facts) -> Say:
    match facts.relinking:
        case Relinking(state=InviteState.EXPIRED):
            return say("This link has expired. Please ask the operator for a new one.")
        case Relinking(state=InviteState.USED_UP):
            return say("This link has already been used. Please ask the operator for a new one.")
        case _:
            return say("This link is not valid any more. Please ask the operator for a new one.")


def _refusal(found: Relinking, person_id: int, name: str) -> Say:
    if found.person_id == person_id:
        return say("This already is your account here. The link is not needed.")
    return say(
        "This Telegram account already belongs to {name} here, so the link was not used. Open it in the new "
        "account; or delete what is kept here with /hapusdata first, and then open the link once more.",
        name=name,
    )


def _school_lines(found: Relinking) -> list[Words]:
    lines: list[Words] = [say("School: {school}", school=name) for name in found.school_names[:_MOST_SCHOOLS]]
    rest = len(found.school_names) - _MOST_SCHOOLS
    return [*lines, say("and {count} more", count=rest)] if rest > 0 else lines
