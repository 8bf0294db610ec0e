"""Reads a catalogue of answers and says by file and line what is wrong with it."""

import tomllib
from collections.abc import Collection, Iterable, Iterator

from pydantic import ValidationError

from conversations.answers.checks import Fault, Place, figure_faults, link_faults, way_faults
from conversations.answers.entries import Catalogue, Confidence, Entry, Lead, Readers, Source, Topic
from conversations.answers.lines import line_of
from conversations.rules.regulation import RuleSet

__all__ = [
    "Catalogue",
    "CatalogueError",
    "Confidence",
    "Entry",
    "Lead",
    "Readers",
    "Source",
    "Topic",
    "agree",
    "parse_catalogue",
]

_REASONS = {"missing": "is missing", "extra_forbidden": "is not a known key"}
_MUST_AGREE = ("topic", "audience", "confidence", "near", "leads_to")


class CatalogueError(Exception):
    """A catalogue that cannot be used; a line of text for each fault: file, line, reason."""


def parse_catalogue(text: str, name: str, rule_sets: Collection[RuleSet] = ()) -> Catalogue:
    """Read a catalogue from TOML text; `name` is its file, for the text of a CatalogueError.

    Placeholders are checked against those rule sets.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(f"{name}: {error}") from None
    try:
        catalogue = Catalogue.model_validate(data)
    except ValidationError as error:
        raise CatalogueError("\n".join(located(_shape_faults(error), text, name))) from None
    found = (*link_faults(catalogue), *way_faults(catalogue), *figure_faults(catalogue, rule_sets))
    if found:
        raise CatalogueError("\n".join(located(found, text, name)))
    return catalogue


def located(faults: Iterable[Fault], text: str, name: str) -> Iterator[str]:
    """A line for each fault, with the line of the text that it stands in."""
    for place, reason in faults:
        yield f"{name}, line {line_of(text, place)}: {_path(place)}{reason}"


def agree(indonesian: Catalogue, english: Catalogue) -> list[str]:
    """What does not agree between the languages, a line each."""
    faults = [
        *_differing(
            "topics", [topic.id for topic in indonesian.topics], [topic.id for topic in english.topics]
        ),
        *_differing(
            "entries", [entry.id for entry in indonesian.entries], [entry.id for entry in english.entries]
        ),
    ]
    for entry in indonesian.entries:
        if entry.id in english:
            other = english.entry(entry.id)
            faults += [
                f"{entry.id}: {key} differs between the languages"
                for key in _MUST_AGREE
                if getattr(entry, key) != getattr(other, key)
            ]
            if [source.url for source in entry.sources] != [source.url for source in other.sources]:
                faults.append(f"{entry.id}: the addresses of the sources differ between the languages")
    return faults


def _differing(what: str, indonesian: list[str], english: list[str]) -> Iterator[str]:
    for missing in [name for name in indonesian if name not in english]:
        yield f"{missing}: is missing in English"
    for missing in [name for name in english if name not in indonesian]:
        yield f"{missing}: is missing in Indonesian"
    if indonesian != english and sorted(indonesian) == sorted(english):
        yield f"the {what} have another order in English"


def _shape_faults(error: ValidationError) -> Iterator[Fault]:
    found = error.errors(include_url=False, include_input=False)
    for fault in found:
        place = fault["loc"]
        # A list is also called too short when all that it holds is wrong.
        if not any(other["loc"] != place and other["loc"][: len(place)] == place for other in found):
            reason = fault["msg"].removeprefix("Value error, ")
            yield place, _REASONS.get(fault["type"], reason[:1].lower() + reason[1:])


def _path(place: Place) -> str:
    keys = [part for part in place if isinstance(part, str)]
    return f"{keys[-1]}: " if keys else ""
