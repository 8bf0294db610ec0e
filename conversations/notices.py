"""Buttons on notices: bound to a plan and its version instead of a screen's revision."""

from conversations import planning, review
from conversations.events import NOTICE, Press, press_data
from conversations.facts import Facts, Needs
from conversations.session import Move


def notice_button(action: str, plan_id: int, version: int) -> str:
    """Button data of a notice, such as `n:3:approve:12` for version 3 of plan 12."""
    return press_data(NOTICE, version, f"{action}:{plan_id}")


def needs(press: Press) -> Needs:
    """The plan that the notice told of, whoever owns it; who may see it is decided in `handle`."""
    return Needs(plan_id=_parse(press)[1], history=True)


def handle(press: Press, facts: Facts) -> Move:
    """Go to the plan that the notice told of and act there if it is still as told."""
    action, _ = _parse(press)
    plan = facts.reviewed
    if plan is not None and facts.leads(plan):
        return review.from_notice(action, press.number, plan, facts)
    if plan is not None and facts.person is not None and plan.owner_id == facts.person.id:
        return planning.from_notice(action, press.number, plan, facts)
    return review.not_yours(facts)


def _parse(press: Press) -> tuple[str, int | None]:
    action, _, plan_id = press.action.partition(":")
    return action, int(plan_id) if plan_id.isdecimal() and len(plan_id) < 19 else None
