"""Plays turns in the local world and tells what everybody then sees."""

import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta

from bot.simulator.client import World
from bot.simulator.person import Group, Person
from bot.stage.acting import act
from bot.stage.buttons import NoSuchButtonError, Place, find_button, name_button, old_buttons
from bot.stage.chats import ChatLog, Shown
from bot.stage.masks import Masks
from bot.stage.product import Product
from bot.stage.watching import Watch
from bot.transcript.model import (
    Act,
    Advance,
    Arrive,
    Block,
    Calm,
    Kill,
    Link,
    Offer,
    Pressed,
    Repeat,
    Revive,
    SetClock,
    Sight,
    Someone,
    Trouble,
    Turn,
)

__all__ = ["TURN_TAKES", "NoSuchButtonError", "Shown", "Stage"]

TURN_TAKES = timedelta(minutes=1)
_RECORDED_SECONDS = 1.5
# Calls are held as long as the product needs to die.
_HELD_SECONDS, _MOST_HELD = 0.5, 1000
_DEATH_SECONDS = 15.0
# When so long nothing has happened after an act, it leads to no call.
_SILENT_SECONDS = 2.0
# A call that is never answered is given up after so long.
_TIMEOUT_SECONDS = 2.0
_CALM_SECONDS = 0.3
# What failed is tried again after a pause.
_CALM_AFTER_FAILURE_SECONDS = 3.0

MakeLink = Callable[[Link], Awaitable[str]]
Ticked = Callable[[datetime], AbstractAsyncContextManager[None]]


class Stage:
    """People and groups by their short names, the links by theirs, and the product.

    Every act takes a minute of the world's time and happens on the full minute, so that a dialogue
    reads the same whenever it is played. Buttons are found as everybody saw them when last looked at.
    """

    def __init__(
        self,
        world: World,
        product: Product,
        people: Mapping[str, Person],
        tokens: Mapping[str, str],
        begins_at: datetime,
        *,
        groups: Mapping[str, Group],
        make_link: MakeLink,
        ticked: Ticked,
    ) -> None:
        self.world = world
        self.product = product
        self.people: dict[str, Person] = {}
        self.groups: dict[str, Group] = {}
        self.masks = Masks(tokens)
        self.now = begins_at - TURN_TAKES
        self._make_link = make_link
        self._ticked = ticked
        self._watch = Watch(world, self.masks)
        self._is_doomed = False
        self._foremost: tuple[str, ...] = ()
        for name, person in people.items():
            self._add_person(name, person)
        for name, group in groups.items():
            self._add_group(name, group)

    async def begin(self) -> None:
        """Take what everybody sees now as known."""
        await self.world.settled()
        await self._watch.begin()
        await self.sights()
        self.accept()

    async def play(self, turn: Turn) -> None:
        """Do it; `wait` and `sights` then tell what came of it."""
        match turn:
            case Act():
                await self._act(turn)
            case Block(person=name, is_blocked=is_blocked):
                self._foremost = (name,)
                await self._strike(self.now + TURN_TAKES)
                person = self.people[name]
                await (person.block() if is_blocked else person.unblock())
            case Advance(span=span):
                await self._move(self.now + span)
            case SetClock(moment=moment):
                await self._move(moment)
            case Arrive(someone=someone):
                await self._arrive(someone)
            case Offer(link=link):
                self.masks.tokens[link.name] = await self._make_link(link)
            case _:
                await self._play_machinery(turn)

    async def _play_machinery(self, turn: Turn) -> None:
        match turn:
            case Kill(is_midway=is_midway):
                # What came before must be over, long enough to be recorded: else a revived product repeats
                # it, or the next call is not about what is decided next.
                await self.world.settled(calm=_RECORDED_SECONDS)
                self._is_doomed = is_midway
                if not is_midway:
                    await self._kill()
            case Revive():
                self._is_doomed = False
                async with self._ticked(self.now):
                    await self.product.start()
            case Trouble(kind=kind, method=method, times=times):
                await self.world.fault(kind, method=method, times=times, seconds=_TIMEOUT_SECONDS)
            case Calm(kind=kind, method=method):
                await self._call_off(kind, method)
            case Repeat():
                self._watch.expect_repeat(await self.world.redeliver())

    async def wait(self, within: float) -> None:
        """Wait until the product has finished every update and answered every press; TimeoutError else."""
        if self.product.is_alive:
            await self._watch.answered(within)

    async def settle(self, within: float) -> None:
        """Wait until nothing moves any more; TimeoutError else."""
        await self.wait(within)
        if self.product.is_alive:
            calm = _CALM_AFTER_FAILURE_SECONDS if self._watch.has_failed else _CALM_SECONDS
            await self.world.settled(calm=calm, within=within)

    async def is_answered(self) -> bool:
        """Whether every update is confirmed and every press answered by now."""
        await self._watch.follow()
        return self._watch.is_answered

    @property
    def is_doomed(self) -> bool:
        """Whether the product will be killed in the middle of an act that leads to a call."""
        return self._is_doomed

    @property
    def has_failed(self) -> bool:
        """Whether a call met a fault since what was seen was last accepted."""
        return self._watch.has_failed

    async def sights(self) -> tuple[Sight, ...]:
        """What everybody sees that they did not see before: who acted, the other people, the groups."""
        await self._watch.follow()
        self._watch.look()
        seen = self._watch.names()
        known = [name for name in (*self.people, *self.groups) if name in seen]
        names = sorted(known, key=lambda name: name not in self._foremost)
        return tuple(sight for name in names for sight in self._watch.sights(name))

    def accept(self) -> None:
        """Take what was seen last as known."""
        self._watch.accept()

    def shown(self, name: str) -> tuple[Shown, ...]:
        """The messages of the bot that somebody, or a group, saw last, oldest first."""
        return self._log(name).shown

    def where(self, person: str, message_id: int, data: str, group: str | None = None) -> Pressed | None:
        """How to call the button with this data on this message; None where it never was there."""
        return name_button(self._log(group or person), message_id, data)

    def old_buttons(self, name: str) -> tuple[Place, ...]:
        """What messages in the chat of a person or a group had and have no more, newest first."""
        return tuple(old_buttons(self._log(name)))

    def _log(self, name: str) -> ChatLog:
        chat = self.groups.get(name) or self.people[name]
        return self._watch.chat(chat.id)

    def _add_person(self, name: str, person: Person) -> None:
        self.people[name] = person
        self._watch.add(person.id, name)

    def _add_group(self, name: str, group: Group) -> None:
        self.groups[name] = group
        self._watch.add(group.id, name)

    async def _arrive(self, someone: Someone) -> None:
        person = await self.world.user(someone.name, user_id=someone.user_id, language_code=someone.language)
        self._add_person(someone.name, person)

    async def _move(self, moment: datetime) -> None:
        """What falls due there is on its way before anything else happens."""
        if not self.product.is_alive:
            await self._strike(moment)
            return
        async with self._ticked(moment):
            await self._strike(moment)

    async def _strike(self, moment: datetime) -> None:
        self.now = moment
        await self.world.set_clock(moment.isoformat())

    async def _act(self, turn: Act) -> None:
        log = self._log(turn.group or turn.person)
        # Before time moves on: what comes with it was not in sight yet.
        place = find_button(log, turn.action) if isinstance(turn.action, Pressed) else None
        self._foremost = (turn.person, turn.group or turn.person)
        await self._strike(self.now + TURN_TAKES)
        person = self.people[turn.person]
        chat_id = self._watch.present_id(self.groups[turn.group].id) if turn.group else None
        doing = act(person, turn.action, self.masks, chat_id=chat_id, log=log, place=place)
        await (self._and_kill(doing) if self._is_doomed else doing)

    async def _and_kill(self, doing: Awaitable[None]) -> None:
        """The product dies at its first call about it: that follows the commit, and nothing arrives.

        Where no call follows, that is for the next act.
        """
        seq = await self.world.last_event()
        fault_id = await self.world.fault("timeout", seconds=_HELD_SECONDS, times=_MOST_HELD)
        try:
            await doing
            if await self._leads_to_a_call(seq):
                self._is_doomed = False
                await self._kill()
        finally:
            await self.world.clear_faults(fault_id)

    async def _leads_to_a_call(self, seq: int) -> bool:
        """Whether a call has met the fault that waits for it."""
        deadline = time.monotonic() + _DEATH_SECONDS
        while time.monotonic() < deadline:
            events = await self.world.events(seq, _SILENT_SECONDS)
            if any(event["type"] == "fault" for event in events):
                return True
            if not events and await self.is_answered():
                return False
            seq = events[-1]["seq"] if events else seq
        return False

    async def _call_off(self, kind: str | None, method: str | None) -> None:
        if kind is None:
            await self.world.clear_faults()
            return
        wanted = kind, method.lower() if method else None
        for fault in await self.world.faults():
            if (fault["kind"], fault["method"]) == wanted:
                await self.world.clear_faults(fault["id"])
                return

    async def _kill(self) -> None:
        await self.product.kill()
        await self._watch.follow()
        # Nobody may be left to answer these presses: a new process only repeats the screen.
        self._watch.forget_answers()
