"""The question for a school code, and the school that it stands for."""

from conversations.facts import School
from conversations.join_codes import shown_join_code
from conversations.navigation import BACK_BUTTON
from conversations.person_text import school_line
from conversations.screens import Button, Screen, column
from conversations.words import Say, Words, say

SEND = "code:send"
AGAIN = "code:again"
NOT_A_CODE = say(
    "A school code has 8 letters and digits, such as <i>K7QM-3FXW</i>; I, O, 0 and 1 are not among them. "
    "Please type it once more."
)
_AGAIN = Button(say("Type another code"), AGAIN)


def code_screen(
    code: str,
    found: School | None,
    head: tuple[Words, ...] = (),
    *,
    leave: tuple[Button, ...] = (BACK_BUTTON,),
    trouble: Say | None = None,
) -> Screen:
    """Ask for the code, or read back which school has it; with a trouble nothing can be sent."""
    if not code:
        return Screen((*head, *_question()), (leave,), expects_text=True)
    if found is None:
        return Screen((*head, *_unknown(code)), (leave,), expects_text=True)
    lines: list[Words] = [
        *head,
        say("School code <b>{code}</b>:", code=shown_join_code(code)),
        school_line(found),
        "",
    ]
    if trouble is not None:
        return Screen((*lines, trouble), (*column((_AGAIN,)), leave), expects_text=True)
    lines += [_what_follows(found), "", say("Another school? Then just type the right code.")]
    send = Button(say("Send the request"), SEND)
    return Screen(tuple(lines), (*column((send, _AGAIN)), leave), expects_text=True)


def _question() -> tuple[Words, ...]:
    return (
        say("Please type the code of your school. Your principal can tell it to you."),
        say("It has 8 letters and digits, such as <i>K7QM-3FXW</i>."),
    )


def _unknown(code: str) -> tuple[Words, ...]:
    return (
        say("No school has the code <b>{code}</b>.", code=shown_join_code(code)),
        say("Perhaps one letter or digit is different, or the principal has renewed the code."),
        say("Please compare it and type it once more."),
    )


def _what_follows(found: School) -> Say:
    if not found.has_ks:
        return say(
            "This school has no principal here at present. Your request waits until there is one; until then "
            "nothing changes for you."
        )
    return say(
        "The principal of this school is asked to let you in. Until the answer comes nothing changes for you."
    )
