"""Who asks to be let in, and the principal's answer."""

from conversations.events import Press
from conversations.facts import Facts, JoinRequest, RequestState, SchoolOverview
from conversations.flow import Input
from conversations.navigation import LEAVE, go_home
from conversations.people_effects import DecideRequest
from conversations.review.lists import short_name
from conversations.school.listing import entries_on, pages_of, turning
from conversations.school.state import NOT_A_PRINCIPAL, Place, SchoolState, go, led_schools
from conversations.screens import Button, Screen, column
from conversations.session import Move
from conversations.words import Say, Words, say

LET_IN, TURN_AWAY, REQUESTS = "let_in", "turn_away", "requests"
REQUEST_ACTIONS = frozenset({LET_IN, TURN_AWAY, REQUESTS})
GONE = say("That request does not wait any more. These are the requests now.")


def show_requests(state: SchoolState, overview: SchoolOverview, facts: Facts) -> Screen:
    """All waiting requests, oldest first."""
    page, entries = entries_on(overview.requests, state.page)
    pages = pages_of(overview.requests)
    lines: list[Words] = [say("<b>Permintaan</b>: {school}", school=overview.school.name), ""]
    lines += [
        say("{number}. {name} · {at}", number=number, name=one.person_name, at=one.asked_at)
        for number, one in enumerate(entries, start=1)
    ]
    if not entries:
        lines.append(say("Nobody is asking to join now. A new request comes to you as a message."))
    if pages > 1:
        lines += ["", say("Page {page} of {pages}.", page=page + 1, pages=pages)]
    names = (Button(short_name(one.person_name), f"request:{one.id}") for one in entries)
    return Screen(tuple(lines), (*column(names), *turning(page, pages), LEAVE))


def take_requests(state: SchoolState, event: Input, overview: SchoolOverview, facts: Facts) -> Move:
    """Open one request or another page."""
    if not isinstance(event, Press):
        return go(state)
    verb, _, rest = event.action.partition(":")
    if verb == "page":
        return go(state.at(Place.REQUESTS, page=int(rest)))
    return go(state.at(Place.REQUEST, request_id=int(rest)))


def show_request(state: SchoolState, overview: SchoolOverview, facts: Facts) -> Screen:
    """One request with what each answer means."""
    request = _request(state, overview)
    buttons = (Button(say("Terima"), LET_IN), Button(say("Tolak"), TURN_AWAY))
    return Screen(request_lines(request), (*column(buttons), LEAVE))


def take_request(state: SchoolState, event: Input, overview: SchoolOverview, facts: Facts) -> Move:
    """Let the person in, or not."""
    request = _request(state, overview)
    if not isinstance(event, Press) or event.action not in (LET_IN, TURN_AWAY):
        return go(state)
    return _decide(state, request, is_accepted=event.action == LET_IN)


def request_lines(request: JoinRequest) -> tuple[Words, ...]:
    """Who asks for what, and what the answers mean."""
    return (
        say(
            "<b>{name}</b> asks to join {school} as guru.",
            name=request.person_name,
            school=request.school.name,
        ),
        say("Asked: {at}", at=request.asked_at),
        "",
        say("Please accept only whom you know as a teacher of this school."),
        say("Whoever is accepted leaves another school here; a plan that is not final comes along."),
    )


def from_request_notice(action: str, facts: Facts) -> Move:
    """Act on a request as a message told of it; where it does not wait any more, say what became of it."""
    request = facts.request
    led = led_schools(facts)
    if request is None and led:
        # Whoever asked has deleted their data, or asked a school that is led by somebody else now.
        return go(SchoolState(school_id=led[0].id, place=Place.REQUESTS), GONE)
    if request is None or not facts.is_ks_of(request.school.id):
        return go_home(NOT_A_PRINCIPAL)
    here = SchoolState(school_id=request.school.id, place=Place.REQUESTS)
    if action not in (LET_IN, TURN_AWAY):
        return go(here)
    if request.state is not RequestState.PENDING:
        return go(here, _already(request))
    return _decide(here, request, is_accepted=action == LET_IN)


def _decide(state: SchoolState, request: JoinRequest, *, is_accepted: bool) -> Move:
    name, school = request.person_name, request.school.name
    word = (
        say("{name} now belongs to {school} and is told.", name=name, school=school)
        if is_accepted
        else say("{name} was not let in and is told kindly.", name=name)
    )
    return go(state.at(Place.REQUESTS), word, DecideRequest(request.id, is_accepted))


def _already(request: JoinRequest) -> Say:
    name = request.person_name
    match request.state:
        case RequestState.ACCEPTED:
            return say("Nothing was done: {name} has already been let in.", name=name)
        case RequestState.REFUSED:
            return say("Nothing was done: the request of {name} was already refused.", name=name)
        case _:
            return say("Nothing was done: {name} has taken the request back.", name=name)


def _request(state: SchoolState, overview: SchoolOverview) -> JoinRequest:
    for request in overview.requests:
        if request.id == state.request_id:
            return request
    raise LookupError("settle lets nobody stand at a request that is gone")
