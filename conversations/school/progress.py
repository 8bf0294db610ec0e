"""How far everybody is in the half-year: counts, what waits for the reader, who is late."""

from collections import Counter

from conversations import rating, review
from conversations.document_effects import DocumentKind
from conversations.events import Press
from conversations.facts import Facts
from conversations.flow import Input
from conversations.navigation import LEAVE
from conversations.plan_text import period_name
from conversations.recaps import recap_wish
from conversations.rules.terms import PlanStatus, Role
from conversations.school.crowd import PRINCIPALS, People, chosen
from conversations.school.standing import STAGES, Moment, Task, all_tasks, is_done, is_final
from conversations.school.standing_text import ELSEWHERE, stage_name, status_name
from conversations.school.state import PeopleFilter, Place, SchoolState, go, led_schools
from conversations.screens import Button, Rows, Screen
from conversations.session import Move
from conversations.words import Say, Words, say, say_n

_RECAPS = {"picture": DocumentKind.SCHOOL_RECAP_PNG, "table": DocumentKind.SCHOOL_RECAP_XLSX}
_COMES = say("The recap comes as a message of its own.")


def show_progress(state: SchoolState, people: People, facts: Facts) -> Screen:
    """Counts of plans and stages, what waits, who is late, and the ways to each person."""
    moment = Moment.of(facts)
    lines: list[Words] = [
        title(state),
        say("{whose}, {period}", whose=whose(state, facts), period=period_name(moment.period)),
        "",
    ]
    if not people:
        lines.append(_nobody(state))
    else:
        lines += [*plan_lines(people, moment), *stage_lines(people, moment), "", *duty_lines(people, moment)]
    return Screen(tuple(lines), _rows(state, people, facts, moment))


def take_progress(state: SchoolState, event: Input, people: People, facts: Facts) -> Move:
    """Open a list, the other half-year, or send a recap."""
    if not isinstance(event, Press):
        return go(state)
    verb, _, rest = event.action.partition(":")
    match verb:
        case "tasks":
            return go(state.at(Place.TASKS, page=0))
        case "list":
            return go(state.at(Place.PEOPLE, page=0, filter=PeopleFilter(rest)))
        case "filters":
            return go(state.at(Place.FILTERS))
        case "period":
            return go(state.at(Place.PROGRESS, is_before=not state.is_before))
        case "recap":
            wish = recap_wish(_RECAPS[rest], state.school_id, is_before=state.is_before)
            return go(state, _COMES, wish)
        case "queue":
            return review.enter(facts)
        case "rate":
            return rating.enter(facts)
        case _:
            return go(state)


def title(state: SchoolState) -> Say:
    """Whom the progress is about."""
    if state.school_id == PRINCIPALS:
        return say("<b>Progress of principals</b>")
    return say("<b>Progress of teachers</b>")


def whose(state: SchoolState, facts: Facts) -> Words:
    """The school, or that it is about all whom the reader appraises."""
    if state.school_id != PRINCIPALS:
        return next(school.name for school in led_schools(facts) if school.id == state.school_id)
    count = sum(member.role is Role.APPRAISER for member in facts.memberships)
    return say_n("one school that you appraise", "{count} schools that you appraise", count)


def plan_lines(people: People, moment: Moment) -> tuple[Words, ...]:
    """How many plans have each status; statuses that nobody has are left out."""
    counts = Counter(one.status for one in people if not one.is_elsewhere)
    elsewhere = sum(one.is_elsewhere for one in people)
    return (
        say_n("<b>Plans</b> of one person", "<b>Plans</b> of {count} people", len(people)),
        *(
            say("• {label}: {count}", label=status_name(status, moment), count=counts[status])
            for status in (None, *PlanStatus)
            if counts[status]
        ),
        *([say("• {label}: {count}", label=ELSEWHERE, count=elsewhere)] if elsewhere else []),
    )


def stage_lines(people: People, moment: Moment) -> tuple[Words, ...]:
    """How many of those with a final plan have done each stage."""
    final = [one for one in people if is_final(one)]
    if not final:
        return ()
    return (
        "",
        say_n(
            "<b>Stages done</b>, of one final plan", "<b>Stages done</b>, of {count} final plans", len(final)
        ),
        *(
            say(
                "• {label}: {count}",
                label=stage_name(stage, moment),
                count=sum(is_done(one, stage) for one in final),
            )
            for stage in STAGES
        ),
    )


def duty_lines(people: People, moment: Moment) -> tuple[Words, ...]:
    """What waits for the reader, by kind, and how many are late."""
    tasks = Counter(task for task, _ in all_tasks(people, moment))
    late = len(chosen(PeopleFilter.LATE, people, moment))
    waiting: list[Words] = [say("Waiting for you: <b>{count}</b>", count=tasks.total())]
    waiting += [
        say("• {label}: {count}", label=_task_name(task), count=tasks[task]) for task in Task if tasks[task]
    ]
    return (*waiting, say("Late with the own part: <b>{count}</b>", count=late))


def _task_name(task: Task) -> Say:
    match task:
        case Task.APPROVE:
            return say("plans to approve")
        case Task.CHANGE:
            return say("requests to change a plan")
        case Task.DATE:
            return say("observation dates to answer")
        case Task.OBSERVE:
            return say("observations to record")
        case Task.RATE:
            return say("ratings to give")


def _nobody(state: SchoolState) -> Say:
    if state.is_before:
        return say("Nobody had a plan here in that half-year.")
    if state.school_id == PRINCIPALS:
        return say("No principal of these schools has joined yet.")
    return say("No teacher has joined yet. With Undang guru you get a link to share.")


def _rows(state: SchoolState, people: People, facts: Facts, moment: Moment) -> Rows:
    tasks = len(all_tasks(people, moment))
    late = len(chosen(PeopleFilter.LATE, people, moment))
    lists = (
        Button(say("Waiting for me ({count})", count=tasks), "tasks"),
        Button(say("Late ({count})", count=late), f"list:{PeopleFilter.LATE}"),
    )
    everybody = (
        Button(say("Everybody ({count})", count=len(people)), f"list:{PeopleFilter.EVERYBODY}"),
        Button(say("By stage"), "filters"),
    )
    deciding = (
        Button(say("Persetujuan ({count})", count=facts.waiting_count), "queue"),
        Button(say("Penilaian"), "rate"),
    )
    recaps = (Button(say("Recap picture"), "recap:picture"), Button(say("Recap table"), "recap:table"))
    other = facts.period if state.is_before else facts.period.previous()
    shown = (lists, everybody, deciding, recaps) if people else ()
    return (*shown, (Button(period_name(other), "period"),), LEAVE)
