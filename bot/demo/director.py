"""Plays turns for any number of views, one after the other, and remembers what came of them."""

import asyncio
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.demo.cast import Cast
from bot.demo.holding import Holding
from bot.demo.reading import Reading
from bot.demo.script import Script
from bot.rule_sets import load_rule_sets
from bot.settings import Settings
from bot.simulator import Simulator
from bot.simulator.settings import BotSpec
from bot.stage.product import ProductProcess
from bot.stage.stage import TURN_TAKES, Stage
from bot.store.database import Database
from bot.transcript.model import Act, Block, Kill, Link, Opening, Pressed, Revive, SetClock, Sight, Turn
from bot.transcript.times import ZONE

PATIENCE = 10.0
_LONGEST_RETRY = 5.0
_MOST_TIMES = 9
# So long must nothing happen until what was seen is told while nobody does anything.
_REST = 0.3


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
        self.cast = Cast(opening)
        self.rules = load_rule_sets([settings.rule_sets.default])[settings.rule_sets.default]
        self.reading = Reading(simulator.world)
        self.reading.read_all()
        self.world_id = secrets.token_hex(8)
        self.tells: list[Callable[[Sequence[Sight]], None]] = []
        self.script = Script(stage, opening)
        self.turning = ""
        self._lock = asyncio.Lock()
        self._holding = Holding(simulator, database)
        self._pressed: tuple[Button, str] | None = None

    async def play(self, turn: Turn) -> Outcome:
        """Play a turn as soon as the last one is answered."""
        async with self._lock:
            await self._come_to_rest()
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
            outcome = await self._play(turn())
            if outcome.callback_query_id is not None:
                self._pressed = button, outcome.callback_query_id
            return outcome

    async def switch(self, turn: Kill | Revive) -> None:
        """Kill or start the product, unless it is so already; TimeoutError where it does not come to rest.

        `turning` tells meanwhile which of the two is under way.
        """
        async with self._lock:
            if self.product.is_alive is isinstance(turn, Revive):
                return
            self._turn("starting" if isinstance(turn, Revive) else "ending")
            try:
                await self._come_to_rest()
                await self._play(turn)
            finally:
                self._turn("")

    async def finish(self, within: float = PATIENCE, calm: float = _REST) -> bool:
        """Wait until the last turn is answered, and tell what came of it; False if it is not answered yet."""
        async with self._lock:
            is_done = not self.product.is_alive or await self._holding.hold(within, calm)
            await self._look()
            return is_done

    async def follow(self) -> None:
        """Tell what comes while nobody does anything; for a task of its own."""
        journal = self.simulator.world.events
        seq = 0
        while True:
            await journal.wait(seq, TURN_TAKES.total_seconds())
            await self._holding.hold(PATIENCE, _REST)
            is_idle, seq = seq == journal.last, journal.last
            async with self._lock:
                await self._look()
                # What comes by itself, as the clock goes on, is a scene of its own.
                if is_idle and self.script.turns and self._elapsed() >= 1:
                    self.script.end_scene()

    @property
    def is_serving(self) -> bool:
        """Whether the product runs and has begun to fetch updates."""
        return self.product.is_alive and self.turning != "starting"

    async def transcript(self) -> str:
        """The dialogue so far as text."""
        async with self._lock:
            await self._hold()
            await self._look()
            return self.script.text()

    def link_url(self, link: Link) -> str:
        """The address of a link that has a name."""
        return f"https://t.me/{BotSpec.username}?start={self.stage.masks.tokens[link.name]}"

    def tell(self, kind: str, **fields: object) -> None:
        """An event for all views."""
        self.simulator.world.events.add(type=kind, **fields)

    def _turn(self, turning: str) -> None:
        self.turning = turning
        self.tell("product", alive=self.is_serving, turning=turning)

    async def _hold(self) -> None:
        if not self.product.is_alive or await self._holding.hold():
            return
        await self.stage.is_answered()
        if self.stage.has_failed:
            # What failed is tried again after a pause, and then belongs to its own turn.
            await self._holding.hold(_LONGEST_RETRY)

    async def _come_to_rest(self) -> None:
        """Hold until the last turn is answered, and end its scene; then catch up with the time."""
        await self._hold()
        await self._look()
        self.script.end_scene()
        if self._elapsed() >= 2:
            await self._play(self._present())
            await self._hold()
            await self._look()
            self.script.end_scene()

    async def _look(self) -> None:
        fresh = await self.script.look()
        if fresh and self.script.is_over and self.script.turns and self._elapsed() >= 1:
            await self._play(self._present())
            await self.script.look()
        for tell in self.tells if fresh else ():
            tell(fresh)

    def _elapsed(self) -> int:
        """For how many turns real time went by while nobody did anything."""
        return int((self.simulator.world.clock.now() - self.stage.now) / TURN_TAKES)

    def _present(self) -> SetClock:
        now = self.simulator.world.clock.now().astimezone(ZONE)
        return SetClock(now.replace(second=0, microsecond=0))

    async def _play(self, turn: Turn) -> Outcome:
        self._pressed = None
        was, moment = (self.product.is_alive, self.stage.is_doomed), self.stage.now
        seq = self.simulator.world.events.last
        try:
            await self.stage.play(turn)
        except Exception:
            # The world's time has moved on all the same.
            if self.stage.now != moment:
                self.script.begin(SetClock(self.stage.now))
            raise
        finally:
            if (self.product.is_alive, self.stage.is_doomed) != was:
                self.tell("product", alive=self.is_serving, turning=self.turning)
        self.script.begin(turn)
        if isinstance(turn, Kill):
            self._holding.expect_nothing()
        self.tell("scene", turns=self.script.turns)
        if isinstance(turn, Block):
            self.tell("people", person=self.stage.people[turn.person].id)
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
        if (
            self._pressed is None
            or self._pressed[0] != button
            or not self.product.is_alive
            or self.script.is_over
        ):
            return False
        turn = self.script.last_turn
        if not (
            isinstance(turn, Act) and isinstance(turn.action, Pressed) and turn.action.times < _MOST_TIMES
        ):
            return False
        query = self.simulator.world.callbacks.get(self._pressed[1])
        return query is not None and not query.answers

    async def _press_again(self, button: Button) -> Outcome:
        seq = self.simulator.world.events.last
        person = next(person for person in self.stage.people.values() if person.id == button.person)
        self.script.press_again()
        await person.forge(button.data, message_id=button.message, chat_id=button.chat)
        return self._outcome(seq)
