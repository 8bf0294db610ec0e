"""Plays turns for any number of views, one after the other, and remembers what came of them."""

import asyncio
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.demo.cast import Cast
from bot.demo.holding import Holding
from bot.demo.reading import Reading
from bot.rule_sets import load_rule_sets
from bot.settings import Settings
from bot.simulator import Simulator
from bot.simulator.settings import BotSpec
from bot.stage.product import ProductProcess
from bot.stage.stage import TURN_TAKES, Stage
from bot.store.database import Database
from bot.transcript.model import (
    Act,
    Kill,
    Link,
    Opening,
    Pressed,
    Scene,
    SetClock,
    Sight,
    Transcript,
    Turn,
)
from bot.transcript.times import ZONE
from bot.transcript.writing import write
from conversations.words import Words

_MOST_TIMES = 9
PATIENCE = 10.0
# So long must nothing happen until a scene counts as over while nobody does anything.
_REST = 0.3
_FOREVER = 3600.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a turn put into the world: the bot's update and the press, where there is one."""

    update_id: int | None = None
    callback_query_id: str | None = None


@dataclass(frozen=True, slots=True)
class Button:
    """A button that was pressed: by whom, in which chat, on which message, with which data."""

    person: int
    chat: int
    message: int
    data: str


class Director:
    """The one who plays; every view asks it, so that all see the same dialogue."""

    def __init__(
        self,
        simulator: Simulator,
        stage: Stage,
        product: ProductProcess,
        opening: Opening,
        settings: Settings,
        database: Database,
    ) -> None:
        self.simulator = simulator
        self.stage = stage
        self.product = product
        self.settings = settings
        self.database = database
        self.cast = Cast()
        self.rules = load_rule_sets([settings.rule_sets.default])[settings.rule_sets.default]
        self.reading = Reading(simulator.world)
        self.reading.read_all()
        self.world_id = secrets.token_hex(8)
        self.note: Words = ""
        self.is_moving = False
        self.tells: list[Callable[[Sequence[Sight]], None]] = []
        self._opening = opening
        self._scenes: list[Scene] = []
        self._lock = asyncio.Lock()
        self._holding = Holding(simulator, database)
        self._pressed: tuple[Button, str] | None = None

    def link_url(self, link: Link) -> str:
        """The address of a link that has a name."""
        return f"https://t.me/{BotSpec.username}?start={self.stage.masks.tokens[link.name]}"

    @property
    def turns(self) -> int:
        """How many turns were played."""
        return len(self._scenes)

    async def play(self, turn: Turn) -> Outcome:
        """Play a turn as soon as the last one is answered."""
        async with self._lock:
            await self._come_to_rest()
            await self._catch_up()
            return await self._play(turn)

    async def press(self, turn: Callable[[], Act], button: Button) -> Outcome:
        """Press a button; again and before the answer, it belongs to the turn of the first press.

        `turn` tells it as it is when it is played.
        """
        if self._is_unanswered(button):
            return await self._press_again(button)
        async with self._lock:
            if self._is_unanswered(button):
                return await self._press_again(button)
            await self._come_to_rest()
            await self._catch_up()
            outcome = await self._play(turn())
            if outcome.callback_query_id is not None:
                self._pressed = button, outcome.callback_query_id
            return outcome

    async def finish(self, within: float = PATIENCE) -> bool:
        """Wait until the last turn is answered, and tell what came of it; False if it is not answered yet."""
        async with self._lock:
            is_done = not self.product.is_alive or await self._holding.hold(within)
            await self._close_scene()
            return is_done

    async def follow(self) -> None:
        """Close the last scene whenever everything has come to rest; for a task of its own."""
        journal, seq = self.simulator.world.events, 0
        while True:
            await journal.wait(journal.last if seq == journal.last else seq, _FOREVER)
            await asyncio.sleep(_REST)
            if journal.last == seq:
                continue
            seq = journal.last
            if self._holding.is_answered() or not self.product.is_alive:
                async with self._lock:
                    await self._close_scene()

    async def transcript(self) -> str:
        """The dialogue so far as text."""
        async with self._lock:
            await self._come_to_rest()
            return self.text()

    def text(self) -> str:
        """The dialogue as far as it was seen."""
        return write(Transcript((), self._opening, tuple(self._scenes)))

    def tell_product(self) -> None:
        """Tell the views how the product is."""
        note = "" if isinstance(self.note, str) else self.note.key
        self.simulator.world.events.add(type="product", alive=self.product.is_alive, note=note)

    async def _come_to_rest(self) -> None:
        """Hold until the last turn is answered, and close its scene."""
        if self.product.is_alive and not self.simulator.world.faults.list():
            await self._holding.hold()
        await self._close_scene()

    async def _close_scene(self) -> None:
        sights = await self.stage.sights()
        self.stage.accept()
        if not sights:
            return
        for tell in self.tells:
            tell(sights)
        if self._scenes:
            last = self._scenes[-1]
            self._scenes[-1] = replace(last, sights=last.sights + sights)

    async def _catch_up(self) -> None:
        """Record that time went by while nobody did anything, so that the same turn comes out alike."""
        real = self.simulator.world.clock.now()
        if real - self.stage.now >= 2 * TURN_TAKES:
            await self._play(SetClock(real.astimezone(ZONE).replace(second=0, microsecond=0)))
            await self._come_to_rest()

    async def _play(self, turn: Turn) -> Outcome:
        self._pressed = None
        was_alive = self.product.is_alive
        seq, moment = self.simulator.world.events.last, self.stage.now
        try:
            await self.stage.play(turn)
        except Exception:
            # The world's time has moved on all the same.
            if self.stage.now != moment:
                self._scenes.append(Scene(SetClock(self.stage.now)))
            raise
        finally:
            if self.product.is_alive is not was_alive:
                self.tell_product()
        self._scenes.append(Scene(turn))
        if isinstance(turn, Kill):
            self._holding.expect_nothing()
        self.simulator.world.events.add(type="scene", turns=self.turns)
        return self._outcome(seq)

    def _outcome(self, seq: int) -> Outcome:
        update_id, press_id = None, None
        for event in self.simulator.world.events.after(seq):
            if event["type"] == "update_queued" and update_id is None:
                update_id = int(event["update_id"])
            elif event["type"] == "press" and press_id is None:
                press_id = str(event["id"])
                self._holding.expect(press_id)
        return Outcome(update_id, press_id)

    def _is_unanswered(self, button: Button) -> bool:
        if self._pressed is None or self._pressed[0] != button or not self.product.is_alive:
            return False
        turn = self._scenes[-1].turn
        is_same = (
            isinstance(turn, Act) and isinstance(turn.action, Pressed) and turn.action.times < _MOST_TIMES
        )
        query = self.simulator.world.callbacks.get(self._pressed[1])
        return is_same and query is not None and not query.answers

    async def _press_again(self, button: Button) -> Outcome:
        seq = self.simulator.world.events.last
        name = next(name for name, person in self.stage.people.items() if person.id == button.person)
        chat = button.chat if button.chat != button.person else None
        await self.stage.people[name].forge(button.data, message_id=button.message, chat_id=chat)
        scene = self._scenes[-1]
        if isinstance(scene.turn, Act) and isinstance(scene.turn.action, Pressed):
            again = replace(scene.turn.action, times=scene.turn.action.times + 1)
            self._scenes[-1] = replace(scene, turn=replace(scene.turn, action=again))
        return self._outcome(seq)
