"""Somebody known asks with a school code to be let in."""

from collections.abc import Mapping
from typing import Any

from conversations.code_screens import AGAIN, NOT_A_CODE, SEND, code_screen
from conversations.events import Text
from conversations.facts import Facts, JoinRequest, Needs, School
from conversations.flow import Input, State
from conversations.join_codes import read_join_code
from conversations.names import typed_action
from conversations.navigation import BACK, HOME, LEAVE, go_home
from conversations.people_effects import RequestJoin, WithdrawRequest
from conversations.person_text import school_line
from conversations.rules.terms import Role
from conversations.screens import Button, Screen, column
from conversations.session import Move
from conversations.words import Say, Words, say

NAME = "joining_by_code"
WITHDRAWN = say("Your request was withdrawn.")
GONE = say("Your request has been decided or withdrawn meanwhile.")


class ByCodeState(State):
    """The code that was typed; `is_asking` where it is asked for although a request waits."""

    code: str = ""
    is_asking: bool = False


def enter(facts: Facts) -> Move:
    """Ask for the code, or show the request that waits."""
    return _stand(ByCodeState())


class JoiningByCodeFlow:
    """Asking a school's principal to be let in."""

    name = NAME
    code = "k"
    version = 1
    state = ByCodeState

    def handle(self, state: ByCodeState, event: Input, facts: Facts) -> Move:
        """Take a code, send a request or take it back."""
        if not isinstance(event, Text):
            return _press(state, event.action, facts)
        action = typed_action(event.text, self.show(state, facts))
        if action == BACK:
            return self.back(state, facts)
        if action == HOME:
            return go_home()
        if action is not None:
            return _press(state, action, facts)
        code = read_join_code(event.text)
        if code is None:
            return _stand(state, NOT_A_CODE)
        return _stand(state.model_copy(update={"code": code}))

    def show(self, state: ByCodeState, facts: Facts) -> Screen:
        """Draw the waiting request, or the question for a code."""
        waiting = _waiting(state, facts)
        if waiting is not None:
            return _request(waiting)
        found = facts.found_school if state.code else None
        trouble = _trouble(found, facts)
        head: tuple[Words, ...] = (say("<b>Join with a school code</b>"), "", *_what_else(found, facts))
        return code_screen(state.code, found, head, leave=LEAVE, trouble=trouble)

    def back(self, state: ByCodeState, facts: Facts) -> Move:
        """From a school to the question, from there to a request that waits, else home."""
        if state.code:
            return _stand(state.model_copy(update={"code": ""}))
        return _stand(ByCodeState()) if state.is_asking and facts.own_request else go_home()

    def needs(self, state: ByCodeState) -> Needs:
        """The school of the code as it is now."""
        return Needs(join_code=state.code or None)

    def help(self, state: ByCodeState) -> Say:
        """Explain the code."""
        return say(
            "Type the code of your school; your principal knows it. Nothing changes until the principal "
            "lets you in, and a request can be withdrawn until then."
        )

    def upgrade(self, version: int, data: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """There is no older version."""
        return None


def _stand(state: ByCodeState, word: Say | None = None) -> Move:
    return Move(NAME, state.dump(), word=word)


def _waiting(state: ByCodeState, facts: Facts) -> JoinRequest | None:
    return None if state.is_asking or state.code else facts.own_request


def _press(state: ByCodeState, action: str, facts: Facts) -> Move:
    found, waiting = facts.found_school, facts.own_request
    match action:
        case "withdraw" if waiting is not None:
            return go_home(WITHDRAWN, (WithdrawRequest(waiting.id),))
        case "withdraw":
            return go_home(GONE)
        case "other":
            return _stand(ByCodeState(is_asking=True))
        case _ if action == AGAIN:
            return _stand(state.model_copy(update={"code": ""}))
        case _ if action == SEND and found is not None and _trouble(found, facts) is None:
            word = say("Your request was sent to {school}.", school=school_line(found))
            return Move(NAME, ByCodeState().dump(), (RequestJoin(found.id),), word)
        case _:
            return _stand(state)


def _trouble(found: School | None, facts: Facts) -> Say | None:
    """Why this school cannot be asked; None where it can."""
    roles = {member.role for member in facts.memberships if found and member.school.id == found.id}
    if Role.GURU in roles:
        return say("You already belong to this school.")
    if Role.KS in roles:
        return say("You lead this school, and one cannot be guru there as well.")
    if found is not None and facts.own_request is not None and facts.own_request.school.id == found.id:
        return say("This school is asked already. Your request waits for its principal.")
    return None


def _what_else(found: School | None, facts: Facts) -> tuple[Words, ...]:
    """What a request means for who belongs to a school already, or has asked another one."""
    lines: list[Words] = []
    present = next((m.school for m in facts.memberships if m.role is Role.GURU), None)
    if present is not None and (found is None or found.id != present.id):
        lines.append(
            say(
                "You belong to {school} until the other principal lets you in. Then you move there, and a "
                "plan that is not final goes along.",
                school=school_line(present),
            )
        )
    if facts.own_request is not None:
        lines.append(
            say(
                "Your request to {school} is withdrawn when you send another one.",
                school=school_line(facts.own_request.school),
            )
        )
    return (*lines, "") if lines else ()


def _request(request: JoinRequest) -> Screen:
    lines: tuple[Words, ...] = (
        say("<b>Your request</b>"),
        school_line(request.school),
        say("Sent: {when}", when=request.asked_at),
        "",
        say("It waits for the principal. You are told as soon as there is an answer.")
        if request.school.has_ks
        else say("This school has no principal here at present. The request waits until there is one."),
    )
    buttons = (
        Button(say("Withdraw the request"), "withdraw"),
        Button(say("Another school code"), "other"),
    )
    return Screen(lines, (*column(buttons), LEAVE))
