"""Notices between a principal and teachers; None where one is no longer true."""

from conversations.facts import Facts, RequestState
from conversations.notices import NO_VERSION, TO_PLAN, notice_button
from conversations.plan_text import period_name
from conversations.rules.terms import PlanStatus
from conversations.school.requests import LET_IN, REQUESTS, TURN_AWAY, request_lines
from conversations.screens import Button, Screen, column
from conversations.words import Say, say

_UNFINISHED = frozenset({PlanStatus.BELUM_DIAJUKAN, PlanStatus.PERLU_PERBAIKAN})


def draw_join_requested(facts: Facts, request_id: int) -> Screen | None:
    """Somebody asks the KS to be let in; answered right on the message."""
    request = facts.request
    if request is None or request.state is not RequestState.PENDING:
        return None
    if not facts.is_ks_of(request.school.id):
        return None
    buttons = (
        Button(say("Terima"), notice_button(LET_IN, request.id, NO_VERSION)),
        Button(say("Tolak"), notice_button(TURN_AWAY, request.id, NO_VERSION)),
        Button(say("Lihat permintaan"), notice_button(REQUESTS, request.id, NO_VERSION)),
    )
    return Screen(request_lines(request), column(buttons))


def draw_nudge(facts: Facts, school_id: int) -> Screen | None:
    """The KS reminds a teacher of the plan that is not submitted yet."""
    is_done = facts.own_plan is not None and facts.own_plan.status not in _UNFINISHED
    if facts.person is None or not facts.leader_name or is_done:
        return None
    lines = (
        say("<b>{name}</b> kindly reminds you of your plan.", name=facts.leader_name),
        *_how_far(facts),
    )
    button = Button(say("Open my plan"), notice_button(TO_PLAN, school_id, NO_VERSION))
    return Screen(lines, ((button,),))


def _how_far(facts: Facts) -> tuple[Say, ...]:
    period = period_name(facts.period)
    if facts.own_plan is None:
        return (
            say("Your plan for {period} has not been started yet.", period=period),
            say("Susunkan untuk saya proposes whole sets after three short questions."),
        )
    return (
        say("Your plan for {period} has not been submitted yet.", period=period),
        say("Everything you have chosen is kept. A few minutes may be enough to go on."),
    )
