"""Finds and reads the rule set files that come with the product."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import conversations.rules
from bot.errors import CommandError
from conversations.rules.regulation import RuleSet, RuleSetError, parse_rule_set


class RuleSetsError(CommandError):
    """A rule set that no file holds, or whose file is wrong."""


def rule_set_folder() -> Path:
    """Where the rule set files are, in a checkout and in an installed package alike."""
    return Path(conversations.rules.__path__[0]) / "regulations"


def load_rule_sets(names: Iterable[str], folder: Path | None = None) -> Mapping[str, RuleSet]:
    """The rule sets of those names; a RuleSetsError says what is wrong."""
    files = {file.stem: file for file in sorted((folder or rule_set_folder()).glob("*.toml"))}
    return {name: _load(name, files) for name in names}


def _load(name: str, files: Mapping[str, Path]) -> RuleSet:
    if name not in files:
        raise RuleSetsError(f"there is no rule set {name}, only {', '.join(files)}")
    try:
        return parse_rule_set(files[name].read_text(encoding="utf-8"), name=files[name].name)
    except RuleSetError as error:
        raise RuleSetsError(str(error)) from error
