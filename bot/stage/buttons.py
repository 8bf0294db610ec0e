"""The buttons of a chat by what people call them: those in sight, and those that a message once had."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.simulator.shown import Seen
from bot.stage.chats import ChatLog, Rows
from bot.transcript.model import Pressed


class NoSuchButtonError(LookupError):
    """A press on a button that is not there; the text names those in sight."""


@dataclass(frozen=True, slots=True)
class Place:
    """A button on a message; `data` is None where it opens a link, `index` where the message lost it."""

    message_id: int
    label: str
    data: str | None
    index: int | None = None


def find_button(log: ChatLog, action: Pressed) -> Place:
    """The button that a press means; NoSuchButtonError where there is none."""
    skipped = 0
    for message in reversed(log.messages.values()):
        fitting = [place for place in _places(log, message, was=action.was) if place.label == action.label]
        if len(fitting) < action.nth:
            continue
        if skipped == action.older:
            return fitting[action.nth - 1]
        skipped += 1
    newest = next((m.labels for m in reversed(log.messages.values()) if m.labels), [])
    raise NoSuchButtonError(f"no button [{action.label}]; in sight: {newest}")


def name_button(log: ChatLog, message_id: int, data: str) -> Pressed | None:
    """The press that means the button with this data on this message; None where it never had one."""
    message = log.messages.get(message_id)
    if message is None:
        return None
    for was in (False, True):
        places = _places(log, message, was=was)
        at = next((n for n, place in enumerate(places) if place.data == data), None)
        if at is not None:
            label = places[at].label
            nth = [place.label for place in places[: at + 1]].count(label)
            return Pressed(label, _newer_with(log, message_id, label, nth, was=was), nth, was=was)
    return None


def old_buttons(log: ChatLog) -> Iterator[Place]:
    """What the messages had and have no more, newest first."""
    for message in reversed(log.messages.values()):
        yield from _places(log, message, was=True)


def _newer_with(log: ChatLog, message_id: int, label: str, nth: int, *, was: bool) -> int:
    count = 0
    for message in reversed(log.messages.values()):
        if message.id == message_id:
            break
        labels = [place.label for place in _places(log, message, was=was)]
        count += labels.count(label) >= nth
    return count


def _places(log: ChatLog, message: Seen, *, was: bool) -> list[Place]:
    places = [
        Place(message.id, label, data, index) for index, (label, data) in enumerate(_flat(message.rows))
    ]
    if not was:
        return places
    known = {place.data for place in places}
    past = []
    for rows in log.past_keyboards(message.id):
        for label, data in _flat(rows):
            if data is not None and data not in known:
                known.add(data)
                past.append(Place(message.id, label, data))
    return past


def _flat(rows: Rows) -> list[tuple[str, str | None]]:
    return [(str(button["text"]), button.get("callback_data")) for row in rows for button in row]
