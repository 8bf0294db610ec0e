"""The history of a plan, in words."""

from collections.abc import Mapping

from conversations.facts import EventKind, HistoryEntry, Plan
from conversations.paging import Block, paginate
from conversations.person_text import known_name
from conversations.rating.texts import rating_change_line
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import StageId
from conversations.words import Say, Words, say

_NAMES: Mapping[EventKind, Say] = {
    EventKind.SUBMITTED: say("submitted the plan"),
    EventKind.APPROVED: say("approved the plan"),
    EventKind.AUTO_APPROVED: say("approved automatically (school led by a Plt.)"),
    EventKind.REVISION_REQUESTED: say("asked for improvements"),
    EventKind.CHANGE_REQUESTED: say("asked for a change"),
    EventKind.RHK_CHANGED: say("changed the RHK"),
    EventKind.BEHAVIORS_CHANGED: say("changed the Perilaku Kerja"),
    EventKind.APPROVAL_UNDONE: say("undid the approval"),
    EventKind.AGREED: say("agreed; the plan is final"),
    EventKind.AGREED_OUTSIDE: say("agreed outside the assistant (mode mandiri); the plan is final"),
    EventKind.MOVED: say("moved the plan away from its school"),
    EventKind.RETURNED: say("made the plan a draft again"),
    EventKind.STAGE_DONE: say("finished a stage"),
    EventKind.STAGE_REOPENED: say("opened a stage again"),
    EventKind.OBSERVATION_AGREED: say("agreed on the date of the observation"),
    EventKind.RATED: say("released the rating"),
    EventKind.RATING_CORRECTED: say("corrected the rating"),
    EventKind.RATING_ENTERED: say("entered the rating received in PMM"),
}


def event_name(kind: EventKind, stage: StageId | None = None, rules: RuleSet | None = None) -> Say:
    """What happened to a plan, in a few words."""
    if stage is None or rules is None:
        return _NAMES[kind]
    name = rules.stage(stage).name
    if kind is EventKind.STAGE_DONE:
        return say("finished {stage}", stage=name)
    return say("opened {stage} again", stage=name)


def history_pages(plan: Plan, rules: RuleSet) -> tuple[Block, ...]:
    """Who did what and when, newest last, on pages that fit a message."""
    head = (say("<b>Riwayat: {name}</b>", name=plan.owner_name), "")
    if not plan.history:
        return ((*head, say("Nothing has happened to this plan yet besides writing it.")),)
    return tuple((*head, *page) for page in paginate(_block(entry, rules) for entry in plan.history))


def _block(entry: HistoryEntry, rules: RuleSet) -> Block:
    actor: Words = known_name(entry.actor_name) if entry.actor_name is not None else say("The system")
    what = event_name(entry.kind, entry.stage, rules)
    done = say("{at}\n<b>{actor}</b>: {what}", at=entry.at, actor=actor, what=what)
    changed = tuple(rating_change_line(change, rules) for change in entry.ratings)
    return (done, say("<i>{note}</i>", note=entry.note), "") if entry.note else (done, *changed, "")
