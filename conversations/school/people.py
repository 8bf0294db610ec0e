"""The lists of progress: people by what they lack, and what waits for the reader."""

from collections.abc import Sequence

from conversations.events import Press
from conversations.execution_facts import Progress
from conversations.facts import Facts
from conversations.flow import Input
from conversations.navigation import LEAVE
from conversations.plan_text import period_name
from conversations.school.crowd import PRINCIPALS, WITHOUT, People, chosen, find
from conversations.school.listing import entries_on, in_pairs, pages_of, turning
from conversations.school.opening import open_task
from conversations.school.progress import title, whose
from conversations.school.standing import STAGES, Moment, Task, all_tasks
from conversations.school.standing_text import brief, letter, stage_name, task_line
from conversations.school.state import PeopleFilter, Place, SchoolState, go
from conversations.screens import Button, Rows, Screen
from conversations.session import Move
from conversations.texts import shortened
from conversations.words import Say, Words, say

# Two a row: 150 people are looked through on 13 pages.
PAGE_PEOPLE = 12
_NAME_CHARS = 13

GONE = say("That person is not in this list any more. This is the list as it is now.")
_NOT_DUE = say("That does not wait for you any more. This is what waits now.")


def show_people(state: SchoolState, people: People, facts: Facts) -> Screen:
    """One page of those whom the filter finds, each with how far they are."""
    moment = Moment.of(facts)
    found = chosen(state.filter, people, moment)
    page, entries = entries_on(found, state.page, PAGE_PEOPLE)
    lines: list[Words] = [*_head(state, facts, moment, filter_name(state.filter, len(found))), ""]
    lines += [
        _with_school(
            say("{number}. <b>{name}</b>: {text}", number=n, name=one.name, text=brief(one, moment)),
            state,
            one,
        )
        for n, one in enumerate(entries, start=1)
    ]
    if not found:
        lines.append(say("Nobody is in this list now."))
    names = _names([(one, f"person:{one.person_id}") for one in entries])
    filters = ((Button(say("Another list"), "filters"),),)
    return _paged(lines, (*names, *filters), page, pages_of(found, PAGE_PEOPLE))


def take_people(state: SchoolState, event: Input, people: People, facts: Facts) -> Move:
    """Open a person, another page or another list."""
    if not isinstance(event, Press):
        return go(state)
    verb, _, rest = event.action.partition(":")
    match verb:
        case "page":
            return go(state.at(Place.PEOPLE, page=int(rest)))
        case "filters":
            return go(state.at(Place.FILTERS))
        case "person" if find(int(rest), people) is not None:
            return go(state.at(Place.PERSON, person_id=int(rest)))
        case _:
            return go(state, GONE)


def show_filters(state: SchoolState, people: People, facts: Facts) -> Screen:
    """The lists that there are, with how many are in each."""
    moment = Moment.of(facts)

    def opens(wanted: PeopleFilter) -> Button:
        return Button(filter_name(wanted, len(chosen(wanted, people, moment))), f"list:{wanted}")

    lines: list[Words] = [*_head(state, facts, moment, say("Whom shall the list show?")), ""]
    lines += [say("• {stage}", stage=stage_name(stage, moment)) for stage in STAGES]
    stages = [wanted for wanted in WITHOUT if wanted is not PeopleFilter.WITHOUT_F_G]
    rows: Rows = (
        (opens(PeopleFilter.EVERYBODY), opens(PeopleFilter.LATE)),
        (opens(PeopleFilter.NO_FINAL_PLAN),),
        *in_pairs(map(opens, stages)),
        (opens(PeopleFilter.WITHOUT_F_G),),
        LEAVE,
    )
    return Screen(tuple(lines), rows)


def take_filters(state: SchoolState, event: Input, people: People, facts: Facts) -> Move:
    """Show the chosen list from its first page."""
    if not isinstance(event, Press):
        return go(state)
    wanted = PeopleFilter(event.action.partition(":")[2])
    return go(state.at(Place.PEOPLE, page=0, filter=wanted))


def show_tasks(state: SchoolState, people: People, facts: Facts) -> Screen:
    """What waits for the reader, each a press away."""
    moment = Moment.of(facts)
    tasks = all_tasks(people, moment)
    page, entries = entries_on(tasks, state.page, PAGE_PEOPLE)
    lines: list[Words] = [*_head(state, facts, moment, say("Waiting for me ({count})", count=len(tasks))), ""]
    lines += [
        _with_school(
            say("{number}. <b>{name}</b>: {text}", number=n, name=one.name, text=task_line(task, one)),
            state,
            one,
        )
        for n, (task, one) in enumerate(entries, start=1)
    ]
    if not tasks:
        lines.append(say("Nothing is waiting for you."))
    names = _names([(one, f"do:{task}:{one.person_id}") for task, one in entries])
    return _paged(lines, names, page, pages_of(tasks, PAGE_PEOPLE))


def take_tasks(state: SchoolState, event: Input, people: People, facts: Facts) -> Move:
    """Go where the chosen thing is done, or to another page."""
    if not isinstance(event, Press):
        return go(state)
    verb, _, rest = event.action.partition(":")
    if verb == "page":
        return go(state.at(Place.TASKS, page=int(rest)))
    kind, _, person_id = rest.partition(":")
    one = find(int(person_id), people)
    if one is None or one.plan_id is None:
        return go(state, _NOT_DUE)
    return open_task(state, Task(kind), one)


def filter_name(wanted: PeopleFilter, count: int) -> Say:
    """What a list is called, with how many are in it."""
    match wanted:
        case PeopleFilter.EVERYBODY:
            return say("Everybody ({count})", count=count)
        case PeopleFilter.LATE:
            return say("Late ({count})", count=count)
        case PeopleFilter.NO_FINAL_PLAN:
            return say("No final plan ({count})", count=count)
        case PeopleFilter.WITHOUT_F_G:
            return say("Not rated yet ({count})", count=count)
        case _:
            return say("No {stage} yet ({count})", stage=letter(WITHOUT[wanted]), count=count)


def _head(state: SchoolState, facts: Facts, moment: Moment, shown: Say) -> tuple[Words, ...]:
    period = period_name(moment.period)
    return (
        title(state),
        say("{whose}, {period}", whose=whose(state, facts), period=period),
        say("<b>{shown}</b>", shown=shown),
    )


def _with_school(line: Say, state: SchoolState, one: Progress) -> Say:
    if state.school_id != PRINCIPALS:
        return line
    return say("{line} · {school}", line=line, school=one.school_name)


def _names(entries: Sequence[tuple[Progress, str]]) -> Rows:
    """Buttons with the beginnings of names; the lines above have them whole."""
    return in_pairs(
        Button(say("{number}. {name}", number=n, name=shortened(one.name, _NAME_CHARS)), action)
        for n, (one, action) in enumerate(entries, start=1)
    )


def _paged(lines: list[Words], rows: Rows, page: int, pages: int) -> Screen:
    if pages > 1:
        lines += ["", say("Page {page} of {pages}.", page=page + 1, pages=pages)]
    return Screen(tuple(lines), (*rows, *turning(page, pages), LEAVE))
