"""Everything that must hold for the catalogues of answers before they are committed."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.i18n import LANGUAGES
from bot.rule_sets import load_rule_sets
from conversations.answers.catalogue import Catalogue, CatalogueError, agree, located, parse_catalogue
from conversations.answers.checks import style_faults
from conversations.rules.regulation import RuleSet


def answer_faults(root: Path) -> Iterator[str]:
    """One line for each fault of a checkout's answers."""
    folder = root / "conversations" / "rules" / "regulations"
    names = sorted(file.stem for file in folder.glob("*.toml"))
    rule_sets = tuple(load_rule_sets(names, folder).values())
    catalogues: dict[str, Catalogue] = {}
    for language in LANGUAGES:
        name = f"locales/{language}/faq.toml"
        try:
            text = (root / name).read_text(encoding="utf-8")
        except OSError as error:
            yield f"{name}: {error.strerror}"
            continue
        try:
            catalogues[language] = parse_catalogue(text, name, rule_sets)
        except CatalogueError as error:
            yield from str(error).splitlines()
            continue
        yield from _styles(catalogues[language], rule_sets, text, name)
    if len(catalogues) == len(LANGUAGES):
        for fault in agree(catalogues["id"], catalogues["en"]):
            yield f"locales/*/faq.toml: {fault}"


def _styles(catalogue: Catalogue, rule_sets: Sequence[RuleSet], text: str, name: str) -> Iterator[str]:
    found = [fault for rules in rule_sets for fault in style_faults(catalogue, rules)]
    yield from located(dict.fromkeys(found), text, name)
