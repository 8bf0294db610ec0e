"""The school at a glance, and the choice between several schools."""

from collections import Counter

from conversations import broadcasting, groups, review
from conversations.counts_text import status_lines
from conversations.events import Press
from conversations.facts import Facts, SchoolOverview
from conversations.flow import Input
from conversations.navigation import HOME_BUTTON, LEAVE
from conversations.person_text import leadership_name, level_name, marked, school_line, zone_name
from conversations.plan_text import NOT_CHOSEN, period_name
from conversations.review.lists import short_name
from conversations.school.crowd import people_of
from conversations.school.progress import duty_lines
from conversations.school.standing import Moment, all_tasks
from conversations.school.state import Place, SchoolState, go, led_schools
from conversations.screens import Button, Rows, Screen, column
from conversations.session import Move
from conversations.words import Words, say, say_n


def show_overview(state: SchoolState, overview: SchoolOverview, facts: Facts) -> Screen:
    """The school, how far its teachers are, what waits, and everything that can be opened."""
    lines: list[Words] = [
        *school_lines(overview, facts),
        "",
        say("<b>{period}</b>", period=period_name(facts.period)),
    ]
    lines += [*progress_lines(overview, facts), *_waiting_lines(state, facts), "", _requests_line(overview)]
    return Screen(tuple(lines), _buttons(state, overview, facts))


def take_overview(state: SchoolState, event: Input, overview: SchoolOverview, facts: Facts) -> Move:
    """Open what was chosen."""
    if not isinstance(event, Press):
        return go(state)
    if event.action == "queue":
        return review.enter(facts)
    if event.action == "group":
        return groups.enter_school(state.school_id)
    if event.action == "broadcast":
        return broadcasting.enter(facts)
    verb, _, place = event.action.partition(":")
    return go(SchoolState(school_id=state.school_id, place=Place(place))) if verb == "to" else go(state)


def show_schools(state: SchoolState, overview: SchoolOverview, facts: Facts) -> Screen:
    """The schools that the person leads."""
    led = led_schools(facts)
    lines: list[Words] = [say("You lead these schools. Which one shall be shown?"), ""]
    lines += [
        say("{number}. {school}", number=number, school=school_line(school))
        for number, school in enumerate(led, start=1)
    ]
    buttons = [
        Button(marked(short_name(school.name), school.id == state.school_id), f"school:{school.id}")
        for school in led
    ]
    return Screen(tuple(lines), (*column(buttons), LEAVE))


def take_school(state: SchoolState, event: Input, overview: SchoolOverview, facts: Facts) -> Move:
    """Show the chosen school."""
    if not isinstance(event, Press):
        return go(state)
    school_id = int(event.action.partition(":")[2])
    return go(SchoolState(school_id=school_id))


def school_lines(overview: SchoolOverview, facts: Facts) -> tuple[Words, ...]:
    """Name, NPSN, jenjang, zone and how the school is led."""
    school = overview.school
    level = NOT_CHOSEN if school.level is None else level_name(facts.rules, school.level)
    zone = NOT_CHOSEN if school.zone is None else zone_name(school.zone)
    return (
        school_line(school),
        say("School level: {level}", level=level),
        say("Time zone: {zone}", zone=zone),
        say("You lead it as: {leadership}", leadership=leadership_name(school.led_by_plt)),
    )


def progress_lines(overview: SchoolOverview, facts: Facts) -> tuple[Words, ...]:
    """How many teachers stand where in this half-year."""
    if not overview.members:
        return (say("No teacher has joined yet. With Undang guru you get a link to share."),)
    counts = Counter(member.status for member in overview.members)
    return status_lines(facts.rules, counts)


def _waiting_lines(state: SchoolState, facts: Facts) -> tuple[Words, ...]:
    people = people_of(state, facts)
    return ("", *duty_lines(people, Moment.of(facts))) if people else ()


def _requests_line(overview: SchoolOverview) -> Words:
    if not overview.requests:
        return say("Nobody is asking to join now.")
    return say_n(
        "One person asks to join and waits for your answer.",
        "{count} people ask to join and wait for your answer.",
        len(overview.requests),
    )


def _buttons(state: SchoolState, overview: SchoolOverview, facts: Facts) -> Rows:
    def opens(label: Words, place: Place) -> Button:
        return Button(label, f"to:{place}")

    tasks = len(all_tasks(people_of(state, facts) or (), Moment.of(facts)))
    waiting = ((opens(say("Waiting for me ({count})", count=tasks), Place.TASKS),),) if tasks else ()
    rows: Rows = (
        (
            opens(say("Guru ({count})", count=len(overview.members)), Place.MEMBERS),
            opens(say("Undang guru"), Place.INVITE),
        ),
        (opens(say("Permintaan ({count})", count=len(overview.requests)), Place.REQUESTS),),
        *waiting,
        (opens(say("Progress of teachers"), Place.PROGRESS),),
        (Button(say("Persetujuan ({count})", count=facts.waiting_count), "queue"),),
        (opens(say("Rapor Pendidikan"), Place.RECOMMEND),),
        (opens(say("Data sekolah"), Place.DATA), Button(say("Grup sekolah"), "group")),
        (opens(say("Serahkan jabatan"), Place.HANDOVER), Button(say("Siaran"), "broadcast")),
    )
    others = ((opens(say("Another school"), Place.SCHOOLS),),) if len(led_schools(facts)) > 1 else ()
    return (*rows, *others, (HOME_BUTTON,))
