"""Whether every update was decided once, and every decision written and passed on once."""

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import Connection, select

from bot.store.outbox import OutboxState
from bot.store.tables import failed_update, outbox, performance_plan, plan_event, seen_update, session
from conversations.effects import NoticeKind
from conversations.facts import EventKind
from conversations.rules.terms import PlanStatus
from tests.bench.faults.people import OPERATOR_ID, People
from tests.bench.faults.verdict import Verdict

# Every decision of such a kind is told to somebody; each plan here has one decider.
_TOLD = {
    EventKind.SUBMITTED: NoticeKind.PLAN_SUBMITTED,
    EventKind.REVISION_REQUESTED: NoticeKind.REVISION_REQUESTED,
    EventKind.APPROVED: NoticeKind.PLAN_APPROVED,
    EventKind.APPROVAL_UNDONE: NoticeKind.APPROVAL_UNDONE,
    EventKind.CHANGE_REQUESTED: NoticeKind.CHANGE_REQUESTED,
    EventKind.AGREED: NoticeKind.PLAN_AGREED,
}
# By rule a message is not sent where what it tells has passed.
_BY_RULE = ("no longer true", "expired")


def check_ledger(conn: Connection, people: People, verdict: Verdict) -> None:
    """Look through the tables."""
    _check_updates(conn, people, verdict)
    _check_places(conn, people, verdict)
    _check_history(conn, verdict)
    _check_notices(conn, people, verdict)


def _check_updates(conn: Connection, people: People, verdict: Verdict) -> None:
    seen = set(conn.execute(select(seen_update.c.update_id)).scalars())
    buried = set(conn.execute(select(failed_update.c.update_id)).scalars())
    verdict.losses += [f"update {each} was not decided" for each in sorted(people.sent.keys() - seen)]
    verdict.losses += [f"poison {each} was not kept" for each in sorted(people.poison.keys() - buried)]
    verdict.losses += [
        f"update {each} was taken for poison" for each in sorted(buried - people.poison.keys())
    ]
    known = {*people.sent, *people.poison}
    verdict.doubles += [f"update {each} is nobody's" for each in sorted(seen - known)]


def _check_places(conn: Connection, people: People, verdict: Verdict) -> None:
    """Each decided update makes exactly one revision, and so does each apology."""
    expected = Counter(people.sent.values())
    expected.update(chat_id for chat_id in people.poison.values() if chat_id is not None)
    stored = {
        row.chat_id: row.revision for row in conn.execute(select(session.c.chat_id, session.c.revision))
    }
    for chat_id in sorted(expected.keys() | stored.keys()):
        count, revision = expected[chat_id], stored.get(chat_id, 0)
        if count != revision:
            told = f"{count} updates made {revision} revisions in chat {chat_id}"
            (verdict.losses if revision < count else verdict.doubles).append(told)


def _check_history(conn: Connection, verdict: Verdict) -> None:
    """Each event of a plan begins where the one before has ended, and the last one where it stands."""
    at: dict[int, str] = {}
    for row in conn.execute(select(plan_event).order_by(plan_event.c.id)):
        before = at.get(row.plan_id, PlanStatus.BELUM_DIAJUKAN)
        if row.from_status != before:
            verdict.doubles.append(
                f"plan {row.plan_id}: {row.kind} from {row.from_status}, not from {before}"
            )
        at[row.plan_id] = row.to_status
    for row in conn.execute(select(performance_plan.c.id, performance_plan.c.status)):
        if row.status != at.get(row.id, PlanStatus.BELUM_DIAJUKAN):
            verdict.doubles.append(f"plan {row.id} is {row.status} without history")


def _check_notices(conn: Connection, people: People, verdict: Verdict) -> None:
    rows = conn.execute(select(outbox)).all()
    for row in rows:
        by_rule = row.state == OutboxState.CANCELLED and row.error in _BY_RULE
        if row.state != OutboxState.SENT and not by_rule:
            verdict.losses.append(f"{row.kind} for {row.chat_id}: {OutboxState(row.state).name}, {row.error}")
    written = Counter((row.kind, row.payload.get("plan_id")) for row in rows)
    happened = Counter((row.kind, row.plan_id) for row in conn.execute(select(plan_event)))
    for told in _different(happened, written):
        verdict.doubles.append(told)
    apologies = sum(row.kind == "update_failed" and row.chat_id == OPERATOR_ID for row in rows)
    if apologies != len(people.poison):
        verdict.losses.append(f"{len(people.poison)} poison updates, {apologies} told to the operator")


def _different(happened: Counter[tuple[str, int]], written: Counter[tuple[str, int]]) -> Iterator[str]:
    plans = {plan_id for _, plan_id in happened} | {
        plan_id for kind, plan_id in written if kind in _TOLD.values()
    }
    for plan_id in sorted(plans):
        for event, notice in _TOLD.items():
            decided, told = happened[event, plan_id], written[notice, plan_id]
            if decided != told:
                yield f"plan {plan_id}: {event} {decided} times, {notice} {told} times"
