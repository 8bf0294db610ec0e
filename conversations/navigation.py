"""Actions and buttons that every screen shares."""

from conversations.effects import Effect
from conversations.screens import Button
from conversations.session import Move
from conversations.words import Say, say

HOME = ".home"
BACK = ".back"
HELP = ".help"

HOME_BUTTON = Button(say("Home"), HOME)
BACK_BUTTON = Button(say("Back"), BACK)
HELP_BUTTON = Button(say("Help"), HELP)

_VERSION = ":v"

LEAVE = (BACK_BUTTON, HOME_BUTTON)


def versioned(action: str, version: int) -> str:
    """An action on something as it is now: whoever saw an earlier version is shown the present one."""
    return f"{action}{_VERSION}{version}"


def parted(action: str) -> tuple[str, str]:
    """An action and the version that it is about, which is empty where it names none."""
    head, _, version = action.rpartition(_VERSION)
    return (head, version) if head and version.isdecimal() else (action, "")


def page_buttons(page: int, pages: int) -> tuple[Button, ...]:
    """Buttons to the neighboring pages with the position; nothing for a single page."""
    if pages <= 1:
        return ()
    previous = (Button(say("◀ {page}/{pages}", page=page, pages=pages), f"page:{page - 1}"),)
    following = (Button(say("{page}/{pages} ▶", page=page + 2, pages=pages), f"page:{page + 1}"),)
    return (previous if page > 0 else ()) + (following if page < pages - 1 else ())


def go_home(word: Say | None = None, effects: tuple[Effect, ...] = ()) -> Move:
    """Go home, with a word about what was done."""
    return Move("home", {}, effects, word)
