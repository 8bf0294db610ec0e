"""What is kept of the school, changed by its principal."""

from collections.abc import Mapping
from typing import Any

from conversations.events import Press, Text
from conversations.facts import Facts, SchoolOverview
from conversations.flow import Input
from conversations.names import read_school_name, typed_action
from conversations.navigation import BACK, LEAVE
from conversations.person_text import leadership_name
from conversations.rules.terms import PlanStatus
from conversations.school.overview import school_lines
from conversations.school.state import Place, SchoolState, go
from conversations.school_effects import UpdateSchool
from conversations.school_forms import (
    SchoolAnswers,
    answered,
    leadership_screen,
    level_screen,
    school_name_screen,
    zone_screen,
)
from conversations.screens import Button, Screen, column
from conversations.session import Move
from conversations.words import Say, Words, say, say_n

SAVED = say("Saved.")
UNCHANGED = say("Nothing was changed: it already is like this.")


def show_data(state: SchoolState, overview: SchoolOverview, facts: Facts) -> Screen:
    """What is kept, and what can be changed."""
    lines = (
        *school_lines(overview, facts),
        "",
        say("The NPSN cannot be changed here; for that please ask the operator."),
    )
    buttons = (
        Button(say("Correct its name"), f"to:{Place.SCHOOL_NAME}"),
        Button(say("Change the school level"), f"to:{Place.LEVEL}"),
        Button(say("Change time zone"), f"to:{Place.ZONE}"),
        Button(say("Definitif or Plt."), f"to:{Place.LEADERSHIP}"),
    )
    return Screen(lines, (*column(buttons), LEAVE))


def take_data(state: SchoolState, event: Input, overview: SchoolOverview, facts: Facts) -> Move:
    """Open one question."""
    if not isinstance(event, Press):
        return go(state)
    return go(state.at(Place(event.action.partition(":")[2])))


def show_name(state: SchoolState, overview: SchoolOverview, facts: Facts) -> Screen:
    """Ask for the right name."""
    return school_name_screen(overview.school.name, ())


def take_name(state: SchoolState, event: Input, overview: SchoolOverview, facts: Facts) -> Move:
    """Keep the typed name."""
    if not isinstance(event, Text):
        return go(state)
    if typed_action(event.text, show_name(state, overview, facts)) == BACK:
        return go(state.at(Place.DATA))
    name = read_school_name(event.text)
    if isinstance(name, Say):
        return go(state, name)
    return _save(state, overview, name=name)


def show_level(state: SchoolState, overview: SchoolOverview, facts: Facts) -> Screen:
    """Ask for the jenjang."""
    return level_screen(facts.rules, overview.school.level, _head(overview))


def show_zone(state: SchoolState, overview: SchoolOverview, facts: Facts) -> Screen:
    """Ask for the time zone."""
    return zone_screen(overview.school.zone, _head(overview))


def show_leadership(state: SchoolState, overview: SchoolOverview, facts: Facts) -> Screen:
    """Ask how the school is led."""
    return leadership_screen(overview.school.led_by_plt, _head(overview))


def take_answer(state: SchoolState, event: Input, overview: SchoolOverview, facts: Facts) -> Move:
    """Keep jenjang or zone; another kind of lead is asked about once more."""
    given = answered(SchoolAnswers(), event.action) if isinstance(event, Press) else None
    if given is None:
        return go(state)
    if given.is_plt is not None and given.is_plt is not overview.school.led_by_plt:
        return go(state.at(Place.LEADERSHIP_CHECK, is_plt=given.is_plt))
    return _save(state, overview, level=given.level, zone=given.zone)


def show_leadership_check(state: SchoolState, overview: SchoolOverview, facts: Facts) -> Screen:
    """Say what the change does to plans, and ask."""
    is_plt = state.is_plt is True
    lines: tuple[Words, ...] = (
        *_head(overview),
        say("You will lead it as: <b>{leadership}</b>", leadership=leadership_name(is_plt)),
        "",
        *(_becoming_plt(overview) if is_plt else _becoming_definitive()),
    )
    return Screen(lines, ((Button(say("Ya, ubah"), "yes"),), LEAVE))


def take_leadership(state: SchoolState, event: Input, overview: SchoolOverview, facts: Facts) -> Move:
    """Change how the school is led."""
    if not isinstance(event, Press) or event.action != "yes":
        return go(state)
    return _save(state, overview, is_plt=state.is_plt)


def _head(overview: SchoolOverview) -> tuple[Words, ...]:
    return (say("<b>{school}</b>", school=overview.school.name), "")


def _becoming_plt(overview: SchoolOverview) -> tuple[Words, ...]:
    waiting = sum(member.status is PlanStatus.MENUNGGU_PERSETUJUAN for member in overview.members)
    rule = say("As the rules say, plans are then approved by the system on submission, unread by anybody.")
    if not waiting:
        return (rule,)
    now = say_n(
        "The plan that waits now is approved by the system at once, and its owner is told.",
        "The {count} plans that wait now are approved by the system at once, and their owners are told.",
        waiting,
    )
    return (rule, now, say("A plan whose owner asks for a change still waits for you."))


def _becoming_definitive() -> tuple[Words, ...]:
    return (
        say("From then on submitted plans wait for your decision."),
        say("Plans that the system has approved stay approved."),
    )


def _save(state: SchoolState, overview: SchoolOverview, **given: Any) -> Move:
    """Save what is given and differs from what is kept."""
    here = overview.school
    kept: Mapping[str, Any] = {
        "name": here.name,
        "level": here.level,
        "zone": here.zone,
        "is_plt": here.led_by_plt,
    }
    changed = {key: value for key, value in given.items() if value is not None and value != kept[key]}
    if not changed:
        return go(state.at(Place.DATA), UNCHANGED)
    return go(state.at(Place.DATA), SAVED, UpdateSchool(state.school_id, **changed))
