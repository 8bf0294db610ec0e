"""Ways into the stages: from home, from lists of people, from notices and reminders."""

from typing import Any

from conversations.events import Press
from conversations.facts import Facts
from conversations.navigation import go_home
from conversations.rules.assessment_models import Stage
from conversations.rules.terms import PlanStatus, StageId
from conversations.session import Move, Session
from conversations.stages.date_steps import CHANGED, agree
from conversations.stages.flow import NOT_YOURS
from conversations.stages.state import Place, StagesState, came_from, go
from conversations.stages.steps import STAGE_CODES
from conversations.stages.subject import late_stages, present_stage, subject_of

AGREE, OTHER_TIME, OPEN = "obs_agree", "obs_other", "stage_"
NOTICE_ACTIONS = frozenset({AGREE, OTHER_TIME, *(f"{OPEN}{code}" for code in STAGE_CODES)})


def enter(session: Session | None = None) -> Move:
    """Show the stages of the own final plan."""
    return go(StagesState(**_origin(session)))


def open_stage(stage: StageId, plan_id: int | None = None, session: Session | None = None) -> Move:
    """Show one stage, without a plan that of the own final one; back leads to where the session stands."""
    return go(StagesState(place=Place.STAGE, stage=stage, plan_id=plan_id, **_origin(session)))


def open_person(plan_id: int, session: Session | None = None) -> Move:
    """Show the stages of somebody's plan; back leads to where the session stands."""
    return go(StagesState(plan_id=plan_id, **_origin(session)))


def _origin(session: Session | None) -> dict[str, Any]:
    return {} if session is None else came_from(session)


def present(facts: Facts) -> Stage | None:
    """The stage of this month, once the own plan is final and until all that its owner does is done."""
    plan = facts.own_plan
    if plan is None or plan.status is not PlanStatus.DISEPAKATI:
        return None
    rules = facts.rules_of(plan)
    found = present_stage(rules, plan, facts.today, facts.own_done)
    return None if found is None else rules.stage(found)


def late(facts: Facts) -> tuple[Stage, ...]:
    """The stages of the own final plan that are still to be done though their months are over."""
    plan = facts.own_plan
    if plan is None or plan.status is not PlanStatus.DISEPAKATI:
        return ()
    rules = facts.rules_of(plan)
    return tuple(rules.stage(found) for found in late_stages(rules, plan, facts.today, facts.own_done))


def open_present(facts: Facts, session: Session | None = None) -> Move:
    """Show the stage of this month of the own plan, or all where there is none; back as in `open_stage`."""
    stage = present(facts)
    return enter(session) if stage is None else open_stage(stage.id, session=session)


def from_notice(press: Press, facts: Facts) -> Move:
    """Go right into what a notice told of; an answer counts only for the date that it told of."""
    subject = subject_of(facts)
    if subject is None:
        return go_home(NOT_YOURS)
    action = press.action.partition(":")[0]
    state = StagesState(place=Place.STAGE, plan_id=subject.plan.id)
    if action == AGREE:
        return agree(state, press.number, subject, facts)
    if action == OTHER_TIME:
        observation = subject.execution.observation
        is_same = observation is not None and observation.version == press.number
        return go(state.at(Place.DATE), None if is_same else CHANGED)
    return go(state.at(Place.STAGE, stage=STAGE_CODES[action.removeprefix(OPEN)]))
