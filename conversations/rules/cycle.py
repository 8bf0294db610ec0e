"""Half-year periods, the stage calendar in them, and which rule set a period uses (regulation.md 5, 8)."""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from conversations.rules.assessment_models import Stage
from conversations.rules.rule_set import RuleSet
from conversations.rules.terms import StageId
from conversations.values import value

ANY_PERIOD = "*"
_KEY = re.compile(r"([1-9][0-9]{3})-S([12])", re.ASCII)
_RULE_SET_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*", re.ASCII)


@value(order=True)
class Period:
    """A half-year: half 1 is Januari-Juni, half 2 is Juli-Desember."""

    year: int
    half: int

    def __post_init__(self) -> None:
        if self.half not in (1, 2):
            raise ValueError(f"half must be 1 or 2, not {self.half}")
        if not 1000 <= self.year <= 9999:
            raise ValueError(f"year must have four digits, not {self.year}")

    @classmethod
    def of(cls, day: date) -> "Period":
        """Return the period a day lies in."""
        return cls(day.year, 1 if day.month <= 6 else 2)

    @classmethod
    def parse(cls, key: str) -> "Period":
        """Return the period with that key; ValueError unless it reads like 2026-S2."""
        match = _KEY.fullmatch(key)
        if match is None:
            raise ValueError(f'"{key}" is not a period such as 2026-S2')
        return cls(int(match[1]), int(match[2]))

    @property
    def key(self) -> str:
        """Its stored name, such as 2026-S2."""
        return f"{self.year}-S{self.half}"

    @property
    def start(self) -> date:
        """Its first day."""
        return date(self.year, 1 if self.half == 1 else 7, 1)

    @property
    def end(self) -> date:
        """Its last day."""
        return date(self.year, 6, 30) if self.half == 1 else date(self.year, 12, 31)

    def next(self) -> "Period":
        """Return the period that follows."""
        return Period(self.year, 2) if self.half == 1 else Period(self.year + 1, 1)

    def previous(self) -> "Period":
        """Return the period before."""
        return Period(self.year, 1) if self.half == 2 else Period(self.year - 1, 2)


def stage_window(rules: RuleSet, period: Period, stage: StageId) -> tuple[date, date]:
    """Return the first and the last day of the months recommended for a stage."""
    months = rules.stage(stage).months(period.half)
    last = months[-1]
    return date(period.year, months[0], 1), date(period.year, last, monthrange(period.year, last)[1])


def current_stages(rules: RuleSet, period: Period, day: date) -> tuple[Stage, ...]:
    """Return the stages of a period whose months hold that day, in cycle order; none outside the period."""
    return tuple(stage for stage in rules.stages if _holds(stage_window(rules, period, stage.id), day))


def stage_on(rules: RuleSet, period: Period, day: date) -> Stage | None:
    """Return the first stage of that day, such as B in March (B and C), or None outside the period."""
    return next(iter(current_stages(rules, period, day)), None)


def is_late(rules: RuleSet, period: Period, stage: StageId, day: date) -> bool:
    """Whether the recommended months of a stage are over; lateness warns, it never blocks."""
    return day > stage_window(rules, period, stage)[1]


def is_era_notice_due(rules: RuleSet, period: Period) -> bool:
    """Whether the period comes after those that the rule set was written for."""
    return period.start > rules.validity.last_day


@dataclass(frozen=True)
class RuleSetMap:
    """Which rule set each period uses."""

    default: str
    by_period: Mapping[Period, str] = field(default_factory=dict)

    def name_for(self, period: Period) -> str:
        """Return the name of the rule set of a period."""
        return self.by_period.get(period, self.default)

    @property
    def names(self) -> tuple[str, ...]:
        """Every rule set named, the default first, each once."""
        return tuple(dict.fromkeys((self.default, *self.by_period.values())))


@dataclass(frozen=True)
class FinalDates:
    """Until when a plan may be submitted, where that is not the last day of the period."""

    by_period: Mapping[Period, date] = field(default_factory=dict)

    def final_date(self, period: Period) -> date:
        """Return the last day on which a plan of that period may be submitted."""
        return self.by_period.get(period, period.end)


@dataclass(frozen=True)
class RuleCalendar:
    """What the operator set per period: the rule set and the final date of submission."""

    rule_sets: RuleSetMap
    final_dates: FinalDates = field(default_factory=FinalDates)

    def name_for(self, period: Period) -> str:
        """Return the name of the rule set of a period."""
        return self.rule_sets.name_for(period)

    def final_date(self, period: Period) -> date:
        """Return the last day on which a plan of that period may be submitted."""
        return self.final_dates.final_date(period)


def parse_rule_set_map(text: str) -> RuleSetMap:
    """Read `*=pmm_2024,2025-S1=other`; ValueError names the pair that is wrong."""
    names = _pairs(text)
    for key, name in names.items():
        if _RULE_SET_NAME.fullmatch(name) is None:
            raise ValueError(f'"{key}={name}": "{name}" is not the name of a rule set')
    if ANY_PERIOD not in names:
        raise ValueError(f'no rule set for all other periods, such as "{ANY_PERIOD}=pmm_2024"')
    default = names.pop(ANY_PERIOD)
    return RuleSetMap(default, {Period.parse(key): name for key, name in names.items()})


def parse_final_dates(text: str) -> FinalDates:
    """Read `2026-S2=2026-12-15`; empty text sets none; ValueError names the pair that is wrong."""
    if not text.strip():
        return FinalDates()
    return FinalDates({Period.parse(key): _final_date(key, value) for key, value in _pairs(text).items()})


def _final_date(key: str, value: str) -> date:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise ValueError(f'"{key}={value}": "{value}" is not a date such as 2026-12-15') from None
    if day < Period.parse(key).start:
        raise ValueError(f'"{key}={value}": the date is before the period begins')
    return day


def _pairs(text: str) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for part in text.split(","):
        key, equals, value = (piece.strip() for piece in part.partition("="))
        if not equals or not key or not value:
            raise ValueError(f'"{part.strip()}" is not a pair such as 2026-S2=value')
        if key in pairs:
            raise ValueError(f'"{key}" is set twice')
        pairs[key] = value
    return pairs


def _holds(window: tuple[date, date], day: date) -> bool:
    return window[0] <= day <= window[1]
