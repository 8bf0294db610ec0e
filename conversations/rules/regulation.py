"""Reads a rule set file and says by file, key and reason what is wrong with it."""

import re
import tomllib
from collections.abc import Iterator

from pydantic import ValidationError

from conversations.rules.checks import Fault, faults
from conversations.rules.entry import Entry, Origin
from conversations.rules.rule_set import RuleSet
from conversations.rules.terms import EntryStatus

__all__ = ["RuleSet", "RuleSetError", "parse_rule_set", "translatable_texts"]

_FILE_NAME = re.compile(r"(?:.*[/\\])?(?P<stem>[^/\\]+?)(?:\.toml)?")
_REASONS = {"missing": "is missing", "extra_forbidden": "is not a known key"}


class RuleSetError(Exception):
    """A rule set file that cannot be used; one line per fault: file, key, reason."""

    def __init__(self, name: str, found: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(f"{name}: {key}: {reason}" for key, reason in found))
        self.name = name
        self.faults = found


def parse_rule_set(text: str, *, name: str) -> RuleSet:
    """Read a rule set from TOML; `name` is its file name or path, whose stem must equal its id."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleSetError(name, (("(TOML)", str(error)),)) from error
    try:
        rules = RuleSet.model_validate(data)
    except ValidationError as error:
        raise RuleSetError(name, tuple(_schema_faults(error))) from error
    found = (*_id_faults(rules, name), *faults(rules))
    if found:
        raise RuleSetError(name, found)
    return rules


def translatable_texts(rules: RuleSet) -> list[str]:
    """Return all texts in our own words, in the order of the model, each once."""
    return list(dict.fromkeys(_our_texts(rules)))


def _id_faults(rules: RuleSet, name: str) -> Iterator[Fault]:
    match = _FILE_NAME.fullmatch(name)
    if match is None or match["stem"] != rules.id:
        yield "id", f'is "{rules.id}", but the file is called {name}'


def _schema_faults(error: ValidationError) -> Iterator[Fault]:
    for fault in error.errors(include_url=False):
        yield _path(fault["loc"]), _REASONS.get(fault["type"], fault["msg"].removeprefix("Value error, "))


def _path(location: tuple[int | str, ...]) -> str:
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)
    return path.removeprefix(".")


def _our_texts(entry: Entry) -> Iterator[str]:
    ours = {Origin.OURS}
    if getattr(entry, "status", None) is EntryStatus.DESIGN:
        ours.add(Origin.BY_STATUS)
    for field_name, info in type(entry).model_fields.items():
        value = getattr(entry, field_name)
        if isinstance(value, str) and value and ours.intersection(_origins(info.metadata)):
            yield value
        elif isinstance(value, Entry):
            yield from _our_texts(value)
        elif isinstance(value, tuple):
            for part in value:
                if isinstance(part, Entry):
                    yield from _our_texts(part)


def _origins(metadata: list[object]) -> list[Origin]:
    return [mark for mark in metadata if isinstance(mark, Origin)]
