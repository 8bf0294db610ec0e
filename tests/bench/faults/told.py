"""What people were told, by the server's record: is it stored, is it the newest, was it said once."""

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from bot.drawn import Drawn
from bot.simulator.entities import parse_html
from bot.simulator.journal import Record
from bot.store.outbox import OutboxState
from bot.store.tables import outbox, session
from bot.telegram.render import message_fields
from tests.bench.faults.people import People
from tests.bench.faults.troubles import Happening
from tests.bench.faults.verdict import Verdict
from tests.bench.faults.witness import is_told, revision_of

# After its call a message is noted as sent; until then another process knows nothing of it.
_NOTED_WITHIN = 1.5
# A lease that was given while the clock was off may end at once when it is right again.
_LEASE = 6.0
# So long after a fault a screen that it has held up may come.
_HELD_UP = 6.0
# What a process or a person knows is not lost by these, so they explain nothing.
_NO_EXCUSE = ("another release", "updates brought late", "update redelivered", "answer to an update lost")
_OF_NOTICE = re.compile(r"n:([0-9a-f]+):[a-z_]+:(\d+)")


class Told:
    """All that was written or changed in the chats of a round."""

    def __init__(
        self,
        events: Sequence[Record],
        calls: Mapping[int, Record],
        record: Sequence[Happening],
        verdict: Verdict,
    ) -> None:
        self._events = [event for event in events if is_told(event)]
        self._deliveries = [event for event in events if event["type"] == "update_delivered"]
        self._came_again: Mapping[int, Sequence[tuple[int, bool]]] = {}
        self._calls = calls
        self._record = record
        self._verdict = verdict

    def check(self, conn: Connection, people: People) -> None:
        """Compare it with what is stored."""
        self._came_again = self._deliveries_of(people)
        self._check_screens(conn, people)
        self._check_notices(conn)

    def check_newest(self, drawn: Mapping[int, Drawn]) -> None:
        """Each chat's newest screen is what its place is drawn as now."""
        newest = {
            event["chat_id"]: event["message"] for event in self._events if revision_of(event) is not None
        }
        for chat_id, screen in drawn.items():
            shown, fields = newest.get(chat_id, {"text": "", "buttons": []}), message_fields(screen)
            text, _ = parse_html(fields["text"])
            buttons = json.loads(fields.get("reply_markup", "{}")).get("inline_keyboard", [])
            if (shown["text"], shown["buttons"]) != (text, buttons):
                self._verdict.untruths.append(
                    f"chat {chat_id} sees {shown['text']!r}, but stands at {text!r}"
                )

    def _check_screens(self, conn: Connection, people: People) -> None:
        stored = {row.chat_id: row.revision for row in conn.execute(select(session))}
        screens: dict[int, list[tuple[int, Record]]] = defaultdict(list)
        for event in self._events:
            if (revision := revision_of(event)) is not None:
                screens[event["chat_id"]].append((revision, event))
        for hand in people.hands:
            shown = screens[hand.chat.id]
            last, now = shown[-1][0] if shown else 0, stored.get(hand.chat.id, 0)
            if last != now:
                self._verdict.untruths.append(
                    f"chat {hand.chat.id} sees revision {last}, but stands at {now}"
                )
            self._check_order(hand.chat.id, shown)

    def _check_order(self, chat_id: int, shown: Sequence[tuple[int, Record]]) -> None:
        highest, sent = 0, dict[int, Record]()
        for revision, event in shown:
            if revision < highest:
                self._overtaken(event, f"chat {chat_id} was shown {revision} after {highest}")
            highest = max(highest, revision)
            if event["type"] == "message":
                if revision in sent:
                    self._doubled(sent[revision], f"screen {revision}", event)
                sent[revision] = event

    def _check_notices(self, conn: Connection) -> None:
        rows = list(conn.execute(select(outbox)))
        places = {(row.chat_id, row.message_id): row for row in rows if row.state == OutboxState.SENT}
        texts = defaultdict(set)
        news = [event for event in self._events if event["type"] == "message" and revision_of(event) is None]
        for event in news:
            if (event["chat_id"], event["message_id"]) in places:
                texts[event["chat_id"]].add(event["message"]["text"])
        found = {(event["chat_id"], event["message_id"]) for event in news}
        for place, row in places.items():
            if place not in found:
                self._verdict.losses.append(f"{row.kind} for {place[0]} is noted as sent, but is not there")
        for event in news:
            if (event["chat_id"], event["message_id"]) in places:
                continue
            if _is_of(event, rows) or event["message"]["text"] in texts[event["chat_id"]]:
                self._doubled(event, "a notice")
            else:
                told = event["message"]["text"][:120]
                self._verdict.untruths.append(f"chat {event['chat_id']} was told without a cause: {told!r}")

    def _doubled(self, event: Record, what: str, again: Record | None = None) -> None:
        """A message that came again: the call of the first one is to have been in flight at a fault."""
        call = self._call(event)
        cause = self._cause(call, event["chat_id"])
        if cause is None and again is not None and self._is_of_redelivery(again):
            cause = "the update was brought again before the screen was noted"
        told = f"{what} in chat {event['chat_id']} at {_moment(call)}"
        if again is not None:
            told += f" and {_moment(self._call(again))}"
        if cause is None:
            self._verdict.unexplained.append(
                f"{told}; about then: {', '.join(self._around(call)) or 'nothing'}"
            )
        else:
            self._verdict.explained.append(f"{told}: {cause}")

    def _overtaken(self, event: Record, told: str) -> None:
        """A screen that arrived after a newer one: its call is to have been held up by a fault."""
        call = self._call(event)
        cause = self._cause(call, event["chat_id"], _HELD_UP, no_excuse=_NO_EXCUSE[:1])
        where = self._verdict.overtaken if cause else self._verdict.untruths
        where.append(f"{told} at {_moment(call)}: {cause or ', '.join(self._around(call)) or 'nothing'}")

    def _deliveries_of(self, people: People) -> Mapping[int, Sequence[tuple[int, bool]]]:
        """For each chat the deliveries of its updates, and whether each had been delivered before."""
        found, known = defaultdict(list), set[int]()
        for event in self._deliveries:
            update_id = event["update_id"]
            if (chat_id := people.sent.get(update_id)) is not None:
                found[chat_id].append((event["seq"], update_id in known))
                known.add(update_id)
        return found

    def _is_of_redelivery(self, event: Record) -> bool:
        """Whether what the chat brought last before this had been brought before."""
        brought = [
            is_again for seq, is_again in self._came_again.get(event["chat_id"], ()) if seq < event["seq"]
        ]
        return bool(brought) and brought[-1]

    def _call(self, event: Record) -> Record:
        message = event["message"]
        # The first one made it and each later one has changed it; the record is shared by all its events.
        return self._calls[message["call_ids"][message["version"] - 1]]

    def _around(self, call: Record) -> list[str]:
        """What went wrong in the ten seconds around a call, for whoever looks into it."""
        return [
            f"{each.kind} {each.began - call['time']:+.1f}..{each.ended - call['time']:+.1f} s"
            for each in self._record
            if each.began < call["time"] + 5 and each.ended > call["time"] - 5
        ]

    def _cause(
        self, call: Record, chat_id: int, after: float = 0.3, no_excuse: tuple[str, ...] = _NO_EXCUSE
    ) -> str | None:
        if call["fault"] is not None:
            return f"Bot API {call['fault']}"
        at = call["time"]
        for each in self._record:
            until = each.ended + (max(after, _LEASE) if each.kind == "real clock jumped" else after)
            is_then = each.began - 0.3 <= at + _NOTED_WITHIN and at <= until
            is_about = each.chat_id in (None, chat_id)
            if is_then and is_about and not each.kind.startswith(no_excuse):
                return each.kind
        return None


def _moment(call: Record) -> str:
    """The time of day on the real clock, as the logs of the processes have it."""
    return datetime.fromtimestamp(call["time"], UTC).strftime("%H:%M:%S.%f")[:-3]


def _is_of(event: Record, rows: Sequence[Row[Any]]) -> bool:
    """Whether a stored notice in this chat tells of the same plan and version.

    One that tells of no version, such as a reminder, may read otherwise when it comes again a day later.
    """
    data = [button.get("callback_data", "") for row in event["message"]["buttons"] for button in row]
    about = {(int(found[2]), int(found[1], 16)) for one in data if (found := _OF_NOTICE.fullmatch(one))}
    of_chat = [row for row in rows if row.chat_id == event["chat_id"]]
    if any((row.payload.get("plan_id"), row.payload.get("version")) in about for row in of_chat):
        return True
    return any("version" not in row.payload and row.attempts > 1 for row in of_chat)
