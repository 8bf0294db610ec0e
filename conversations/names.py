"""Names as people type them: of a person as on the SK, and of a school."""

import unicodedata

from conversations.navigation import BACK_BUTTON
from conversations.numbers import parse_number
from conversations.screens import Button, Screen, column
from conversations.texts import clean_text
from conversations.words import Say, Words, say

MIN_NAME, MAX_NAME = 2, 80
MIN_SCHOOL_NAME, MAX_SCHOOL_NAME = 3, 120
NAME_YES = "name:yes"
NAME_AGAIN = "name:again"

_NO_DIGITS = say(
    "A name has no digits. NIP, NIK and phone numbers are never asked here. "
    "Please type only your name, such as <i>Ani Lestari, S.Pd.</i>"
)
_NO_LETTERS = say("That does not read like a name. Please type it with letters, as on your SK.")
_SCHOOL_NO_LETTERS = say("A school name has letters, such as <i>SDN Contoh 1</i>. Please type it once more.")
_SIGNS = frozenset(" .,'-")
_TYPED_OTHERWISE = str.maketrans({**dict.fromkeys("’‘ʼ`´′", "'"), **dict.fromkeys("‐‑‒–—", "-")})
_YES = frozenset({"ya", "iya", "benar", "betul", "ok", "oke", "yes", "correct"})


def read_name(text: str) -> str | Say:
    """The tidied name of a person, or a sentence that says what is wrong with it."""
    name = _tidy(text)
    if any(_is(sign, "N") for sign in name):
        return _NO_DIGITS
    for sign in name:
        if sign not in _SIGNS and not _is(sign, "L", "M"):
            return say("{sign} does not belong in a name. Letters, spaces and . , ' - are fine.", sign=sign)
    if len(name) > MAX_NAME:
        return say("That is too long for a name: at most {most} characters, please.", most=MAX_NAME)
    if len(name) < MIN_NAME or _letters(name) < MIN_NAME:
        return _NO_LETTERS
    return name


def read_school_name(text: str) -> str | Say:
    """The tidied name of a school, or a sentence that says what is wrong with it."""
    name = _tidy(text)
    for sign in name:
        if sign != " " and not _is(sign, "L", "M", "N", "P"):
            return say("{sign} does not belong in a school name. Please type it without.", sign=sign)
    if len(name) > MAX_SCHOOL_NAME:
        return say("That is too long: at most {most} characters, please.", most=MAX_SCHOOL_NAME)
    if len(name) < MIN_SCHOOL_NAME or not _letters(name):
        return _SCHOOL_NO_LETTERS
    return name


def name_screen(name: str, is_typing: bool, head: tuple[Words, ...]) -> Screen:
    """Ask for the name, or read back what was typed."""
    if is_typing or not name:
        lines: tuple[Words, ...] = (
            say("Please type your name as on your SK, titles included."),
            say("Example: <i>Ani Lestari, S.Pd.</i>"),
        )
        now = (say("So far: <b>{name}</b>", name=name),) if name else ()
        return Screen((*head, *lines, *now), ((BACK_BUTTON,),), expects_text=True)
    return Screen(
        (
            *head,
            say("Your name: <b>{name}</b>", name=name),
            say("Is this right? If not, just type it again."),
        ),
        column((Button(say("Correct"), NAME_YES), Button(say("Write again"), NAME_AGAIN), BACK_BUTTON)),
        expects_text=True,
    )


def typed_action(text: str, screen: Screen) -> str | None:
    """The action that was typed where a name is expected: a name has no digits, so a number picks."""
    number = parse_number(text)
    if number is not None and 1 <= number <= len(screen.actions):
        return screen.actions[number - 1]
    if NAME_YES in screen.actions and text.strip(" .!").casefold() in _YES:
        return NAME_YES
    return None


def _tidy(text: str) -> str:
    """Clean text with plain apostrophes and hyphens, without the marks that follow an emoji."""
    visible = "".join(sign for sign in clean_text(text) if not "\ufe00" <= sign <= "\ufe0f")
    return visible.translate(_TYPED_OTHERWISE).strip()


def _is(sign: str, *classes: str) -> bool:
    return unicodedata.category(sign)[0] in classes


def _letters(name: str) -> int:
    return sum(_is(sign, "L") for sign in name)
