"""A screen in the reader's words, ready for a channel that shows HTML and buttons."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DrawnButton:
    """A button with a plain label and either data that comes back or a link."""

    label: str
    data: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Drawn:
    """Text as HTML with everything escaped, and rows of buttons below it."""

    html: str
    rows: tuple[tuple[DrawnButton, ...], ...]
