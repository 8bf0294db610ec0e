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

LEAVE = (BACK_BUTTON, HOME_BUTTON)


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
