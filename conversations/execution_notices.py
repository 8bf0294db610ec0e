"""What notices about the stages say, drawn when they are sent: None where it is no longer true."""

from collections.abc import Callable, Mapping

from conversations.effects import NoticeKind
from conversations.execution_facts import ObservationDate
from conversations.facts import Facts
from conversations.notices import notice_button
from conversations.plan_text import period_name
from conversations.rating import OPEN_RATING
from conversations.rating.texts import missing_of
from conversations.rules.terms import Capacity, StageId
from conversations.screens import Button, Screen, column
from conversations.stages import subject as stages
from conversations.stages.entering import AGREE, OPEN, OTHER_TIME
from conversations.words import Words, say

_Draw = Callable[[stages.Subject, str], Screen | None]


def execution_notice(kind: NoticeKind, facts: Facts, occasion: str) -> Screen | None:
    """Draw a notice about `facts.executed`; `occasion` begins with its stage, or is the date's version."""
    subject = stages.subject_of(facts)
    if subject is None or subject.is_owner is not (kind in _TO_OWNER):
        return None
    draw = _TO_OWNER.get(kind) or _TO_APPRAISER[kind]
    return draw(subject, occasion)


def _asked(subject: stages.Subject, occasion: str) -> Screen | None:
    """The other side proposes a date."""
    observation = _observation(subject, occasion)
    if observation is None or observation.agreed_at is not None:
        return None
    if observation.proposed_by is subject.capacity:
        return None
    lines = (
        say("<b>{who}</b> proposes a date for the observation:", who=_sender(subject)),
        _when(observation),
        "",
        say("Please agree, or propose another time."),
    )
    buttons = (
        Button(say("Agree to this date"), notice_button(AGREE, subject.plan.id, observation.version)),
        Button(say("Another time"), notice_button(OTHER_TIME, subject.plan.id, observation.version)),
    )
    return Screen(lines, column(buttons))


def _answered(subject: stages.Subject, occasion: str) -> Screen | None:
    """The other side agrees."""
    observation = _observation(subject, occasion)
    if observation is None or observation.agreed_at is None:
        return None
    if observation.proposed_by is not subject.capacity:
        return None
    lines = (
        say("<b>{who}</b> agrees to the date of the observation:", who=_sender(subject)),
        _when(observation),
    )
    action = notice_button(OTHER_TIME, subject.plan.id, observation.version)
    return Screen(lines, column([Button(say("Calendar file, or move"), action)]))


def _handed_in(subject: stages.Subject, occasion: str) -> Screen | None:
    """The owner has finished a form."""
    stage = StageId(occasion.partition(".")[0])
    if subject.done(stage) is None:
        return None
    name = subject.stage(stage).name
    head = say("<b>{name}</b> has finished <b>{stage}</b>.", name=subject.plan.owner_name, stage=name)
    return Screen((head, *_what_follows(stage)), column([_open(subject, stage)]))


def _what_follows(stage: StageId) -> tuple[Words, ...]:
    """What the appraiser does next, where a form leads to something."""
    match stage:
        case StageId.A:
            return (say("After the observation you record here what you saw."),)
        case StageId.E:
            return (say("Once you have read it, you can give the rating with /nilai."),)
        case _:
            return ()


def _observed(subject: stages.Subject, occasion: str) -> Screen | None:
    """The observation is recorded."""
    if (StageId.B, Capacity.APPRAISER) not in subject.execution.done:
        return None
    lines = (
        say("Your observation is recorded. Please read it."),
        say("It is where you start from, not a rating. The discussion of it follows."),
    )
    return Screen(lines, column([_open(subject, StageId.B), _open(subject, StageId.C)]))


def _predicate_shown(subject: stages.Subject, occasion: str) -> Screen | None:
    """The last dokumen akuntabilitas has come."""
    plan, rating = subject.plan, subject.execution.rating
    if rating is None or rating.released_at is None or missing_of(plan, subject.execution, subject.rules):
        return None
    line = say(
        "Your predikat for <b>{period}</b> can be read now: the last dokumen akuntabilitas is there.",
        period=period_name(plan.period),
    )
    button = Button(say("See my rating"), notice_button(OPEN_RATING, plan.id, plan.version))
    return Screen((line,), column([button]))


def _observation(subject: stages.Subject, occasion: str) -> ObservationDate | None:
    """The date, if it is still the one that the notice is about."""
    observation = subject.execution.observation
    return observation if observation is not None and str(observation.version) == occasion else None


def _when(observation: ObservationDate) -> Words:
    return say("<b>{at}</b>", at=observation.starts_at)


def _sender(subject: stages.Subject) -> Words:
    return stages.other_side_first(subject)


def _open(subject: stages.Subject, stage: StageId) -> Button:
    action = notice_button(f"{OPEN}{stage.lower()}", subject.plan.id, subject.plan.version)
    return Button(subject.stage(stage).name, action)


_TO_OWNER: Mapping[NoticeKind, _Draw] = {
    NoticeKind.OBSERVATION_OFFERED: _asked,
    NoticeKind.OBSERVATION_SET: _answered,
    NoticeKind.OBSERVED: _observed,
    NoticeKind.PREDICATE_SHOWN: _predicate_shown,
}
_TO_APPRAISER: Mapping[NoticeKind, _Draw] = {
    NoticeKind.OBSERVATION_ASKED: _asked,
    NoticeKind.OBSERVATION_TAKEN: _answered,
    NoticeKind.STAGE_HANDED_IN: _handed_in,
}
EXECUTION_NOTICES = frozenset({*_TO_OWNER, *_TO_APPRAISER})
