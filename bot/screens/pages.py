"""The book as text: one file for each language, the same for the same screens."""

import re
from collections.abc import Iterator

from bot.drawing import draw_screen
from bot.drawn import Drawn
from bot.i18n import Language
from bot.screens.book import Book, Entry, NoticeEntry, WordEntry
from conversations.words import Words

_RULE = "=" * 78
_TAG = re.compile(r'</?(?:[bi]|code)>|<a href="[^"<>]*">|</a>')
# What is drawn by lot in each run.
_BY_LOT = (
    (re.compile(r"\?start=[\w-]{20,}"), "?start=LINK"),
    (re.compile(r"\b[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}\b"), "ABCD-2345"),
)
_UNESCAPED = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def page(book: Book, language: Language) -> str:
    """All screens in one language."""
    text = "\n".join([*_head(book), *_screens(book, language), *_notices(book, language)])
    for pattern, instead in _BY_LOT:
        text = pattern.sub(instead, text)
    return f"{text}\n"


def drawn_entry(entry: Entry | WordEntry, language: Language) -> Drawn:
    """A screen as its reader sees it."""
    return draw_screen(entry.place.screen, language, entry.place.zone, entry.place.code, 1)


def visible(html: str) -> str:
    """What is read of a drawn text."""
    text = _TAG.sub("", html)
    for escaped, sign in _UNESCAPED:
        text = text.replace(escaped, sign)
    return text


def _head(book: Book) -> Iterator[str]:
    screens = sum(entry.is_telling for entry in book.entries.values())
    yield "Written by `python -m bot.screens`: every screen, with one way to it."
    yield f"{screens} screens, {len(book.words)} words above them, {len(book.notices)} messages."


def _screens(book: Book, language: Language) -> Iterator[str]:
    for flow, entries in book.telling():
        yield from ("", _RULE, flow, _RULE)
        for entry in entries:
            steps = " > ".join(_step(words, entry, language) for words in entry.path)
            yield from ("", f"--- {entry.spot or flow} | {entry.persona}: {steps}", "")
            yield from _lines(drawn_entry(entry, language))
            if entry.place.screen.expects_text:
                yield "  (text is expected)"
        words = [entry for entry in book.words.values() if entry.flow == flow]
        if words:
            yield from ("", f"--- above the screens of {flow}", "")
            yield from (f"  {language.translate(entry.word, entry.place.zone)}" for entry in words)


def _notices(book: Book, language: Language) -> Iterator[str]:
    yield from ("", _RULE, "messages that come by themselves", _RULE)
    for entry in sorted(book.notices.values(), key=_kind):
        if (drawn := entry.drawn.get(language.code)) is not None:
            yield from ("", f"--- {entry.kind}", "")
            yield from _lines(drawn)


def _kind(entry: NoticeEntry) -> str:
    return entry.kind


def _lines(drawn: Drawn) -> Iterator[str]:
    if drawn.attachment is not None:
        yield f"  ({drawn.attachment.name})"
    yield from (f"  {line}".rstrip() for line in visible(drawn.html).split("\n"))
    for row in drawn.rows:
        yield "  " + " ".join(f"[{button.label}]" for button in row)


def _step(words: Words, entry: Entry, language: Language) -> str:
    return language.translate(words, entry.place.zone)
