"""Questions about a school and its zone that several conversations ask alike."""

from typing import TypeVar

from conversations.facts import Zone
from conversations.flow import State
from conversations.navigation import BACK_BUTTON
from conversations.person_text import leadership_name, level_name, marked, zone_name
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import SchoolLevel
from conversations.screens import Button, Rows, Screen, column
from conversations.words import Words, say


class SchoolAnswers(State):
    """What was answered about the school; `school_name` only where it was corrected."""

    school_name: str = ""
    level: SchoolLevel | None = None
    is_plt: bool | None = None
    zone: Zone | None = None


A = TypeVar("A", bound=SchoolAnswers)
Head = tuple[Words, ...]


def answered(answers: A, action: str) -> A | None:
    """The answers with the one that a button of these forms stands for; None for another button."""
    question, _, value = action.partition(":")
    match question:
        case "level":
            return answers.model_copy(update={"level": SchoolLevel(value)})
        case "lead":
            return answers.model_copy(update={"is_plt": value == "plt"})
        case "zone":
            return answers.model_copy(update={"zone": Zone[value.upper()]})
        case _:
            return None


def level_screen(rules: RuleSet, chosen: SchoolLevel | None, head: Head) -> Screen:
    """Ask for the jenjang, two choices a row."""
    buttons = [
        Button(marked(level_name(rules, level), level is chosen), f"level:{level}") for level in SchoolLevel
    ]
    pairs = tuple(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))
    return Screen((*head, say("At which level is your school?")), (*pairs, (BACK_BUTTON,)))


def leadership_screen(is_plt: bool | None, head: Head) -> Screen:
    """Ask whether the school is led definitively or by a Plt."""
    return Screen(
        (
            *head,
            say("Do you lead the school as its definitive principal or as Plt.?"),
            "",
            *leadership_lines(),
        ),
        column(
            (
                Button(marked(leadership_name(False), is_plt is False), "lead:definitif"),
                Button(marked(leadership_name(True), is_plt is True), "lead:plt"),
                BACK_BUTTON,
            )
        ),
    )


def leadership_lines() -> tuple[Words, ...]:
    """What it means to lead a school definitively or as Plt."""
    return (
        say("<b>Definitif</b>: you read the plans and approve them."),
        say("<b>Plt.</b>: the system approves plans automatically on submission, as the rules say."),
    )


def zone_screen(chosen: Zone | None, head: Head) -> Screen:
    """Ask for the time zone."""
    return Screen((*head, *zone_lines()), (*zone_rows(chosen), (BACK_BUTTON,)))


def zone_lines() -> tuple[Words, ...]:
    """The question for the time zone, with provinces."""
    return (
        say("In which time zone are you?"),
        "",
        say("<b>WIB</b>: Sumatra, Java, West and Central Kalimantan"),
        say("<b>WITA</b>: Bali, NTB, NTT, Sulawesi, South, East and North Kalimantan"),
        say("<b>WIT</b>: Maluku and Papua"),
    )


def zone_rows(chosen: Zone | None) -> Rows:
    """The three zones, one a row."""
    return column(
        Button(marked(zone_name(zone), zone is chosen), f"zone:{zone.name.lower()}") for zone in Zone
    )


def school_name_screen(name: str, head: Head) -> Screen:
    """Ask for the right name of the school."""
    return Screen(
        (
            *head,
            say("So far: <b>{name}</b>", name=name),
            say("Please type the name of the school as it should read, such as <i>SDN Contoh 1</i>."),
        ),
        ((BACK_BUTTON,),),
        expects_text=True,
    )
