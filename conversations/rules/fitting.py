"""Making what was entered elsewhere fit: another role, another school level, other rules."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from conversations.rules.plan import PlanContent, problems
from conversations.rules.rule_set import RuleSet
from conversations.rules.terms import Role, SchoolLevel
from conversations.values import value

T = TypeVar("T")


class Part(StrEnum):
    """A part of a plan."""

    PRACTICE = "practice"
    RHK = "rhk"
    DUTY = "duty"
    BEHAVIOR = "behavior"


@value
class Dropped:
    """One thing that does not fit; `subject` is its number or id, `text` the person's own words."""

    part: Part
    subject: str
    text: str = ""


@value
class Fitted:
    """What is left of a content, which has no problems, and what was dropped of it."""

    content: PlanContent
    dropped: tuple[Dropped, ...] = ()


# A turn asks several times for the same plan, and the next one often for the same again.
@lru_cache(maxsize=1024)
def fit(rules: RuleSet, role: Role, level: SchoolLevel, content: PlanContent) -> Fitted:
    """Keep what a plan of that role, level and rule set may hold; what fits is left exactly as it is."""

    def fits(kept: PlanContent) -> bool:
        return not problems(rules, role, level, kept)

    if fits(content):
        return Fitted(content)
    practice = content.practice
    fitted = PlanContent()
    dropped: list[Dropped] = []
    if practice is not None and fits(PlanContent(practice)):
        fitted = replace(fitted, practice=practice)
    elif practice is not None:
        dropped.append(Dropped(Part.PRACTICE, practice))
    rhk, gone_rhk = _split(content.rhk, lambda kept: fits(PlanContent(rhk=kept)))
    duties, gone_duties = _split(content.duties, lambda kept: fits(PlanContent(duties=kept)))
    behaviors, gone_behaviors = _split(content.behaviors, lambda kept: fits(PlanContent(behaviors=kept)))
    dropped += [Dropped(Part.RHK, str(item.number)) for item in gone_rhk]
    dropped += [Dropped(Part.DUTY, duty.duty_id, duty.text) for duty in gone_duties]
    dropped += [Dropped(Part.BEHAVIOR, choice.aspect_id, choice.text) for choice in gone_behaviors]
    return Fitted(replace(fitted, rhk=rhk, duties=duties, behaviors=behaviors), tuple(dropped))


def _split(entries: Iterable[T], fits: Callable[[tuple[T, ...]], bool]) -> tuple[tuple[T, ...], list[T]]:
    """The entries that fit together, each tried after those before it, and the others."""
    kept: tuple[T, ...] = ()
    gone: list[T] = []
    for entry in entries:
        if fits((*kept, entry)):
            kept = (*kept, entry)
        else:
            gone.append(entry)
    return kept, gone
