"""From somebody's progress to where something is done about it: the plan, the stages, the rating."""

from conversations import rating, stages
from conversations.execution_facts import Progress
from conversations.review import ReviewState
from conversations.review.state import go as go_review
from conversations.rules.terms import StageId
from conversations.school.standing import Task
from conversations.school.state import NAME, VERSION, SchoolState
from conversations.session import Move, Session


def open_task(state: SchoolState, task: Task, one: Progress) -> Move:
    """Go where a task about somebody is done."""
    match task:
        case Task.APPROVE | Task.CHANGE:
            return open_plan(one)
        case Task.RATE:
            return open_rating(state, one)
        case Task.DATE:
            return stages.open_stage(StageId.A, _plan_id(one), _here(state))
        case Task.OBSERVE:
            return stages.open_stage(StageId.B, _plan_id(one), _here(state))


def open_plan(one: Progress) -> Move:
    """Read the plan, with the buttons to decide while it waits."""
    return go_review(ReviewState(plan_id=_plan_id(one)).at_plan(one.plan_version))


def open_rating(state: SchoolState, one: Progress) -> Move:
    """Rate the final plan; back leads here again."""
    return rating.enter_person(_plan_id(one), _here(state), is_before=state.is_before)


def open_stages(state: SchoolState, one: Progress) -> Move:
    """The stages of the final plan; back leads here again."""
    return stages.open_person(_plan_id(one), _here(state))


def _here(state: SchoolState) -> Session:
    return Session(NAME, VERSION, state.dump())


def _plan_id(one: Progress) -> int:
    if one.plan_id is None:
        raise LookupError("nothing is offered about a plan on which the reader does not decide")
    return one.plan_id
