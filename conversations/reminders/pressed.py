"""What the buttons of a reminder do: an old one is harmless and says what is true."""

from dataclasses import replace

from conversations import account, planning, rating, review, schedule, school
from conversations.asides import origin
from conversations.events import Press
from conversations.execution_facts import who_fills_in
from conversations.facts import Facts
from conversations.own_reminders import Reminders
from conversations.reminder_effects import SwitchKind
from conversations.reminders.answers import answer, put_off
from conversations.reminders.buttons import (
    AGAIN,
    DONE,
    GO,
    MUTE,
    QUEUE,
    names_digest,
    period_of,
    stages_of,
)
from conversations.reminders.calling import concerned_stages
from conversations.reminders.flow import ASIDES
from conversations.reminders.stages import DONE as MARK
from conversations.reminders.stages import MUTE as NO_MORE
from conversations.reminders.stages import pickable
from conversations.reminders.state import Place, RemindersState, go
from conversations.rules.reminder_policy import ReminderKind
from conversations.rules.terms import Capacity, PlanStatus, StageId
from conversations.session import Move, Session
from conversations.stages import open_stage
from conversations.words import say

_PAST = say("That reminder was about an earlier half-year. This is what holds now.")
_NOT_YOURS = say("That reminder does not concern you any more. This is what holds now.")
_OTHER_ROLE = say("Your own plan belongs to another role. Please choose it here, then go to /rencana.")
_WISHES = {DONE: MARK, MUTE: NO_MORE}


def from_notice(press: Press, session: Session, facts: Facts) -> Move:
    """Go right into what the reminder was about, or settle what was pressed."""
    reminders = facts.reminders
    state = RemindersState(**origin(session, ASIDES), is_from_notice=True)
    overview = state.at(Place.OVERVIEW)
    action = press.action.partition(":")[0]
    if action == QUEUE:
        return review.enter(facts)
    if reminders is None or period_of(press) != reminders.period:
        return go(overview, _PAST)
    if action == MUTE and names_digest(press):
        return _without_digest(state, reminders)
    stages = tuple(stage for stage in stages_of(press) if stage in concerned_stages(facts, reminders))
    has_digest = names_digest(press) and facts.is_supervisor
    if not stages and not has_digest:
        return go(overview, _NOT_YOURS)
    if action == AGAIN:
        return _again(state, stages, has_digest=has_digest, facts=facts, reminders=reminders)
    if action == GO and stages:
        return _go(stages, session, facts)
    return _settle(state, _WISHES.get(action, MARK), stages, facts, reminders) if stages else go(overview)


def _go(stages: tuple[StageId, ...], session: Session, facts: Facts) -> Move:
    if StageId.SKP not in stages:
        return _into(stages, session, facts)
    if not planning.has_own_plan(facts):
        return replace(account.open_roles(session), word=_OTHER_ROLE)
    return planning.enter(facts)


def _into(stages: tuple[StageId, ...], session: Session, facts: Facts) -> Move:
    """Into the own stage, else to the people with whom it is done."""
    own = [stage for stage in stages if who_fills_in(stage) is Capacity.OWNER]
    plan = facts.own_plan
    if own and plan is not None and plan.status is PlanStatus.DISEPAKATI:
        return open_stage(own[0])
    if not facts.is_supervisor:
        return schedule.open_schedule(session)
    if StageId.F_G in stages:
        return rating.enter(facts)
    return school.enter(facts)


def _again(
    state: RemindersState,
    stages: tuple[StageId, ...],
    *,
    has_digest: bool,
    facts: Facts,
    reminders: Reminders,
) -> Move:
    word, effects = put_off(stages, has_digest=has_digest, facts=facts, reminders=reminders)
    if len(stages) == 1:
        return go(state.at(Place.STAGE, stage=stages[0]), word, *effects)
    return go(state.at(Place.STAGES if stages else Place.OVERVIEW), word, *effects)


def _settle(
    state: RemindersState, wish: str, stages: tuple[StageId, ...], facts: Facts, reminders: Reminders
) -> Move:
    """One stage is settled at once; of several the reader chooses."""
    picking = state.at(Place.PICK, wish=wish, stages=stages)
    if len(stages) > 1 and pickable(picking, facts, reminders):
        return go(picking)
    word, effects = answer(wish, stages[0], facts, reminders)
    return go(state.at(Place.STAGE, stage=stages[0]), word, *effects)


def _without_digest(state: RemindersState, reminders: Reminders) -> Move:
    """Switched off, where one press switches it on again."""
    here = state.at(Place.KINDS)
    if ReminderKind.DIGEST in reminders.choice.off:
        return go(here, say("The weekly digest is off already."))
    return go(here, say("The weekly digest is off."), SwitchKind(ReminderKind.DIGEST, is_on=False))
