"""The people whom somebody appraises, with the facts at hand."""

from conversations.execution_facts import Progress
from conversations.facts import DECIDES_ON, Facts
from conversations.navigation import HOME_BUTTON, page_buttons
from conversations.person_text import marked
from conversations.plan_text import period_name
from conversations.rating.state import Place, RatingState, go
from conversations.rules.cycle import Period
from conversations.rules.terms import PlanStatus, StageId
from conversations.screens import Button, Screen, column
from conversations.session import Move
from conversations.texts import shortened
from conversations.words import Say, Words, say, say_n

PAGE_ENTRIES = 6
_NAME_CHARS = 24


def show_list(state: RatingState, facts: Facts) -> Screen:
    """One page of the people who can be rated."""
    listed = listed_people(state, facts)
    pages = -(-len(listed) // PAGE_ENTRIES) or 1
    page = min(state.list_page, pages - 1)
    entries = listed[page * PAGE_ENTRIES : (page + 1) * PAGE_ENTRIES]
    everybody = rateable(facts)
    lines: list[Words] = [
        say("<b>Penilaian</b>, {period}", period=period_name(_period(state, facts))),
        say(
            "Released: <b>{done}</b> of {all}",
            done=sum(is_given(entry) for entry in everybody),
            all=len(everybody),
        ),
    ]
    for number, entry in enumerate(entries, start=1):
        lines += ["", *_entry_lines(number, entry, facts)]
    if not listed:
        lines += ["", _nothing(state, everybody)]
    lines += _not_final(facts)
    if pages > 1:
        lines += ["", say("Page {page} of {pages}.", page=page + 1, pages=pages)]
    rows = (
        *column(Button(_label(entry), f"open:{entry.plan_id}") for entry in entries),
        (_filter_button(state, everybody),),
        (Button(period_name(_other_period(state, facts)), "period"),),
        (*page_buttons(page, pages), HOME_BUTTON),
    )
    return Screen(tuple(lines), rows)


def press_list(state: RatingState, action: str, facts: Facts) -> Move:
    """Open a person, another page, filter or half-year."""
    verb, _, rest = action.partition(":")
    match verb:
        case "open":
            return go(state.at_person(int(rest)))
        case "filter":
            return go(RatingState(is_open_only=not state.is_open_only, is_before=state.is_before))
        case "period":
            return go(RatingState(is_open_only=state.is_open_only, is_before=not state.is_before))
        case "page":
            return go(state.at(Place.LIST, list_page=int(rest)))
        case _:
            return go(state)


def rateable(facts: Facts) -> tuple[Progress, ...]:
    """Those whose plan is final, in order of their names."""
    people = () if facts.progress is None else facts.progress.people
    return tuple(entry for entry in people if entry.plan_id is not None and _is_final(entry))


def listed_people(state: RatingState, facts: Facts) -> tuple[Progress, ...]:
    """Those that the list shows."""
    return tuple(entry for entry in rateable(facts) if not (state.is_open_only and is_given(entry)))


def next_person(facts: Facts, plan_id: int) -> Progress | None:
    """Who comes next in the list and has no released rating yet; after the last again from the first."""
    people = rateable(facts)
    here = next((index for index, entry in enumerate(people) if entry.plan_id == plan_id), -1)
    following = (*people[here + 1 :], *people[: max(here, 0)])
    return next((entry for entry in following if not is_given(entry) and entry.plan_id != plan_id), None)


def is_given(entry: Progress) -> bool:
    """Whether a rating was released here; what an owner read in PMM is not one."""
    return entry.is_released and not entry.is_own_entry


def facts_lines(entry: Progress) -> tuple[Words, ...]:
    """What is known of somebody's half-year."""
    stages = _stages(entry)
    return (
        say(
            "{collected} / {planned} points with evidence, evidence {files} of {needed}",
            collected=entry.collected_points,
            planned=entry.planned_points,
            files=entry.collected_files,
            needed=entry.needed_files,
        ),
        say("Stages done: {stages}", stages=stages) if stages else say("Stages done: none yet"),
    )


def _entry_lines(number: int, entry: Progress, facts: Facts) -> tuple[Words, ...]:
    head = say(
        "{number}. <b>{name}</b>: {standing}", number=number, name=entry.name, standing=_standing(entry)
    )
    decides_at = {member.school.id for member in facts.memberships if member.role in DECIDES_ON}
    school = (entry.school_name,) if len(decides_at) > 1 else ()
    return (head, *school, *facts_lines(entry))


def _standing(entry: Progress) -> Words:
    if entry.is_own_entry:
        return say("as entered by its owner from PMM")
    if entry.is_released:
        return say("released")
    return say("rated, not released yet") if entry.is_rated else say("not rated yet")


def _stages(entry: Progress) -> str:
    """The stages that anybody has finished, as letters."""
    done = entry.owner_done | entry.appraiser_done
    shown = [stage for stage in StageId if stage in done and stage not in (StageId.SKP, StageId.F_G)]
    return ", ".join(shown)


def _is_final(entry: Progress) -> bool:
    return entry.status is PlanStatus.DISEPAKATI


def _label(entry: Progress) -> Words:
    return marked(shortened(entry.name, _NAME_CHARS), is_given(entry))


def _filter_button(state: RatingState, everybody: tuple[Progress, ...]) -> Button:
    if state.is_open_only:
        return Button(say("Everybody ({count})", count=len(everybody)), "filter")
    left = sum(not is_given(entry) for entry in everybody)
    return Button(say("Not released yet ({count})", count=left), "filter")


def _nothing(state: RatingState, everybody: tuple[Progress, ...]) -> Say:
    if state.is_open_only and everybody:
        return say("Everybody in this half-year is rated, and the ratings are released.")
    return say("Nobody whose plan you decide on has a final plan in this half-year.")


def _not_final(facts: Facts) -> tuple[Words, ...]:
    people = () if facts.progress is None else facts.progress.people
    count = sum(not _is_final(entry) and not entry.is_elsewhere for entry in people)
    if not count:
        return ()
    return (
        "",
        say_n(
            "One more person has no final plan, and is rated once it is final.",
            "{count} more people have no final plan, and are rated once it is final.",
            count,
        ),
    )


def _period(state: RatingState, facts: Facts) -> Period:
    return facts.period.previous() if state.is_before else facts.period


def _other_period(state: RatingState, facts: Facts) -> Period:
    return facts.period if state.is_before else facts.period.previous()
