"""Collects every text that is shown: sentences of the code and our words of the rule sets."""

import tomllib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_keywords

from conversations.rules.entry import LABEL_CHARS, Entry, Origin
from conversations.rules.regulation import parse_rule_set, translatable_texts

FOLDERS = ("bot", "conversations")
_RULE_SETS = "rules/regulations/*.toml"


def extract_rule_set(
    file: IO[bytes], keywords: Collection[str], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[tuple[int, None, str, list[str]]]:
    """Babel's extraction method for a rule set file: our own texts, not the official ones."""
    rules = parse_rule_set(file.read().decode("utf-8"), name=Path(file.name).name)
    for text in translatable_texts(rules):
        yield 0, None, text, []


def extract(root: Path) -> Catalog:
    """A template of all texts under a checkout, by the mapping in its pyproject.toml."""
    config = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    mappings = config["tool"]["babel"]["mappings"]
    method_map = [(entry["pattern"], entry["method"]) for entry in mappings]
    options_map = {
        entry["pattern"]: {"keywords": parse_keywords(entry.get("keywords", []))} for entry in mappings
    }
    template = Catalog(charset="utf-8")
    for folder in FOLDERS:
        found = extract_from_dir(root / folder, method_map, options_map, keywords={})
        for file, line, text, comments, context in found:
            template.add(
                text, locations=[(f"{folder}/{file}", line)], auto_comments=comments, context=context
            )
    return template


def is_from_rules(locations: Collection[tuple[str, int]]) -> bool:
    """Whether a text stands in a rule set, where its key is Indonesian."""
    return any(file.endswith(".toml") for file, _ in locations)


def is_from_code(locations: Collection[tuple[str, int]]) -> bool:
    """Whether a text stands in code, where its key is English or an official term."""
    return any(file.endswith(".py") for file, _ in locations)


def rule_labels(root: Path) -> set[str]:
    """Our words in the rule sets that are written as labels of buttons."""
    files = (root / "conversations").glob(_RULE_SETS)
    sets = (parse_rule_set(file.read_text(encoding="utf-8"), name=file.name) for file in files)
    return {label for rules in sets for label in _labels(rules)}


def _labels(entry: Entry) -> Iterator[str]:
    for name, info in type(entry).model_fields.items():
        value = getattr(entry, name)
        if isinstance(value, str) and Origin.OURS in info.metadata and _is_label(info.metadata):
            yield value
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Entry):
                yield from _labels(part)


def _is_label(metadata: list[Any]) -> bool:
    return any(getattr(mark, "max_length", None) == LABEL_CHARS for mark in metadata)
