"""What is shown, neutral to the channel."""

from collections.abc import Iterable
from dataclasses import replace

from conversations.values import value
from conversations.words import Say, Words


@value
class Button:
    """A button with an action of its flow, or with a link."""

    label: Words
    action: str = ""
    url: str = ""


Rows = tuple[tuple[Button, ...], ...]


@value
class Screen:
    """Lines of text and rows of buttons; an empty line separates paragraphs.

    With `expects_text` a typed number is a value for the flow and does not pick a button; with
    `expects_number` too no words can be that value. With `allows_text` a number picks a button and any other
    text is for the flow. With `accepts_files` a PDF or photo goes to the flow's `take_file`. A `language` of
    its own has a screen that answers somebody who wrote in it.
    """

    lines: tuple[Words, ...]
    rows: Rows = ()
    expects_text: bool = False
    expects_number: bool = False
    allows_text: bool = False
    accepts_files: bool = False
    language: str = ""

    @property
    def takes_text(self) -> bool:
        """Whether words that name no button are for the flow."""
        return self.expects_text or self.allows_text

    @property
    def actions(self) -> tuple[str, ...]:
        """All actions in reading order; typing the number n picks the n-th."""
        return tuple(button.action for row in self.rows for button in row if button.action)


def column(buttons: Iterable[Button]) -> Rows:
    """One button a row."""
    return tuple((button,) for button in buttons)


def with_word(screen: Screen, word: Say | None) -> Screen:
    """The screen with a word to the reader above it."""
    if word is None:
        return screen
    return replace(screen, lines=(word, "", *screen.lines))
