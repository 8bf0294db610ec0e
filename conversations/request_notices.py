"""What somebody who asked to be let into a school is told; None where it is no longer true."""

from conversations.facts import Facts, JoinRequest, RequestState
from conversations.person_text import school_line
from conversations.screens import Screen
from conversations.words import Words, say


def accepted_screen(facts: Facts, request_id: int) -> Screen | None:
    """The principal has let the person in."""
    request = _own(facts, RequestState.ACCEPTED)
    if request is None or not any(m.school.id == request.school.id for m in facts.memberships):
        return None
    lines: list[Words] = [
        say("You now belong to {school}: the principal has let you in.", school=school_line(request.school)),
        say("Your plan goes there when you submit it."),
    ]
    if request.school.led_by_plt:
        lines.append(say("It is led by a Plt.: plans are approved automatically on submission."))
    return Screen(tuple(lines))


def refused_screen(facts: Facts, request_id: int) -> Screen | None:
    """The principal has not let the person in."""
    request = _own(facts, RequestState.REFUSED)
    if request is None:
        return None
    return Screen(
        (
            say("The principal of {school} has not let you in.", school=school_line(request.school)),
            say("Nothing has changed for you. Please speak with the principal, or use your school's code."),
        )
    )


def _own(facts: Facts, state: RequestState) -> JoinRequest | None:
    request, person = facts.request, facts.person
    is_own = request is not None and person is not None and request.person_id == person.id
    return request if request is not None and is_own and request.state is state else None
