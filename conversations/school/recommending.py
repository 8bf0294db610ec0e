"""What the school's Rapor Pendidikan recommends to its teachers."""

from conversations.events import Press
from conversations.facts import Facts, SchoolOverview
from conversations.flow import Input
from conversations.navigation import LEAVE
from conversations.rules.models import SubIndicator
from conversations.rules.terms import Role
from conversations.school.state import SchoolState, go
from conversations.school_effects import MarkRecommended
from conversations.screens import Button, Screen, column
from conversations.session import Move
from conversations.words import Words, rule_text, say


def show_recommend(state: SchoolState, overview: SchoolOverview, facts: Facts) -> Screen:
    """The sub-indikator of a guru, with marks to set."""
    entries = facts.rules.sub_indicators_for(Role.GURU)
    lines: list[Words] = [
        say("<b>Rapor Pendidikan</b>: {school}", school=overview.school.name),
        "",
        say("Mark the sub-indikator that your school's Rapor Pendidikan recommends."),
        say("Teachers see them first, as Direkomendasikan; any other may still be chosen."),
        "",
    ]
    lines += [_line(number, entry, overview) for number, entry in enumerate(entries, start=1)]
    buttons = (
        Button(_label(number, entry, overview), f"mark:{entry.id}")
        for number, entry in enumerate(entries, start=1)
    )
    return Screen(tuple(lines), (*column(buttons), LEAVE))


def take_recommend(state: SchoolState, event: Input, overview: SchoolOverview, facts: Facts) -> Move:
    """Set or take away a mark."""
    if not isinstance(event, Press):
        return go(state)
    entry_id = event.action.partition(":")[2]
    wish = MarkRecommended(state.school_id, entry_id, entry_id not in overview.recommended)
    return go(state, None, wish)


def _line(number: int, entry: SubIndicator, overview: SchoolOverview) -> Words:
    if entry.id in overview.recommended:
        return say("✓ {number}. <b>{name}</b>: Direkomendasikan", number=number, name=entry.name)
    return say("{number}. {name}", number=number, name=entry.name)


def _label(number: int, entry: SubIndicator, overview: SchoolOverview) -> Words:
    label = rule_text(entry.label)
    if entry.id in overview.recommended:
        return say("✓ {number}. {label}", number=number, label=label)
    return say("{number}. {label}", number=number, label=label)
