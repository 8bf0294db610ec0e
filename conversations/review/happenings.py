"""Who did what to a plan, told to a reviewer whose step came too late."""

from conversations.facts import EventKind, HistoryEntry, Plan
from conversations.person_text import known_name
from conversations.plan_history import event_name
from conversations.rules.terms import PlanStatus
from conversations.words import Say, Words, say


def changed(plan: Plan) -> Say:
    """The plan is not as it was opened."""
    return say("This plan has changed since you opened it. {what}", what=_last_step(plan))


def nothing_done(plan: Plan) -> Say:
    """A press came after the plan had changed."""
    return say(
        "This plan has changed since you opened it, so nothing was done. {what} "
        "Please look at it and decide once more.",
        what=_last_step(plan),
    )


def changed_since_notice(plan: Plan) -> Say:
    """A button of a message came after the plan had changed."""
    return say(
        "This plan has changed since that message, so nothing was done. {what} This is how it stands now.",
        what=_last_step(plan),
    )


def check_again(plan: Plan) -> Say:
    """The plan changed while something was prepared that may still be right."""
    return say(
        "The plan has changed while you were working on it. {what} Nothing was done yet: please check, "
        "then press once more.",
        what=_last_step(plan),
    )


def not_waiting(plan: Plan) -> Say:
    """The plan does not wait for a decision any more."""
    if plan.status is PlanStatus.DISETUJUI:
        return say(
            "Nothing was done, because this plan is approved. {what} To change it, press Batalkan "
            "persetujuan first.",
            what=_last_step(plan),
        )
    return say(
        "Nothing was done, because this plan is not waiting for approval any more. {what}",
        what=_last_step(plan),
    )


def decided(plan: Plan, word: Say) -> Say:
    """What was done, in the word for an owner who learns of it here; else that they must be told."""
    if plan.is_owner_reachable:
        return word
    return say(
        "It is done. {name} cannot be told here, because the assistant is blocked there: please tell them "
        "directly.",
        name=plan.owner_name,
    )


def open_request(plan: Plan) -> str:
    """The note of the owner's request for a change, also just after an approval was undone for its sake."""
    match plan.history:
        case (
            *_,
            HistoryEntry(kind=EventKind.CHANGE_REQUESTED) as asked,
            HistoryEntry(kind=EventKind.APPROVAL_UNDONE),
        ):
            return plan.change_note or asked.note
    return plan.change_note


def _last_step(plan: Plan) -> Say:
    if plan.history:
        last = plan.history[-1]
        actor: Words = say("The system") if last.actor_name is None else known_name(last.actor_name)
        return say("{actor} {what} ({at}).", actor=actor, what=event_name(last.kind), at=last.at)
    if plan.status is PlanStatus.DISETUJUI and plan.approved_by is not None and plan.approved_at is not None:
        return say(
            "{actor} approved the plan ({at}).", actor=known_name(plan.approved_by), at=plan.approved_at
        )
    return say("Riwayat tells who did what.")
