"""Figures and labels in answers: placeholders such as {min_points} that the rule set fills."""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from conversations.rules.credit import annual_credit
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import JobLevel, Predicate, Rating

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_NUMBER = re.compile(r"[0-9]{1,3}", re.ASCII)
_AND = {"id": ", dan ", "en": " and "}
# The half-years of every rule set, as a colleague names them.
_HALF_YEARS: Mapping[str, Mapping[str, str]] = {
    "id": {"1": "Januari-Juni", "2": "Juli-Desember"},
    "en": {"1": "January-June", "2": "July-December"},
}


def filled(answer: str, rules: RuleSet, language: str) -> str:
    """The answer with its figures; ValueError for a placeholder that is not known."""
    return _PLACEHOLDER.sub(lambda found: _figure(found[1], rules, language), answer)


def without_figures(answer: str) -> str:
    """The answer with a space instead of every placeholder."""
    return _PLACEHOLDER.sub(" ", answer)


def unknown_figures(answer: str, rules: RuleSet) -> Iterator[str]:
    """The placeholders, with their braces, that cannot be filled; a lone brace too."""
    for found in _PLACEHOLDER.finditer(answer):
        try:
            _figure(found[1], rules, "id")
        except ValueError:
            yield found[0]
    yield from sorted(set(re.findall(r"[{}]", without_figures(answer))))


def typed_figures(answer: str, rules: RuleSet) -> Iterator[tuple[str, str]]:
    """Figures typed plainly, with what must stand instead, such as ("32 poin", "{min_points} poin")."""
    known = {rhk.points: "{rhk_points:N}" for rhk in rules.rhks}
    known |= {rules.points.min_points: "{min_points}", rules.points.advised_max_points: "{advice_points}"}
    for found in re.finditer(r"\b(?P<number>[0-9]+)(?P<unit>[ -](?:poin|points?)\b)", answer, re.IGNORECASE):
        if placeholder := known.get(int(found["number"])):
            yield found[0], placeholder + found["unit"]
    for found in re.finditer(rf"\b{len(rules.rhks)} RHK\b", answer):
        yield found[0], "{rhk_count} RHK"


def _figure(placeholder: str, rules: RuleSet, language: str) -> str:
    name, *arguments = placeholder.split(":")
    try:
        return _FIGURES[name](rules, language, *arguments)
    except (KeyError, TypeError, ValueError):
        raise ValueError(f"{{{placeholder}}} is not a known figure") from None


def _rhk_points(rules: RuleSet, _language: str, number: str, quantity: str = "1") -> str:
    return str(rules.rhk(_number(number)).points * _number(quantity))


def _stage(rules: RuleSet, _language: str, stage: str) -> str:
    names = {str(entry.id): entry.name for entry in rules.planning_stages}
    return names[stage]


def _behaviors(rules: RuleSet, language: str) -> str:
    *first, last = (entry.aspect for entry in rules.work_behaviors)
    return f"{', '.join(first)}{_AND[language]}{last}"


def _multiplier(rules: RuleSet, language: str, predicate: str) -> str:
    return _decimal(rules.predicate(Predicate(predicate)).multiplier * 100, language) + "%"


def _coefficient(rules: RuleSet, language: str, level: str) -> str:
    return _decimal(rules.job_level(JobLevel(level)).coefficient, language)


def _credit(rules: RuleSet, language: str, level: str, predicate: str) -> str:
    return _decimal(annual_credit(rules, JobLevel(level), Predicate(predicate)), language)


def _decimal(number: Decimal, language: str) -> str:
    text = f"{number:f}"
    plain = text.rstrip("0").rstrip(".") if "." in text else text
    return plain.replace(".", ",") if language == "id" else plain


def _number(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"{text} is not a number")
    return int(text)


_FIGURES: Mapping[str, Callable[..., str]] = {
    "min_points": lambda rules, _language: str(rules.points.min_points),
    "advice_points": lambda rules, _language: str(rules.points.advised_max_points),
    "rhk_count": lambda rules, _language: str(len(rules.rhks)),
    "rhk_points": _rhk_points,
    "period_months": lambda _rules, language, half: _HALF_YEARS[language][half],
    "sub_indicator": lambda rules, _language, name: rules.sub_indicator(name).name,
    "stage": _stage,
    "behaviors": _behaviors,
    "rating": lambda rules, _language, name: rules.rating(Rating(name)).label,
    "coefficient": _coefficient,
    "multiplier": _multiplier,
    "credit": _credit,
}
