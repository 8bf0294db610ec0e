"""The catalogues, and how sentences, numbers, dates and instants read in a language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from html import escape
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.numbers import get_decimal_symbol, get_group_symbol

from bot.errors import CommandError
from bot.po import Translations, read_translations
from conversations.facts import Zone
from conversations.session import DEFAULT_LANGUAGE
from conversations.words import Link, Say, Words

LANGUAGES = ("id", "en")

_TAG = re.compile(r"</?(?:[bi]|code)>")
_ESCAPED_TAG = re.compile(r"&lt;(/?(?:[bi]|code))&gt;")
# Shorter numbers stay as they are, so that a year does not become 2.025.
_LEAST_GROUPED = 10_000
_TEMPLATES_KEPT = 4096


class CatalogueError(CommandError):
    """A catalogue that is missing or cannot be read; the message names the file."""


@dataclass(frozen=True, slots=True)
class _Patterns:
    date: str
    instant: str


_PATTERNS: Mapping[str, _Patterns] = {
    "id": _Patterns("d MMMM y", "EEEE, d MMMM y 'pukul' HH.mm"),
    "en": _Patterns("d MMMM y", "EEEE, d MMMM y 'at' HH:mm"),
}


class Language:
    """One catalogue: says words as plain text or as HTML."""

    def __init__(self, code: str, translations: Translations) -> None:
        self.code = code
        self._translations = translations
        self._patterns = _PATTERNS[code]
        # Most sentences are said again and again; with their counts there are more than are kept.
        self._template = lru_cache(_TEMPLATES_KEPT)(self._read)
        self._sentence = lru_cache(_TEMPLATES_KEPT)(self._read_whole)
        self._symbols = str.maketrans({",": get_group_symbol(code), ".": get_decimal_symbol(code)})

    def translate(self, words: Words, zone: Zone) -> str:
        """The words as plain text, without markup."""
        return self._compose(words, zone, False)

    def draw(self, words: Words, zone: Zone) -> str:
        """The words as HTML: the catalogue's <b>, <i> and <code> kept, everything else escaped."""
        return self._compose(words, zone, True)

    def _compose(self, words: Words, zone: Zone, html: bool) -> str:
        if isinstance(words, str):
            return escape(words, quote=False) if html else words
        count = words.count if words.plural else 0
        if not words.values:
            return self._sentence(words.key, words.plural, count, html)
        template = self._template(words.key, words.plural, count, html)
        return template.format_map({name: self._value(value, zone, html) for name, value in words.values})

    def _read(self, key: str, plural: str, count: int, html: bool) -> str:
        # The empty key is the catalogue's own header.
        if not key:
            return ""
        said = self._translations.ngettext(key, plural, count) if plural else self._translations.gettext(key)
        return _escape_except_markup(said) if html else _TAG.sub("", said)

    def _read_whole(self, key: str, plural: str, count: int, html: bool) -> str:
        return self._read(key, plural, count, html).format_map({})

    def _value(
        self, value: str | int | Decimal | date | datetime | Say | Link, zone: Zone, html: bool
    ) -> str:
        match value:
            # Most are one of these: the rarer ones are looked for after them.
            case str():
                return escape(value, quote=False) if html else value
            case int():
                return str(value) if abs(value) < _LEAST_GROUPED else f"{value:,d}".translate(self._symbols)
            case Say():
                return self._compose(value, zone, html)
            case Link(text, url):
                linked = f'<a href="{escape(url)}">{escape(text, quote=False)}</a>'
                return linked if html else f"{text} ({url})"
            case datetime():
                return self._instant(value, zone)
            case date():
                return format_date(value, self._patterns.date, locale=self.code)
            case Decimal():
                return f"{value:,f}".translate(self._symbols)

    def _instant(self, instant: datetime, zone: Zone) -> str:
        if instant.tzinfo is None:
            raise ValueError("an instant without a zone cannot be shown")
        local = instant.astimezone(ZoneInfo(zone))
        return f"{format_datetime(local, self._patterns.instant, locale=self.code)} {zone.name}"


class Languages:
    """All catalogues by code."""

    def __init__(self, languages: Mapping[str, Language]) -> None:
        self._languages = languages

    def __getitem__(self, code: str) -> Language:
        return self._languages[code]

    def read(self, words: Words, code: str, zone: Zone) -> str:
        """The words as plain text in the language of that code."""
        return self._languages[code].translate(words, zone)

    def code_for(self, tag: str | None) -> str:
        """The code of the catalogue for a tag such as `en-US`; the default where there is none."""
        primary = (tag or "").replace("_", "-").partition("-")[0].lower()
        return primary if primary in self._languages else DEFAULT_LANGUAGE

    def of(self, tag: str | None) -> Language:
        """The language for a tag such as `en-US`; the default where there is none."""
        return self._languages[self.code_for(tag)]


def load_languages(folder: Path | None = None) -> Languages:
    """All catalogues, our own read once in a process; one that is missing or broken is a CatalogueError."""
    return _languages(folder or locales_folder())


@cache
def _languages(root: Path) -> Languages:
    return Languages({code: Language(code, _read(root, code)) for code in LANGUAGES})


def locales_folder() -> Path:
    """Where the catalogues are: inside the installed package, else beside it in a checkout."""
    package = Path(__file__).resolve().parent
    for folder in (package / "locales", package.parent / "locales"):
        if folder.is_dir():
            return folder
    raise CatalogueError(f"{package / 'locales'}: no catalogues there, nor beside the package")


def catalogue_file(root: Path, code: str) -> Path:
    """The file of a language's catalogue."""
    return root / code / "LC_MESSAGES" / "messages.po"


def _read(root: Path, code: str) -> Translations:
    file = catalogue_file(root, code)
    try:
        with file.open(encoding="utf-8") as lines:
            return read_translations(lines)
    except FileNotFoundError:
        raise CatalogueError(f"{file}: this catalogue is missing") from None
    except ValueError as error:
        raise CatalogueError(f"{file}: not a catalogue: {error}") from error


def _escape_except_markup(sentence: str) -> str:
    return _ESCAPED_TAG.sub(r"<\1>", escape(sentence, quote=False))
