"""Everything that must hold for the catalogues before they are committed."""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import PoFileError

from bot.catalogues import files
from bot.catalogues.calls import call_faults, label_texts
from bot.catalogues.files import forms
from bot.catalogues.placeholders import markup_fault, placeholders, tags
from bot.catalogues.sources import extract, rule_labels
from bot.i18n import LANGUAGES, catalogue_file

LABEL_CHARS = 28


def catalogue_faults(root: Path) -> Iterator[str]:
    """One line for each fault of a checkout's texts and catalogues."""
    yield from call_faults(root)
    template = extract(root)
    locales = root / "locales"
    yield from _stale(files.template_file(locales), files.render_template(template))
    labels = label_texts(root) | rule_labels(root)
    for language in LANGUAGES:
        file = catalogue_file(locales, language)
        try:
            catalogue = files.merge(template, files.read_catalogue(locales, language), language)
        except PoFileError as error:
            yield f"{file.relative_to(root)}: {error}"
            continue
        yield from _stale(file, files.render_catalogue(catalogue, language))
        for message in catalogue:
            if message.id:
                for fault in message_faults(message, labels):
                    yield f"{language}: {_key(message)!r}: {fault}"


def message_faults(message: Message, labels: set[str]) -> Iterator[str]:
    """What is wrong with one translation."""
    keys, strings = forms(message.id), forms(message.string)
    if not all(strings):
        yield "is not translated"
        return
    try:
        yield from _placeholder_faults(keys, strings)
    except ValueError as error:
        yield f"braces: {error}"
    for string in strings:
        if fault := markup_fault(string):
            yield f"markup: {fault}"
        if tags(string) != tags(keys[-1]):
            yield "markup differs from the key's"
        if keys[0] in labels:
            yield from _label_faults(string)


def _placeholder_faults(keys: tuple[str, ...], strings: tuple[str, ...]) -> Iterator[str]:
    wanted = set().union(*(placeholders(key) for key in keys))
    # A singular may spell its number out.
    optional = {"count"} if len(keys) > 1 else set()
    for string in strings:
        found = placeholders(string)
        if found | optional != wanted | optional:
            yield f"has the placeholders {sorted(found)} instead of {sorted(wanted)}"


def _label_faults(label: str) -> Iterator[str]:
    if tags(label) or "\n" in label:
        yield "a label is one line without markup"
    if len(label) > LABEL_CHARS:
        yield f"a label has at most {LABEL_CHARS} characters, not {len(label)}"


def _stale(file: Path, wanted: str) -> Iterator[str]:
    if not file.exists():
        yield f"{file} is missing: run python -m bot.catalogues update"
    elif file.read_text(encoding="utf-8") != wanted:
        yield f"{file} is not up to date: run python -m bot.catalogues update"


def _key(message: Message) -> str:
    return forms(message.id)[0]
