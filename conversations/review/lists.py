"""The queue, and approving everything in it at once."""

from conversations.effects import ApproveMany
from conversations.facts import DECIDES_ON, Facts, Queue, QueueEntry, QueueFilter
from conversations.navigation import HOME_BUTTON, LEAVE, page_buttons
from conversations.review.state import NAME, Place, ReviewState, go
from conversations.rules.terms import Role
from conversations.screens import Button, Rows, Screen, column
from conversations.session import Move
from conversations.texts import shortened
from conversations.words import Say, Words, say, say_n

PAGE_ENTRIES = 6
# 25 names of 100 characters with their points stay well below a message's 4,096 characters.
PAGE_NAMES = 25
_NAME_CHARS = 24

GONE = say("That plan is not in this list any more. This is the list as it is now.")
NONE_LEFT = say("No plan was approved: all of them have changed meanwhile and were left as they are.")


def show_queue(state: ReviewState, facts: Facts) -> Screen:
    """The plans of one filter, oldest submission first."""
    queue = queue_of(facts, state.filter)
    pages = -(-len(queue.entries) // PAGE_ENTRIES) or 1
    page = min(state.queue_page, pages - 1)
    entries = queue.entries[page * PAGE_ENTRIES : (page + 1) * PAGE_ENTRIES]
    lines: list[Words] = [say("<b>Persetujuan</b>: {filter}", filter=_filter_label(queue, queue.filter)), ""]
    lines += [
        _with_school(_entry_line(number, entry), entry, facts)
        for number, entry in enumerate(entries, start=1)
    ]
    if not entries:
        lines.append(_nothing(queue.filter, facts))
    if pages > 1:
        lines += ["", say("Page {page} of {pages}.", page=page + 1, pages=pages)]
    rows = (
        *column(Button(_entry_label(entry), f"open:{entry.plan_id}") for entry in entries),
        *_approve_all_row(queue),
        *_filter_rows(queue),
        (*page_buttons(page, pages), HOME_BUTTON),
    )
    return Screen(tuple(lines), rows)


def press_queue(state: ReviewState, action: str, facts: Facts) -> Move:
    """Open a plan, another filter or page, or prepare to approve all."""
    verb, _, rest = action.partition(":")
    match verb:
        case "open":
            return open_entry(state, int(rest), facts)
        case "filter":
            return go(ReviewState(filter=QueueFilter(rest)))
        case "page":
            return go(state.at(Place.QUEUE, queue_page=int(rest)))
        case "all":
            chosen = [(entry.plan_id, entry.version) for entry in _approvable(queue_of(facts, state.filter))]
            return go(ReviewState(place=Place.APPROVE_ALL, chosen=tuple(chosen)))
        case _:
            return go(state)


def open_entry(state: ReviewState, plan_id: int, facts: Facts) -> Move:
    """Open a plan of the loaded list as it stands there."""
    for entry in queue_of(facts, state.filter).entries:
        if entry.plan_id == plan_id:
            here = ReviewState(filter=state.filter, queue_page=state.queue_page, plan_id=plan_id)
            return go(here.at_plan(entry.version))
    return go(state.at_queue(), GONE)


def show_approve_all(state: ReviewState, facts: Facts) -> Screen:
    """Name the plans that Setujui semua would approve now."""
    queue = queue_of(facts, QueueFilter.WAITING)
    ready = _still_ready(state, queue)
    pages = -(-len(ready) // PAGE_NAMES) or 1
    page = min(state.page, pages - 1)
    lines: list[Words] = [_approve_all_head(len(ready))]
    lines += [
        _with_school(_name(entry), entry, facts)
        for entry in ready[page * PAGE_NAMES : (page + 1) * PAGE_NAMES]
    ]
    if pages > 1:
        lines += ["", say("Page {page} of {pages}.", page=page + 1, pages=pages)]
    lines += _left_out(state, queue)
    yes = Button(say("Ya, setujui {count} rencana", count=len(ready)), "yes")
    turn = page_buttons(page, pages)
    rows = (*(((yes,),) if ready else ()), *((turn,) if turn else ()), LEAVE)
    return Screen(tuple(lines), rows)


def press_approve_all(state: ReviewState, action: str, facts: Facts) -> Move:
    """Approve what was named and is still the same, or turn the page."""
    verb, _, rest = action.partition(":")
    if verb == "page":
        return go(state.at(Place.APPROVE_ALL, page=int(rest)))
    if verb != "yes":
        return go(state)
    ready = _still_ready(state, queue_of(facts, QueueFilter.WAITING))
    queue_state = ReviewState()
    if not ready:
        return go(queue_state, NONE_LEFT)
    plans = tuple((entry.plan_id, entry.version) for entry in ready)
    word = _approved_word(len(ready), len(state.chosen) - len(ready))
    return Move(NAME, queue_state.dump(), (ApproveMany(plans),), word)


def queue_of(facts: Facts, wanted: QueueFilter) -> Queue:
    """The loaded list, or an empty one."""
    return facts.queue if facts.queue is not None else Queue(wanted, (), {})


def short_name(name: str) -> str:
    """A name that leaves room on a button."""
    return shortened(name, _NAME_CHARS)


def _approvable(queue: Queue) -> tuple[QueueEntry, ...]:
    return tuple(entry for entry in queue.entries if not entry.change_requested)


def _still_ready(state: ReviewState, queue: Queue) -> tuple[QueueEntry, ...]:
    named = set(state.chosen)
    return tuple(entry for entry in _approvable(queue) if (entry.plan_id, entry.version) in named)


def _entry_line(number: int, entry: QueueEntry) -> Say:
    name, points = entry.owner_name, entry.points
    if entry.change_requested:
        return say(
            "{number}. {name} · {points} points · ✎ asks for a change",
            number=number,
            name=name,
            points=points,
        )
    return say("{number}. {name} · {points} points", number=number, name=name, points=points)


def _with_school(line: Say, entry: QueueEntry, facts: Facts) -> Say:
    """The line with the school for whoever decides at several."""
    if len({member.school.id for member in facts.memberships if member.role in DECIDES_ON}) <= 1:
        return line
    return say("{line} · {school}", line=line, school=entry.school_name)


def _name(entry: QueueEntry) -> Say:
    # Without a number: here a typed number picks a button, not a name.
    return say("• {name} · {points} points", name=entry.owner_name, points=entry.points)


def _entry_label(entry: QueueEntry) -> Say:
    name = short_name(entry.owner_name)
    if entry.change_requested:
        return say("✎ {name} · {points} points", name=name, points=entry.points)
    return say("{name} · {points} points", name=name, points=entry.points)


def _approve_all_row(queue: Queue) -> Rows:
    if queue.filter is not QueueFilter.WAITING or not _approvable(queue):
        return ()
    return ((Button(say("Setujui semua"), "all"),),)


def _filter_rows(queue: Queue) -> Rows:
    """Two a row: the filters that hold something, and always the way back to what waits."""
    others = [
        Button(_filter_label(queue, other), f"filter:{other}")
        for other in QueueFilter
        if other is not queue.filter and (queue.counts.get(other) or other is QueueFilter.WAITING)
    ]
    return tuple(tuple(others[start : start + 2]) for start in range(0, len(others), 2))


def _filter_label(queue: Queue, wanted: QueueFilter) -> Say:
    count = queue.counts.get(wanted, 0)
    match wanted:
        case QueueFilter.WAITING:
            return say("Waiting ({count})", count=count)
        case QueueFilter.CHANGE_REQUESTED:
            return say("Minta ubah ({count})", count=count)
        case QueueFilter.NEEDS_REVISION:
            return say("Perlu Perbaikan ({count})", count=count)
        case QueueFilter.APPROVED:
            return say("Disetujui ({count})", count=count)
        case QueueFilter.AGREED:
            return say("Disepakati ({count})", count=count)


def _nothing(wanted: QueueFilter, facts: Facts) -> Say:
    decides_at = [member for member in facts.memberships if member.role in DECIDES_ON]
    is_left_to_system = all(m.role is Role.KS and m.school.led_by_plt for m in decides_at)
    if wanted is QueueFilter.WAITING and decides_at and is_left_to_system:
        return say("No plan is waiting for you: as Plt. you need not decide, the system approves each plan.")
    if wanted is QueueFilter.WAITING:
        return say(
            "No plan is waiting for you. When one is submitted, a message with the buttons to decide comes "
            "here by itself."
        )
    return say("No plan is in this list now.")


def _approve_all_head(count: int) -> Say:
    if not count:
        return say("None of these plans is still waiting as it was. There is nothing to approve here.")
    return say_n(
        "<b>Setujui semua</b> approves this plan:",
        "<b>Setujui semua</b> approves these {count} plans:",
        count,
    )


def _left_out(state: ReviewState, queue: Queue) -> list[Words]:
    lines: list[Words] = []
    asking = {entry.plan_id for entry in queue.entries if entry.change_requested}
    if asking:
        lines.append(
            say_n(
                "One plan is left out, because its owner asks for a change.",
                "{count} plans are left out, because their owners ask for a change.",
                len(asking),
            )
        )
    changed = {plan_id for plan_id, _ in state.chosen} - asking
    changed -= {entry.plan_id for entry in _still_ready(state, queue)}
    if changed:
        lines.append(
            say_n(
                "One plan has changed since you opened this list and is left as it is.",
                "{count} plans have changed since you opened this list and are left as they are.",
                len(changed),
            )
        )
    return ["", *lines] if lines else []


def _approved_word(approved: int, changed: int) -> Say:
    done = say_n(
        "One plan is approved; its owner is told.",
        "{count} plans are approved; their owners are told.",
        approved,
    )
    if not changed:
        return done
    kept = say_n(
        "One plan changed meanwhile and was left as it is.",
        "{count} plans changed meanwhile and were left as they are.",
        changed,
    )
    return say("{done} {kept}", done=done, kept=kept)
