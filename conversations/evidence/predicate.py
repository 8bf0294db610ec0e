"""What a dokumen akuntabilitas does to a predikat: while one is missing its owner does not see it."""

from conversations.evidence.state import Desk
from conversations.execution_effects import TellOfPredicates
from conversations.facts import Facts
from conversations.rating.sheet import Sheet
from conversations.rating.state import Place, RatingState
from conversations.rating.state import go as go_to_rating
from conversations.rating.texts import missing_of, predicate_of
from conversations.rules.assessment_models import AccountabilityDocument
from conversations.rules.cycle import Period
from conversations.rules.terms import PlanRole, Role
from conversations.screens import Button, Rows
from conversations.session import Move
from conversations.words import Words, say

OPEN_RATING = "rating"


def shown_lines(desk: Desk) -> tuple[Words, ...]:
    """That the reader's own predikat can be read."""
    if not is_shown(desk):
        return ()
    return ("", say("Every dokumen akuntabilitas is there: your <b>predikat</b> can be read now."))


def shown_rows(desk: Desk) -> Rows:
    """The way to it."""
    return ((Button(say("See my rating"), OPEN_RATING),),) if is_shown(desk) else ()


def open_rating(desk: Desk) -> Move:
    """Go to the own rating of the plan."""
    return go_to_rating(RatingState(place=Place.RESULT, plan_id=desk.plan.id))


def is_shown(desk: Desk) -> bool:
    """Whether the reader owns the plan and may see its predikat."""
    kept = desk.execution.rating
    if not desk.is_owner or kept is None or kept.released_at is None:
        return False
    has_predicate = predicate_of(desk.rules, Sheet.of(kept)) is not None
    return has_predicate and not missing_of(desk.plan, desk.execution, desk.rules)


def telling(
    period: Period, school_id: int | None, roles: tuple[PlanRole, ...], entry: AccountabilityDocument
) -> tuple[TellOfPredicates, ...]:
    """Tell at a school whose predikat was waiting only for this document."""
    return () if school_id is None or not roles else (TellOfPredicates(period, school_id, roles, entry.code),)


def school_of_both(desk: Desk, facts: Facts) -> int | None:
    """The school whose guru a document of the KS's own plan is for too; as where it is written."""
    if desk.plan.school is not None:
        return desk.plan.school.id
    led = [member.school.id for member in facts.memberships if member.role is Role.KS]
    return led[0] if len(led) == 1 else None
