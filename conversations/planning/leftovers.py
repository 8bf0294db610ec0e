"""What does not fit a plan any more, and how it is named."""

from functools import reduce

from conversations.facts import Facts
from conversations.planning.state import rules_for
from conversations.rules.fitting import Dropped, Part
from conversations.rules.regulation import RuleSet
from conversations.words import Say, Words, rule_text, say

_WORD_CHARS = 40


def leftovers_line(facts: Facts) -> Say | None:
    """What of the stored draft does not fit, told until the draft is written again without it."""
    found = facts.own_draft
    return None if found is None else dropped_line(found.dropped, rules_for(facts))


def dropped_line(dropped: tuple[Dropped, ...], rules: RuleSet) -> Say | None:
    """What was left out, by the names of the rules that it was chosen from; None where all fits."""
    if not dropped:
        return None
    names = [_name(each, rules) for each in dropped]
    return say("Left out, because it does not fit this plan: {items}.", items=reduce(_joined, names))


def _joined(first: Say, second: Say) -> Say:
    return say("{first}, {second}", first=first, second=second)


def _name(dropped: Dropped, rules: RuleSet) -> Say:
    match dropped.part:
        case Part.PRACTICE:
            return say("Praktik Kinerja ({name})", name=_practice(dropped.subject, rules))
        case Part.RHK:
            return say("RHK {number}", number=dropped.subject)
        case Part.DUTY:
            return say("Tugas Tambahan ({name})", name=_duty(dropped, rules))
        case Part.BEHAVIOR:
            return say("Perilaku Kerja ({name})", name=_behavior(dropped, rules))


def _practice(subject: str, rules: RuleSet) -> Words:
    return next((entry.name for entry in rules.sub_indicators if entry.id == subject), subject)


def _duty(dropped: Dropped, rules: RuleSet) -> Words:
    if dropped.text:
        return _short(dropped.text)
    found = (entry for entry in rules.additional_duties if entry.id == dropped.subject)
    return next((rule_text(entry.label) for entry in found), dropped.subject)


def _behavior(dropped: Dropped, rules: RuleSet) -> Words:
    found = (entry for entry in rules.work_behaviors if entry.id == dropped.subject)
    return next((entry.aspect for entry in found), dropped.subject)


def _short(text: str) -> str:
    return text if len(text) <= _WORD_CHARS else f"{text[: _WORD_CHARS - 1].rstrip()}…"
