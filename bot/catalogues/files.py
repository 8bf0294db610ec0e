"""Writes template and catalogues so that the same texts always give the same files."""

import io
from collections.abc import Mapping
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from bot.catalogues.placeholders import has_words
from bot.catalogues.sources import is_from_code, is_from_rules
from bot.i18n import LANGUAGES, catalogue_file

# Babel's own table gives Indonesian two forms; it has one.
_PLURAL_FORMS: Mapping[str, str] = {
    "id": "nplurals=1; plural=0;",
    "en": "nplurals=2; plural=(n != 1);",
}
_LINE_WIDTH = 110


def template_file(locales: Path) -> Path:
    """The file of the template."""
    return locales / "messages.pot"


def render_template(template: Catalog) -> str:
    """The text of the template file."""
    return _header({}) + _body(template)


def render_catalogue(catalogue: Catalog, language: str) -> str:
    """The text of a language's catalogue file."""
    return _language_header(language) + _body(catalogue)


def read_catalogue(locales: Path, language: str) -> Catalog:
    """The stored catalogue of a language; an empty one where there is none yet."""
    file = catalogue_file(locales, language)
    if not file.exists():
        return _empty(language)
    with file.open("rb") as source:
        return read_po(source, abort_invalid=True)


def merge(template: Catalog, stored: Catalog, language: str) -> Catalog:
    """The stored translations for today's texts; what needs no translator is filled in."""
    merged = _empty(language)
    for text in template:
        if text.id:
            plurals = merged.num_plurals
            strings = _kept(text, stored, plurals) or _own_words(text, language, plurals)
            merged.add(text.id, strings if text.pluralizable else strings[0], text.locations)
    return merged


def update(template: Catalog, locales: Path) -> None:
    """Write the template and bring all catalogues up to it."""
    _write(template_file(locales), render_template(template))
    for language in LANGUAGES:
        merged = merge(template, read_catalogue(locales, language), language)
        _write(catalogue_file(locales, language), render_catalogue(merged, language))


def forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """The forms of a key or a translation: one, or one for each plural."""
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def _kept(text: Message, stored: Catalog, plurals: int) -> tuple[str, ...]:
    known = stored.get(text.id)
    if known is None or known.id != text.id or known.fuzzy:
        return ()
    strings = forms(known.string)
    is_complete = all(strings) and len(strings) == (plurals if text.pluralizable else 1)
    return strings if is_complete else ()


def _own_words(text: Message, language: str, plurals: int) -> tuple[str, ...]:
    keys = forms(text.id)[:plurals]
    is_own = is_from_code(text.locations) if language == "en" else is_from_rules(text.locations)
    return keys if is_own or not any(has_words(key) for key in keys) else ("",) * len(keys)


def _empty(language: str) -> Catalog:
    return read_po(io.BytesIO(_language_header(language).encode()))


def _language_header(language: str) -> str:
    return _header({"Language": language, "Plural-Forms": _PLURAL_FORMS[language]})


def _header(more: Mapping[str, str]) -> str:
    # No dates and versions: they would change the file where no text has changed.
    fields = {
        **more,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    lines = "".join(f'"{name}: {value}\\n"\n' for name, value in fields.items())
    return f'# Written by `python -m bot.catalogues update`.\nmsgid ""\nmsgstr ""\n{lines}\n'


def _body(catalogue: Catalog) -> str:
    written = io.BytesIO()
    write_po(written, catalogue, width=_LINE_WIDTH, omit_header=True, sort_output=True, include_lineno=False)
    return written.getvalue().decode().rstrip("\n") + "\n"


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
