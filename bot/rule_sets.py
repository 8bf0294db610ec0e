"""Finds and reads the rule set files that come with the product."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import conversations.rules
from conversations.rules.regulation import RuleSet, RuleSetError, parse_rule_set

__all__ = ["RuleSetError", "UnknownRuleSetError", "load_rule_sets", "rule_set_folder"]


class UnknownRuleSetError(Exception):
    """A rule set that no file holds; the message says which there are."""


def rule_set_folder() -> Path:
    """Where the rule set files are, in a checkout and in an installed package alike."""
    return Path(next(iter(conversations.rules.__path__))) / "regulations"


def load_rule_sets(names: Iterable[str], folder: Path | None = None) -> Mapping[str, RuleSet]:
    """The rule sets of those names; a RuleSetError or UnknownRuleSetError says what is wrong."""
    files = {file.stem: file for file in sorted((folder or rule_set_folder()).glob("*.toml"))}
    names = tuple(names)
    unknown = [name for name in names if name not in files]
    if unknown:
        raise UnknownRuleSetError(f"no rule set {', '.join(unknown)}; there are {', '.join(files)}")
    return {
        name: parse_rule_set(files[name].read_text(encoding="utf-8"), name=files[name].name) for name in names
    }
