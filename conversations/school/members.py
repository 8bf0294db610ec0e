"""The teachers of the school: list, one of them, a reminder, removal."""

from conversations.events import Press
from conversations.execution_facts import Progress
from conversations.facts import EndReason, Facts, Member, SchoolOverview
from conversations.flow import Input
from conversations.navigation import LEAVE
from conversations.people_effects import RemoveMember
from conversations.plan_text import status_label
from conversations.review import ReviewState
from conversations.review.lists import short_name
from conversations.review.state import go as go_review
from conversations.rules.terms import PlanStatus
from conversations.school.listing import entries_on, pages_of, turning
from conversations.school.state import Place, SchoolState, go
from conversations.school_effects import NudgeMember
from conversations.screens import Button, Screen, column
from conversations.session import Move
from conversations.words import Say, Words, say

GONE = say("That person does not belong to the school any more. These are the teachers now.")
TO_WRITE = frozenset({None, PlanStatus.BELUM_DIAJUKAN, PlanStatus.PERLU_PERBAIKAN})
# Why somebody is removed, by the button that says so.
_REASONS = {"moved": EndReason.REMOVED, "mistaken": EndReason.REMOVED, "retired": EndReason.RETIRED}


def show_members(state: SchoolState, overview: SchoolOverview, facts: Facts) -> Screen:
    """All teachers by name, with where their plans stand."""
    page, entries = entries_on(overview.members, state.page)
    pages = pages_of(overview.members)
    lines: list[Words] = [say("<b>Guru</b>: {school}", school=overview.school.name), ""]
    lines += [_entry_line(number, member, facts) for number, member in enumerate(entries, start=1)]
    if not entries:
        lines.append(say("No teacher has joined yet. With Undang guru you get a link to share."))
    if not all(member.is_reachable for member in entries):
        lines += ["", say("✕ cannot be written to now: the assistant is blocked there.")]
    if pages > 1:
        lines += ["", say("Page {page} of {pages}.", page=page + 1, pages=pages)]
    names = (Button(_entry_label(member), f"member:{member.person_id}") for member in entries)
    return Screen(tuple(lines), (*column(names), *turning(page, pages), LEAVE))


def take_members(state: SchoolState, event: Input, overview: SchoolOverview, facts: Facts) -> Move:
    """Open one teacher or another page."""
    if not isinstance(event, Press):
        return go(state)
    verb, _, rest = event.action.partition(":")
    if verb == "page":
        return go(state.at(Place.MEMBERS, page=int(rest)))
    return go(state.at(Place.MEMBER, person_id=int(rest)))


def show_member(state: SchoolState, overview: SchoolOverview, facts: Facts) -> Screen:
    """One teacher, and what the principal can do."""
    member = _member(state, overview)
    lines: list[Words] = [
        say("<b>{name}</b>", name=member.name),
        overview.school.name,
        say("Plan of this half-year: <b>{status}</b>", status=_status(member, facts)),
    ]
    if not member.is_reachable:
        lines.append(say("✕ cannot be written to now: the assistant is blocked there."))
    if member.nudged_today:
        lines.append(say("You have already sent a reminder today."))
    waits = member.plan_id is not None and member.status is PlanStatus.MENUNGGU_PERSETUJUAN
    buttons = [
        *([Button(say("Open the plan"), "plan")] if waits else []),
        Button(say("Ingatkan"), "nudge"),
        Button(say("Keluarkan"), "remove"),
    ]
    return Screen(tuple(lines), (*column(buttons), LEAVE))


def take_member(state: SchoolState, event: Input, overview: SchoolOverview, facts: Facts) -> Move:
    """Open the waiting plan, remind, or ask why the teacher is to be removed."""
    member = _member(state, overview)
    match event:
        case Press(action="plan") if member.plan_id is not None:
            return go_review(ReviewState(plan_id=member.plan_id).at_plan(member.plan_version))
        case Press(action="nudge"):
            return nudge(state, member, state.school_id)
        case Press(action="remove"):
            return go(state.at(Place.REASON))
        case _:
            return go(state)


def show_reason(state: SchoolState, overview: SchoolOverview, facts: Facts) -> Screen:
    """Ask why the teacher does not belong to the school any more."""
    member = _member(state, overview)
    lines = (
        say("<b>Keluarkan</b>: {name}", name=member.name),
        "",
        say("Why does {name} not belong to the school any more?", name=member.name),
        say("Nothing happens yet; the next screen asks once more."),
    )
    buttons = (
        Button(say("Moved to another school"), "why:moved"),
        Button(say("Joined by mistake"), "why:mistaken"),
        Button(say("Pensiun"), "why:retired"),
    )
    return Screen(lines, (*column(buttons), LEAVE))


def take_reason(state: SchoolState, event: Input, overview: SchoolOverview, facts: Facts) -> Move:
    """Ask once more, with what happens to the plan."""
    if not isinstance(event, Press):
        return go(state)
    return go(state.at(Place.REMOVAL, reason=_REASONS[event.action.partition(":")[2]]))


def show_removal(state: SchoolState, overview: SchoolOverview, facts: Facts) -> Screen:
    """Say what the removal does, and ask."""
    member = _member(state, overview)
    lines = (
        say(
            "Shall {name} be removed from {school}?",
            name=say("<b>{name}</b>", name=member.name),
            school=overview.school.name,
        ),
        "",
        _what_becomes_of_the_plan(member),
        say("{name} is told and keeps everything of their own. You no longer see it.", name=member.name),
    )
    yes = Button(say("Ya, keluarkan"), "yes")
    return Screen(lines, ((yes,), LEAVE))


def take_removal(state: SchoolState, event: Input, overview: SchoolOverview, facts: Facts) -> Move:
    """Remove the teacher."""
    member = _member(state, overview)
    if not isinstance(event, Press) or event.action != "yes" or state.reason is None:
        return go(state)
    removed = RemoveMember(member.person_id, state.school_id, state.reason)
    return go(state.at(Place.MEMBERS), _removed_word(member), removed)


def nudge(state: SchoolState, member: Member | Progress, school_id: int) -> Move:
    """Remind somebody of the plan, or say why that makes no sense."""
    if member.status not in TO_WRITE:
        return go(state, say("There is no need: {name} has already submitted the plan.", name=member.name))
    if member.nudged_today:
        return go(
            state, say("{name} was already reminded today. Once a day is enough, please.", name=member.name)
        )
    if not member.is_reachable:
        return go(
            state,
            say(
                "{name} cannot be reached here: the assistant is blocked there. Please speak in person.",
                name=member.name,
            ),
        )
    word = say("{name} gets a kind reminder in your name.", name=member.name)
    return go(state, word, NudgeMember(member.person_id, school_id))


def _removed_word(member: Member) -> Say:
    if member.is_reachable:
        return say("{name} was removed and is told.", name=member.name)
    return say(
        "{name} was removed, but cannot be told here, because the assistant is blocked there: please tell "
        "them directly.",
        name=member.name,
    )


def _member(state: SchoolState, overview: SchoolOverview) -> Member:
    member = overview.member(state.person_id)
    if member is None:
        raise LookupError("settle lets nobody stand at a member who is gone")
    return member


def _what_becomes_of_the_plan(member: Member) -> Say:
    match member.status:
        case None:
            return say("No plan was started for this half-year.")
        case PlanStatus.BELUM_DIAJUKAN:
            return say("The plan is not submitted yet; it stays a draft of its owner.")
        case PlanStatus.MENUNGGU_PERSETUJUAN:
            return say("The plan waits for your approval. It becomes a draft again and leaves your list.")
        case PlanStatus.PERLU_PERBAIKAN:
            return say("The plan that you sent back becomes a draft again and leaves your list.")
        case PlanStatus.DISETUJUI:
            return say("The plan is approved but not agreed yet. It becomes a draft again.")
        case PlanStatus.DISEPAKATI:
            return say("The plan is agreed and final; it stays as it is.")


def _status(member: Member, facts: Facts) -> Words:
    return say("Not started") if member.status is None else status_label(facts.rules, member.status)


def _entry_line(number: int, member: Member, facts: Facts) -> Say:
    status = _status(member, facts)
    if member.is_reachable:
        return say("{number}. {name} · {status}", number=number, name=member.name, status=status)
    return say("{number}. ✕ {name} · {status}", number=number, name=member.name, status=status)


def _entry_label(member: Member) -> Words:
    name = short_name(member.name)
    return name if member.is_reachable else say("✕ {name}", name=name)
