"""Who of everybody: level, role, zone, and a stage that is not done."""

from dataclasses import replace

from conversations.broadcast_facts import Audience, Broadcasting
from conversations.broadcasting.state import BroadcastingState, Place, go
from conversations.broadcasting.texts import ALL, filter_lines, receivers_lines
from conversations.facts import Facts, Zone
from conversations.navigation import LEAVE
from conversations.person_text import level_name, marked, role_name, zone_name
from conversations.rules.terms import Role, SchoolLevel, StageId
from conversations.screens import Button, Rows, Screen, column
from conversations.session import Move
from conversations.words import Say, Words, rule_text, say

LEVEL, ROLE, ZONE, STAGE = "level", "role", "zone", "stage"
_ANY = "any"
_STAGES = {stage.lower(): stage for stage in StageId}


def show_filters(state: BroadcastingState, facts: Facts, audience: Audience, known: Broadcasting) -> Screen:
    """What is chosen, and how many that are."""
    lines: list[Words] = [say("<b>Siaran</b>"), say("To whom of all users?"), ""]
    lines += filter_lines(audience, facts)
    if known.receivers is not None:
        lines += ["", *receivers_lines(known.receivers, audience.kind, known.per_second)]
    rows: Rows = (
        (Button(say("School level"), f"by:{LEVEL}"), Button(say("Role"), f"by:{ROLE}")),
        (Button(say("Time zone"), f"by:{ZONE}"), Button(say("Stage not done"), f"by:{STAGE}")),
        (Button(say("Write the message"), "write"),),
    )
    return Screen(tuple(lines), (*rows, LEAVE))


def press_filters(state: BroadcastingState, action: str) -> Move:
    """Open one of them, or go on."""
    verb, _, which = action.partition(":")
    if verb == "by":
        return go(state.at(Place.FILTER, filter=which))
    return go(state.at(Place.WRITE)) if action == "write" else go(state)


def show_filter(state: BroadcastingState, facts: Facts, audience: Audience) -> Screen:
    """The choices of one of them."""
    if state.filter == LEVEL:
        levels = [_choice(level_name(facts.rules, each), each, audience.level) for each in SchoolLevel]
        pairs = tuple(tuple(levels[start : start + 2]) for start in range(0, len(levels), 2))
        return Screen((say("Of which school level?"),), (_all(audience.level), *pairs, LEAVE))
    if state.filter == ROLE:
        roles = (_choice(role_name(each), each, audience.role) for each in Role)
        return Screen((say("In which role?"),), (_all(audience.role), *column(roles), LEAVE))
    if state.filter == ZONE:
        zones = (_choice(zone_name(zone), zone.name.lower(), _zone_key(audience)) for zone in Zone)
        return Screen((say("In which time zone?"),), (_all(audience.zone), *column(zones), LEAVE))
    stages = (
        _choice(rule_text(facts.rules.stage(stage).name), key, audience.stage and audience.stage.lower())
        for key, stage in _STAGES.items()
    )
    head = (
        say("Who has not done which stage of this half-year?"),
        say("For the first stage those whose plan is not final."),
    )
    return Screen(head, (_all(audience.stage), *column(stages), LEAVE))


def press_filter(state: BroadcastingState, action: str, audience: Audience) -> Move:
    """Choose, and go back to all of them."""
    verb, _, value = action.partition(":")
    if verb != "is":
        return go(state)
    return go(state.at(Place.FILTERS, audience=_filtered(audience, state.filter, value), filter=""))


def _filtered(audience: Audience, which: str, value: str) -> Audience:
    is_any = value == _ANY
    match which:
        case "level":
            return replace(audience, level=None if is_any else SchoolLevel(value))
        case "role":
            return replace(audience, role=None if is_any else Role(value))
        case "zone":
            return replace(audience, zone=None if is_any else Zone[value.upper()])
        case _:
            return replace(audience, stage=None if is_any else _STAGES[value])


def _choice(label: Say, value: str, chosen: str | None) -> Button:
    return Button(marked(label, value == chosen), f"is:{value}")


def _all(chosen: object) -> tuple[Button, ...]:
    return (Button(marked(ALL, chosen is None), f"is:{_ANY}"),)


def _zone_key(audience: Audience) -> str | None:
    return None if audience.zone is None else audience.zone.name.lower()
