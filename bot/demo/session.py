"""One sitting at the demo: who one is, what was done, and what is kept of it."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bot.demo import texts
from bot.demo.terminal import Terminal
from bot.simulator.errors import ControlError
from bot.stage.product import ProductDiedError, ProductProcess
from bot.stage.stage import TURN_TAKES, NoSuchButtonError, Shown, Stage
from bot.transcript.model import (
    Act,
    Action,
    Change,
    Opening,
    Pressed,
    Revive,
    Scene,
    SetClock,
    Sight,
    Transcript,
    Turn,
)
from bot.transcript.times import ZONE
from bot.transcript.writing import write

_PATIENCE = 10.0
_MOST_DEATHS = 3


class Sitting:
    """Plays turns, shows what comes of them, and remembers both."""

    def __init__(
        self, stage: Stage, product: ProductProcess, opening: Opening, terminal: Terminal, me: str
    ) -> None:
        self.stage = stage
        self.product = product
        self.terminal = terminal
        self.me = me
        self.unread: Counter[str] = Counter()
        self.busy = asyncio.Lock()
        self._opening = opening
        self._scenes: list[Scene] = []
        self._deaths = 0

    async def act(self, action: Action) -> None:
        """Do something as the present person."""
        await self._catch_up()
        try:
            await self.play(Act(self.me, action))
        except NoSuchButtonError:
            self.terminal.say(texts.NO_BUTTON)
        except ControlError as refusal:
            self.terminal.say(refusal.reason)
        else:
            if not self.product.is_alive:
                self.terminal.say(texts.NO_PRODUCT)

    async def press_number(self, number: int) -> None:
        """Press the button with that number on the newest message that has buttons."""
        newest = next((m for m in reversed(self.stage.shown(self.me)) if m.rows), None)
        labels = [label for row in newest.rows for label in row] if newest else []
        if not 1 <= number <= len(labels):
            self.terminal.say(texts.NO_BUTTON)
            return
        label = labels[number - 1]
        await self.act(Pressed(label, nth=labels[:number].count(label)))

    async def play(self, turn: Turn) -> None:
        """Play a turn and show what everybody saw."""
        await self.stage.play(turn)
        self._scenes.append(Scene(turn))
        try:
            await self.stage.settle(_PATIENCE)
        except TimeoutError:
            if self.product.is_alive:
                self.terminal.say(texts.NO_ANSWER)
        await self.deliver()

    async def deliver(self) -> bool:
        """Show what has come since the last time; gives whether there was anything."""
        sights = await self.stage.sights()
        self.stage.accept()
        if not sights:
            return False
        if self._scenes:
            last = self._scenes[-1]
            self._scenes[-1] = replace(last, sights=last.sights + sights)
        self._show(sights)
        return True

    def look(self, count: int) -> None:
        """Show the newest messages of the present person."""
        messages = self.stage.shown(self.me)[-count:]
        numbered = next((m for m in reversed(messages) if m.rows), None)
        for message in messages:
            self.terminal.message(message, is_numbered=message is numbered)
        if not messages:
            self.terminal.say(texts.NOTHING_SEEN)

    def become(self, name: str) -> None:
        """Be somebody else, and see what they have not read."""
        self.me = name
        self.look(max(1, self.unread.pop(name, 0)))

    async def restart(self) -> None:
        """Start the product after it ended by itself; ProductDiedError where it ends again."""
        self._deaths += 1
        if self._deaths > _MOST_DEATHS:
            raise ProductDiedError(self.product.last_lines())
        self.terminal.say(texts.DIED, self.product.last_lines())
        await self.play(Revive())
        self.terminal.say(texts.REVIVED)

    def save(self, file: Path) -> None:
        """Write the dialogue so far; OSError where that cannot be."""
        file.write_text(write(Transcript((), self._opening, tuple(self._scenes))), encoding="utf-8")

    async def _catch_up(self) -> None:
        """Record that time went by while nobody did anything, so that the same turn comes out alike."""
        real = datetime.fromisoformat((await self.stage.world.clock())["now"])
        if real - self.stage.now >= 2 * TURN_TAKES:
            await self.play(SetClock(real.astimezone(ZONE).replace(second=0, microsecond=0)))

    def _show(self, sights: Sequence[Sight]) -> None:
        newest = next((m for m in reversed(self.stage.shown(self.me)) if m.rows), None)
        for sight in sights:
            if sight.person != self.me:
                self.unread[sight.person] += sight.change is Change.NEW
                self.terminal.announce(sight)
            elif sight.change is Change.TOAST:
                self.terminal.toast(sight.text)
            elif sight.change is Change.REMOVED:
                self.terminal.announce(sight)
            else:
                shown = Shown(sight.text, sight.rows)
                is_changed = sight.change is Change.CHANGED
                self.terminal.message(shown, is_changed=is_changed, is_numbered=shown == newest)
