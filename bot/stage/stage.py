"""Plays turns in the local world and tells what everybody then sees."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.simulator.client import World
from bot.simulator.person import Person
from bot.simulator.shown import Seen
from bot.stage.masks import Masks
from bot.stage.product import Product
from bot.transcript.model import (
    Act,
    Action,
    Advance,
    Block,
    Change,
    Kill,
    Pressed,
    Revive,
    SetClock,
    Sight,
    Turn,
    Typed,
)

TURN_TAKES = timedelta(minutes=1)
_LINK = "https://t.me/"


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as it stood when it was last looked at."""

    text: str
    rows: tuple[tuple[str, ...], ...]


View = Mapping[str, Mapping[int, Shown]]


@dataclass
class _Waiting:
    """What the product has not reacted to yet."""

    updates: set[int] = field(default_factory=set)
    presses: set[str] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.updates or self.presses)


class NoSuchButtonError(LookupError):
    """A press on a button that is not there; the text names those in sight."""


_RECORDED_SECONDS = 1.5
# Calls are held as long as the product needs to die.
_HELD_SECONDS, _MOST_HELD = 0.5, 1000
_DEATH_SECONDS = 15.0


class Stage:
    """People by their short names, the links by theirs, and the product.

    Every act takes a minute of the world's time and happens on the full minute, so that a dialogue
    reads the same whenever it is played.
    """

    def __init__(
        self,
        world: World,
        product: Product,
        people: Mapping[str, Person],
        tokens: Mapping[str, str],
        begins_at: datetime,
    ) -> None:
        self.world = world
        self.product = product
        self.people = people
        self.masks = Masks(tokens)
        self.now = begins_at - TURN_TAKES
        self._names = {person.id: name for name, person in people.items()}
        self._waiting = _Waiting()
        self._toasts: list[Sight] = []
        self._is_doomed = False
        self._actor = ""
        self._seq = 0
        self._before: View = {}
        self._after: View = {}

    async def begin(self) -> None:
        """Take what everybody sees now as known."""
        await self.world.settled()
        self._seq = await self.world.last_event()
        await self.sights()
        self.accept()

    async def play(self, turn: Turn) -> None:
        """Do it; `wait` and `sights` then tell what came of it."""
        match turn:
            case Act(person=name, action=action):
                self._actor = name
                await self._strike(self.now + TURN_TAKES)
                await (self._act_and_kill if self._is_doomed else self._act)(self.people[name], action)
            case Block(person=name, is_blocked=is_blocked):
                self._actor = name
                await self._strike(self.now + TURN_TAKES)
                person = self.people[name]
                self._expect(await (person.block() if is_blocked else person.unblock()))
            case Kill(is_midway=True):
                # What came before must be over: the next call is then about what is decided next.
                await self.world.settled(calm=_RECORDED_SECONDS)
                self._is_doomed = True
            case Advance(span=span):
                await self._strike(self.now + span)
            case SetClock(moment=moment):
                await self._strike(moment)
            case Kill():
                # Long enough that what is on the screens is also recorded: else a revived product repeats it.
                await self.world.settled(calm=_RECORDED_SECONDS)
                await self._kill()
            case Revive():
                await self.product.start()

    async def wait(self, within: float) -> None:
        """Wait until the product has finished every update and answered every press; TimeoutError else."""
        if self.product.is_alive and self._waiting:
            await self.world.wait_for(self._was_last_wanted, after=self._seq, within=within)

    async def settle(self, within: float) -> None:
        """Wait until nothing moves any more; TimeoutError else."""
        await self.wait(within)
        if self.product.is_alive:
            await self.world.settled(calm=0.3, within=within)

    async def sights(self) -> tuple[Sight, ...]:
        """What everybody sees that they did not see before, the one who acted first."""
        self._after = {
            name: _view(await person.messages(), self.masks) for name, person in self.people.items()
        }
        names = sorted(self.people, key=lambda name: name != self._actor)
        found: list[Sight] = []
        for name in names:
            found += [toast for toast in self._toasts if toast.person == name]
            found += _changes(name, self._before.get(name, {}), self._after[name])
        return tuple(found)

    def shown(self, name: str) -> tuple[Shown, ...]:
        """The messages of the bot that somebody saw last, oldest first."""
        return tuple(self._after.get(name, {}).values())

    def accept(self) -> None:
        """Take what was seen last as known."""
        self._before = self._after
        self._toasts = []

    async def _strike(self, moment: datetime) -> None:
        self.now = moment
        await self.world.set_clock(moment.isoformat())

    async def _act(self, person: Person, action: Action) -> None:
        await (self._press(person, action) if isinstance(action, Pressed) else self._write(person, action))

    async def _act_and_kill(self, person: Person, action: Action) -> None:
        """The product dies at its first call about it: that follows the commit, and nothing arrives."""
        self._is_doomed = False
        seq = await self.world.last_event()
        await self.world.fault("timeout", seconds=_HELD_SECONDS, times=_MOST_HELD)
        await self._act(person, action)
        await self.world.wait_for(lambda event: event["type"] == "fault", after=seq, within=_DEATH_SECONDS)
        await self._kill()
        await self.world.clear_faults()

    async def _kill(self) -> None:
        await self.product.kill()
        # Nobody may be left to answer these presses: a new process only repeats the screen.
        self._waiting.presses.clear()

    async def _write(self, person: Person, action: Typed) -> None:
        text = self.masks.take_off(action.text)
        sent = await (person.open(text) if text.startswith(_LINK) else person.say(text))
        self._expect(sent)

    async def _press(self, person: Person, action: Pressed) -> None:
        message, index = _find(await person.messages(), action)
        first = await person.press_index(index, message_id=message.id)
        self._expect(first.raw)
        for _ in range(action.times - 1):
            again = await person.forge(str(first.raw["data"]), message_id=message.id)
            self._expect(again.raw)

    def _expect(self, answer: Mapping[str, Any]) -> None:
        if answer.get("update_id") is not None:
            self._waiting.updates.add(int(answer["update_id"]))
        if answer.get("callback_query_id") is not None:
            self._waiting.presses.add(str(answer["callback_query_id"]))

    def _was_last_wanted(self, event: Mapping[str, Any]) -> bool:
        self._seq = int(event["seq"])
        match event["type"]:
            case "update_confirmed":
                self._waiting.updates.discard(event["update_id"])
            case "callback_answer":
                self._waiting.presses.discard(event["callback_query_id"])
                self._note_toast(event)
        return not self._waiting

    def _note_toast(self, event: Mapping[str, Any]) -> None:
        name = self._names.get(event["user_id"])
        if event["text"] and event["first"] and name is not None:
            self._toasts.append(Sight(name, Change.TOAST, self.masks.put_on(event["text"])))


def _view(messages: list[Seen], masks: Masks) -> dict[int, Shown]:
    return {
        message.id: Shown(
            masks.put_on(_text(message)),
            tuple(tuple(_label(button) for button in row) for row in message.rows),
        )
        for message in messages
        if message.from_bot
    }


def _text(message: Seen) -> str:
    """The text, below the line of a picture or a document."""
    match message.kind:
        case "photo":
            return f"[gambar]\n{message.text}"
        case "document":
            return f"[dokumen {message.raw['file']['name']}]\n{message.text}"
        case _:
            return message.text


def _label(button: Mapping[str, Any]) -> str:
    return f"{button['text']} ↗" if "url" in button else str(button["text"])


def _changes(name: str, before: Mapping[int, Shown], after: Mapping[int, Shown]) -> list[Sight]:
    def sight(change: Change, shown: Shown) -> Sight:
        return Sight(name, change, shown.text, shown.rows)

    removed = [sight(Change.REMOVED, old) for number, old in before.items() if number not in after]
    changed = [
        sight(Change.CHANGED, now)
        for number, now in after.items()
        if number in before and now != before[number]
    ]
    new = [sight(Change.NEW, now) for number, now in after.items() if number not in before]
    return removed + changed + new


def _find(messages: list[Seen], action: Pressed) -> tuple[Seen, int]:
    having = [m for m in reversed(messages) if m.labels.count(action.label) >= action.nth]
    if action.older >= len(having):
        newest = next((m.labels for m in reversed(messages) if m.labels), [])
        raise NoSuchButtonError(f"no button [{action.label}]; in sight: {newest}")
    message = having[action.older]
    places = [place for place, label in enumerate(message.labels) if label == action.label]
    return message, places[action.nth - 1]
