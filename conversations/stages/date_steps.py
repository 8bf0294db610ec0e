"""Proposing a date for the observation, and agreeing to it."""

from datetime import date, datetime, time, timedelta

from conversations.document_effects import DocumentKind, SendDocument
from conversations.effects import NoticeKind, NotifyOwner, NotifySupervisors
from conversations.events import Press, Text
from conversations.execution_effects import AgreeObservation, ProposeObservation
from conversations.execution_facts import ObservationDate
from conversations.facts import Facts
from conversations.flow import Input
from conversations.navigation import BACK, HOME
from conversations.numbers import parse_number
from conversations.rules.terms import StageId
from conversations.session import Move
from conversations.stages.date_screens import is_free, show_date, show_days
from conversations.stages.state import Place, StagesState, go
from conversations.stages.subject import Subject, other_side_first, with_told
from conversations.stages.times import instant, parse_when
from conversations.words import Say, say

_FURTHEST = timedelta(days=200)
NOT_UNDERSTOOD = say("I could not read a date in that. Please type day, month and time, such as 12/8 09.30.")
CHANGED = say("The date has changed meanwhile. This is how it stands now.")
_SENT = say("The calendar file is on its way. Open it to add the observation to your calendar.")


def step_in_date(state: StagesState, event: Input, subject: Subject, facts: Facts) -> Move:
    """Answer a proposal, choose a day, or take what was typed."""
    if isinstance(event, Text):
        picked = _picked(state, event.text, subject, facts)
        if picked is None:
            return _typed(state, event.text, subject, facts)
        return step_in_date(state, Press("", 0, picked), subject, facts)
    verb, _, rest = event.action.partition(":")
    match verb:
        case "agree":
            return agree(state, int(rest), subject, facts)
        case "save":
            wish = SendDocument(DocumentKind.OBSERVATION_CALENDAR, subject.plan.id)
            return go(state, _SENT, wish)
        case "page":
            return go(state.at(state.place, page=int(rest)))
        case "form":
            return go(state.at(Place.STAGE, stage=StageId.A))
        case "other":
            return go(state.at(Place.OTHER_DATE))
        case "day":
            return go(state.at(Place.HOURS, day=rest))
        case "hour":
            at = time(int(rest[:2]), int(rest[2:]))
            return _propose(
                state, instant(date.fromisoformat(state.day), at, subject.reader.zone), subject, facts
            )
        case _:
            return go(state)


def _picked(state: StagesState, text: str, subject: Subject, facts: Facts) -> str | None:
    """What a bare number picks; of an hour it is the hour itself."""
    number = parse_number(text)
    if number is None or state.place is Place.HOURS:
        return None
    show = show_date if state.place is Place.DATE else show_days
    offered = [action for action in show(state, subject, facts).actions if action not in (BACK, HOME)]
    return offered[number - 1] if 1 <= number <= len(offered) else None


def agree(state: StagesState, version: int, subject: Subject, facts: Facts) -> Move:
    """Agree to the proposal as it was seen."""
    here, observation = state.at(Place.DATE), subject.execution.observation
    if observation is None or observation.version != version or not _is_asked(observation, subject):
        return go(here, CHANGED)
    refusal = _refusal(observation.starts_at, subject, facts)
    if refusal is not None:
        return go(here, refusal)
    return _agreed(here, observation, subject)


def _agreed(here: StagesState, observation: ObservationDate, subject: Subject) -> Move:
    plan, occasion = subject.plan, str(observation.version + 1)
    told: NotifyOwner | NotifySupervisors
    if subject.is_owner:
        told = NotifySupervisors(NoticeKind.OBSERVATION_TAKEN, plan.id, plan.version, occasion)
    else:
        told = NotifyOwner(NoticeKind.OBSERVATION_SET, plan.id, plan.version, occasion)
    agreed = AgreeObservation(plan.id, observation.version, subject.capacity)
    return go(here, with_told(say("Agreed."), subject), agreed, told)


def _typed(state: StagesState, text: str, subject: Subject, facts: Facts) -> Move:
    typed = parse_when(text, facts.today)
    if typed is None:
        return go(state, NOT_UNDERSTOOD)
    day = typed.day or (date.fromisoformat(state.day) if state.place is Place.HOURS else None)
    if day is None:
        return go(state, say("On which day? Please type day, month and time, such as 12/8 09.30."))
    if typed.at is None:
        return go(state.at(Place.HOURS, day=day.isoformat()))
    return _propose(state, instant(day, typed.at, subject.reader.zone), subject, facts)


def _propose(state: StagesState, starts_at: datetime, subject: Subject, facts: Facts) -> Move:
    here, observation, plan = state.at(Place.DATE), subject.execution.observation, subject.plan
    refusal = _refusal(starts_at, subject, facts)
    if refusal is not None:
        return go(state, refusal)
    if observation is not None and observation.starts_at == starts_at:
        if _is_asked(observation, subject):
            return _agreed(here, observation, subject)
        return go(here, say("That is the date already."))
    version = None if observation is None else observation.version
    proposed = ProposeObservation(plan.id, version, starts_at, subject.capacity)
    if subject.is_alone:
        return go(here, say("The date is set."), proposed)
    occasion = str((version or 0) + 1)
    told: NotifyOwner | NotifySupervisors
    if subject.is_owner:
        told = NotifySupervisors(NoticeKind.OBSERVATION_ASKED, plan.id, plan.version, occasion)
    else:
        told = NotifyOwner(NoticeKind.OBSERVATION_OFFERED, plan.id, plan.version, occasion)
    return go(here, with_told(say("Proposed."), subject), proposed, told)


def _is_asked(observation: ObservationDate, subject: Subject) -> bool:
    """Whether the other side waits for the reader's answer."""
    return observation.agreed_at is None and observation.proposed_by is not subject.capacity


def _refusal(starts_at: datetime, subject: Subject, facts: Facts) -> Say | None:
    """Why the observation cannot be then."""
    if not subject.may_arrange:
        return say("The observation is recorded already, so its date stays.")
    if starts_at <= facts.now:
        return say("{at} is over. Please choose a time to come.", at=starts_at)
    if starts_at > facts.now + _FURTHEST:
        return say("{at} is too far away. Please choose a day of this half-year.", at=starts_at)
    if is_free(subject, starts_at):
        return None
    if subject.is_owner:
        return say(
            "{who} has agreed to another observation within the hour of {at}. Please choose another time.",
            who=other_side_first(subject),
            at=starts_at,
        )
    return say(
        "You have agreed to another observation within the hour of {at}. Please choose another time.",
        at=starts_at,
    )
