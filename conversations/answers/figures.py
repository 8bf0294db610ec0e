"""Figures in answers: written as placeholders such as {min_points}, filled from the rule set."""

import re
from collections.abc import Callable, Iterator, Mapping

from conversations.rules.regulation import RuleSet

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_NUMBER = re.compile(r"[0-9]{1,3}", re.ASCII)
_MONTHS: Mapping[str, tuple[str, ...]] = {
    "id": tuple(
        "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
    ),
    "en": tuple(
        "January February March April May June July August September October November December".split()
    ),
}
_SEMESTER_MONTHS = {1: (1, 6), 2: (7, 12)}


def filled(answer: str, rules: RuleSet, language: str) -> str:
    """The answer with its figures; ValueError for a placeholder that is not known."""
    return _PLACEHOLDER.sub(lambda found: _figure(found[1], rules, language), answer)


def unknown_figures(answer: str, rules: RuleSet) -> Iterator[str]:
    """The placeholders, with their braces, that cannot be filled; a lone brace too."""
    for found in _PLACEHOLDER.finditer(answer):
        try:
            _figure(found[1], rules, "id")
        except ValueError:
            yield found[0]
    yield from sorted(set(re.findall(r"[{}]", _PLACEHOLDER.sub("", answer))))


def typed_figures(answer: str, rules: RuleSet) -> Iterator[tuple[str, str]]:
    """Figures typed plainly, with what must stand instead, such as ("32 poin", "{min_points} poin")."""
    known = {rules.points.min_points: "{min_points}", rules.points.advised_max_points: "{advice_points}"}
    for number, placeholder in known.items():
        for found in re.finditer(rf"\b{number}\b(?P<unit>[ -]*(?:poin|points?)\b)", answer, re.IGNORECASE):
            yield found[0], placeholder + found["unit"]


def _figure(placeholder: str, rules: RuleSet, language: str) -> str:
    name, _, argument = placeholder.partition(":")
    make = _FIGURES.get(name)
    if make is None or bool(argument) is (name in _PLAIN):
        raise ValueError(f"{{{placeholder}}} is not a known figure")
    return make(argument, rules, language)


def _rhk_points(argument: str, rules: RuleSet, _language: str) -> str:
    number = _number(argument)
    try:
        return str(rules.rhk(number).points)
    except KeyError:
        raise ValueError(f"there is no RHK {number}") from None


def _period_months(argument: str, _rules: RuleSet, language: str) -> str:
    months = _SEMESTER_MONTHS.get(_number(argument))
    if months is None:
        raise ValueError(f"there is no half-year {argument}")
    first, last = (_MONTHS[language][month - 1] for month in months)
    return f"{first}-{last}"


def _number(argument: str) -> int:
    if not _NUMBER.fullmatch(argument):
        raise ValueError(f"{argument} is not a number")
    return int(argument)


_PLAIN = frozenset({"min_points", "advice_points"})
_FIGURES: Mapping[str, Callable[[str, RuleSet, str], str]] = {
    "min_points": lambda _argument, rules, _language: str(rules.points.min_points),
    "advice_points": lambda _argument, rules, _language: str(rules.points.advised_max_points),
    "rhk_points": _rhk_points,
    "period_months": _period_months,
}
