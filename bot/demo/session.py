"""One sitting at the terminal: who one is, what one does, and what one sees of it."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bot.demo import texts
from bot.demo.director import Director
from bot.demo.terminal import Terminal
from bot.simulator.errors import ControlError
from bot.stage.stage import NoSuchButtonError, Shown
from bot.transcript.model import Act, Action, Change, Pressed, Sight, Turn


class Sitting:
    """A view on the director: plays turns as one person, and shows what everybody saw."""

    def __init__(self, director: Director, terminal: Terminal, me: str) -> None:
        self.director = director
        self.stage = director.stage
        self.terminal = terminal
        self.me = me
        self.unread: Counter[str] = Counter()
        self._has_prompt = False
        director.tells.append(self._see)

    def prompt(self) -> None:
        """Ask for the next line."""
        self.terminal.prompt(self.me)
        self._has_prompt = True

    def heard(self, line: str) -> None:
        """A line was typed after the prompt."""
        self.terminal.heard(line)
        self._has_prompt = False

    async def act(self, action: Action) -> None:
        """Do something as the present person."""
        try:
            await self.play(Act(self.me, action))
        except NoSuchButtonError:
            self.terminal.say(texts.NO_BUTTON)
        except ControlError as refusal:
            self.terminal.say(refusal.reason)
        else:
            if not self.director.product.is_alive:
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
        await self.director.play(turn)
        if not await self.director.finish():
            self.terminal.say(texts.NO_ANSWER)

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

    def say_died(self, log: str) -> None:
        """The product has ended by itself."""
        self._break_prompt()
        self.terminal.say(texts.DIED, log)

    def say_revived(self) -> None:
        """The product runs again."""
        self.terminal.say(texts.REVIVED)
        self.prompt()

    async def save(self, file: Path) -> None:
        """Write the dialogue so far; OSError where that cannot be."""
        text = await self.director.transcript()
        await asyncio.to_thread(file.write_text, text, encoding="utf-8")

    def _break_prompt(self) -> None:
        if self._has_prompt:
            self.terminal.break_prompt()

    def _see(self, sights: Sequence[Sight]) -> None:
        """Show what has come, also while somebody is typing."""
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
        if self._has_prompt:
            self.prompt()
