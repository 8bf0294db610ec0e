"""Buttons on notices: bound to what they tell of, a plan with its version, instead of a screen's revision."""

from conversations import broadcasting, groups, operating, planning, rating, reminders, review, school, stages
from conversations.events import NOTICE, Press, press_data
from conversations.facts import Facts, Needs
from conversations.needs import NOTHING_MORE
from conversations.reporting import OPEN_REPORT
from conversations.session import Move, Session

# On notices that tell of something without versions.
NO_VERSION = 0
TO_PLAN = "to_plan"


def notice_button(action: str, subject_id: int, version: int) -> str:
    """Button data of a notice, such as `n:3:approve:12` for version 3 of plan 12."""
    return press_data(NOTICE, version, f"{action}:{subject_id}")


def needs(press: Press) -> Needs:
    """What the notice told of, whoever it concerns; who may see it is decided in `handle`."""
    action, subject_id = _parse(press)
    if action == OPEN_REPORT:
        return Needs(report_id=subject_id)
    if action == broadcasting.OPEN_BROADCAST:
        return NOTHING_MORE
    if action in school.REQUEST_ACTIONS:
        return Needs(request_id=subject_id)
    if action in groups.NOTICE_ACTIONS:
        return Needs(group_proposal_id=subject_id)
    if action in reminders.NOTICE_ACTIONS:
        return Needs(reminders=True)
    if action in stages.NOTICE_ACTIONS:
        return Needs(plan_id=subject_id, execution=True)
    return Needs(plan_id=subject_id, history=True)


def handle(press: Press, session: Session, facts: Facts) -> Move:
    """Go to what the notice told of and act there if it is still as told."""
    action, subject_id = _parse(press)
    if action == OPEN_REPORT and subject_id is not None:
        return operating.from_notice(subject_id, facts)
    if action == broadcasting.OPEN_BROADCAST and subject_id is not None:
        return broadcasting.from_notice(subject_id, facts)
    if facts.person is None:
        return review.not_yours(facts)
    if action in school.REQUEST_ACTIONS:
        return school.from_request_notice(action, facts)
    if action in groups.NOTICE_ACTIONS:
        return groups.from_notice(action, facts)
    if action in reminders.NOTICE_ACTIONS:
        return reminders.from_notice(press, session, facts)
    if action in stages.NOTICE_ACTIONS:
        return stages.from_notice(press, facts)
    if action == TO_PLAN:
        return planning.enter(facts)
    plan = facts.reviewed
    if action == rating.OPEN_RATING:
        return rating.from_notice(plan, facts)
    if plan is not None and facts.leads(plan):
        return review.from_notice(action, press.number, plan, facts)
    if plan is not None and plan.owner_id == facts.person.id:
        return planning.from_notice(action, press.number, plan, facts)
    return review.not_yours(facts)


def _parse(press: Press) -> tuple[str, int | None]:
    action, _, subject_id = press.action.partition(":")
    return action, int(subject_id) if subject_id.isdecimal() and len(subject_id) < 19 else None
