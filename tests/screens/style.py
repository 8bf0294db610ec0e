"""How the product talks, as rules that every screen, word and notice must keep, in every language."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.drawn import Drawn, DrawnButton
from bot.i18n import LANGUAGES, Languages
from bot.screens.book import Book, Entry
from bot.screens.pages import drawn_entry, visible
from bot.telegram.render import visible_length
from conversations.navigation import BACK, HOME
from conversations.screens import Button, Screen
from conversations.words import Say, Words

LABEL_CHARS = 28
# Labels that end with a value; a narrow phone cuts that end, and what it says is on the screen, too.
LONGER_CHARS = 36
LONGER = {
    "{label} · {points} points": "the screen of the RHK says its points",
    "{name} · {points} points": "the list above the buttons says the points",
    "✎ {name} · {points} points": "the list above the buttons says the points",
    "{label} {filled}/{needed}": "the overview names it in full, with the same numbers",
    "Next: {name}": "the plan that opens begins with the name",
}
MARKS = ("✓ ", "✎ ")
ROW_CHARS = 36
ROWS = 8
# Eight sub-indikator, and the copy of the last plan.
MORE_ROWS = {"planning/practice": 9}
TEXT_CHARS = 4096
# Signs of buttons and lists, which are not emoji.
SIGNS = frozenset("✓✎◀▶−+×·•→≥≤…–—“”’°")
_MARKER = re.compile("[\u2139\u231a-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")
_DECIMAL_POINT = re.compile(r"(?<![\w.])(?![012]\d\.00)\d+\.\d{1,2}(?![\w.])(?! (WIB|WITA|WIT))")
_TAG = re.compile(r'</?(?:[bi]|code)>|<a href="[^"<>]*">|</a>')
_ENTITY = re.compile(r"&(?:lt|gt|amp);")
_SLANG = re.compile(
    r"\b(nggak|gak|ga|udah|gimana|kayak|banget|dong|sih|deh|yuk|kamu|lu|gue|oke|sip|hai|guys|gonna|wanna|hey)\b",
    re.IGNORECASE,
)
# Where nobody has a home yet, or where it is.
HOMES = frozenset({("home", ""), ("operating", "menu")})
HOMELESS = frozenset({"onboarding"})


NOTHING = Screen(())


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing that is shown, in one language, with the way to it."""

    name: str
    language: str
    drawn: Drawn
    screen: Screen = NOTHING

    @property
    def text(self) -> str:
        return visible(self.drawn.html)

    def fault(self, what: str) -> str:
        return f"{self.language} | {self.name}: {what}"


def everything(book: Book, languages: Languages) -> Iterator[Shown]:
    """Every screen, word and notice in every language."""
    for code in LANGUAGES:
        for entry in book.entries.values():
            drawn = drawn_entry(entry, languages[code])
            yield Shown(f"{entry.flow}/{entry.spot} ({entry.way})", code, drawn, entry.place.screen)
        for word in book.words.values():
            html = languages[code].draw(word.word, word.place.zone)
            yield Shown(f"word in {word.flow}", code, Drawn(html, ()))
        for notice in book.notices.values():
            if code in notice.drawn:
                yield Shown(f"notice {notice.kind}", code, notice.drawn[code])


def label_faults(shown: Shown) -> Iterator[str]:
    """Labels that do not fit a phone."""
    longer = {index for index, row in enumerate(shown.screen.rows) if _is_longer(row)}
    for index, row in enumerate(shown.drawn.rows):
        most = LONGER_CHARS if index in longer else LABEL_CHARS
        if len(row) == 1 and len(_without_mark(row[0].label)) > most:
            yield shown.fault(f"a label of {len(row[0].label)} characters: {row[0].label}")
        if len(row) > 1 and sum(len(button.label) for button in row) > ROW_CHARS:
            yield shown.fault(f"a row that is too wide: {' | '.join(button.label for button in row)}")
        for button in row:
            if not button.label.strip() or "\n" in button.label or _TAG.search(button.label):
                yield shown.fault(f"not a label: {button.label!r}")


def row_faults(shown: Shown) -> Iterator[str]:
    """More rows than can be looked over, beside those to leave, to go on or to turn pages."""
    rows = [row for row in shown.drawn.rows if not is_navigation(row)]
    most = next((most for place, most in MORE_ROWS.items() if shown.name.startswith(place + " ")), ROWS)
    if len(rows) > most:
        yield shown.fault(f"{len(rows)} rows of buttons")


def text_faults(shown: Shown) -> Iterator[str]:
    """Texts that do not fit, shout, or carry more than one marker."""
    text = shown.text
    if not text.strip():
        yield shown.fault("no text")
    if visible_length(shown.drawn.html) > TEXT_CHARS:
        yield shown.fault(f"{visible_length(shown.drawn.html)} characters")
    if "!!" in text or text.count("!") > 1:
        yield shown.fault("exclamation marks")
    markers = [sign for sign in _MARKER.findall(text) if sign not in SIGNS]
    if len(markers) > 1:
        yield shown.fault(f"markers: {' '.join(markers)}")
    if found := _SLANG.search(text):
        yield shown.fault(f"slang: {found[0]}")
    if shown.language == "id" and (found := _DECIMAL_POINT.search(text)):
        yield shown.fault(f"a decimal point: {found[0]}")


def markup_faults(shown: Shown) -> Iterator[str]:
    """What could be read as markup though it is somebody's text."""
    bare = _ENTITY.sub("", _TAG.sub("", shown.drawn.html))
    if "<" in bare or "&" in bare:
        yield shown.fault("something is not escaped")


def way_out_faults(entry: Entry) -> Iterator[str]:
    """A screen that one cannot leave by a button."""
    actions = set(entry.place.screen.actions)
    if not actions:
        yield f"{entry.way}: no button"
    elif (
        (entry.flow, entry.spot) not in HOMES
        and entry.flow not in HOMELESS
        and not actions & {BACK, HOME, "continue"}
    ):
        yield f"{entry.way}: neither back nor home"


def is_navigation(row: Iterable[DrawnButton]) -> bool:
    """Whether a row only leads away from the screen or to another page of it."""
    actions = [(button.data or "").split(":", 2)[-1] for button in row]
    return all(action in (BACK, HOME, "next") or action.startswith("page:") for action in actions)


def _is_longer(row: tuple[Button, ...]) -> bool:
    return len(row) == 1 and isinstance(row[0].label, Say) and row[0].label.key in LONGER


def _without_mark(label: str) -> str:
    return next((label.removeprefix(mark) for mark in MARKS if label.startswith(mark)), label)


def keys_in(words: Words) -> Iterator[str]:
    """The catalogue keys of a sentence and of those within it."""
    if isinstance(words, Say):
        yield words.key
        for _, value in words.values:
            if isinstance(value, Say):
                yield from keys_in(value)
