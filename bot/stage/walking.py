"""Walks through screens quickly by what their buttons do, whatever they are called."""

from collections.abc import Sequence

from bot.simulator.person import Person
from bot.simulator.shown import Seen
from conversations.events import Press, parse_press

_PATIENCE = 30.0


class LostError(RuntimeError):
    """A screen on which there is no way on; the text shows it."""


class Walker:
    """One person; every step waits for the screen that follows."""

    def __init__(self, person: Person) -> None:
        self._person = person
        self._screen: Seen | None = None

    async def write(self, text: str) -> None:
        """Write something and wait for the answer."""
        seq = await self._person.world.last_event()
        await self._person.say(text)
        await self._look(seq)

    async def press(self, *beginnings: str) -> str | None:
        """Press the first button whose action begins so, the first beginning first; gives that beginning."""
        offered = self.offered
        for beginning in beginnings:
            place = next((n for n, action in enumerate(offered) if action.startswith(beginning)), None)
            if place is not None and self._screen is not None:
                seq = await self._person.world.last_event()
                await self._person.press_index(place, message_id=self._screen.id)
                await self._look(seq)
                return beginning
        return None

    async def follow(self, steps: Sequence[str]) -> None:
        """Press one after the other, and write what begins with a quotation mark; else a LostError."""
        for step in steps:
            if step.startswith('"'):
                await self.write(step[1:])
            elif await self.press(step) is None:
                raise self.lost(step)

    @property
    def offered(self) -> list[str]:
        """The actions of the present screen, in the order of its buttons."""
        return [press.action if press else "" for press in self._presses]

    @property
    def flow(self) -> str:
        """The code of the conversation that drew the present screen."""
        return next((press.flow for press in self._presses if press), "")

    def lost(self, wanted: str) -> LostError:
        """What to raise where there is no way on."""
        shown = self._screen.text if self._screen else ""
        return LostError(f"{self._person.name} finds no way to {wanted!r} on: {shown!r}")

    @property
    def _presses(self) -> list[Press | None]:
        rows = self._screen.rows if self._screen else []
        parsed = [parse_press(button.get("callback_data", "")) for row in rows for button in row]
        return [press if isinstance(press, Press) else None for press in parsed]

    async def _look(self, seq: int) -> None:
        chat_id = self._person.id
        await self._person.world.wait_for(
            lambda e: (
                e["type"] in ("message", "edit") and e["chat_id"] == chat_id and e["message"]["from_bot"]
            ),
            after=seq,
            within=_PATIENCE,
        )
        self._screen = await self._person.last()
