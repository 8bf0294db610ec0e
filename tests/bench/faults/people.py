"""Teachers and principals who press and type without much patience, on the newest screen or an old one."""

import asyncio
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from bot.simulator.state import BotAccount, Chat, Message, User
from bot.simulator.world import World
from conversations.events import NOTICE, Press, parse_press

OPERATOR_ID, FIRST_ID = 4999, 5001
# What leads to decisions: the verbs of the buttons, those of an RHK's editor among them.
_TEACHER = ("plan", "submit", "yes", "agree", "ask", "send", "edit", "cat", "rhk", "qty", "done", "look")
_PRINCIPAL = ("queue", "open", "approve", "revise", "undo", "send", "rhk", "cat", "qty", "done", "save")
# Sepakati is the end of a plan, so it is not sought.
_CONFIRMING = ("yes", "send", "submit", "confirm", "save", "approve", "revise", "ask")
_NEVER = ("edit:practice", "edit:duties", "edit:behaviors", "clear", "agree_outside")
_NOTES = ("Mohon ditinjau lagi.", "Sebaiknya ditambah.", "Terima kasih, mohon diubah.")
_PATIENCE, _HASTE = 2.5, 0.2


@dataclass
class Hand:
    """Somebody with a phone."""

    chat: Chat
    user: User
    leads: bool
    chance: random.Random
    seen: tuple[int, int] = (0, 0)
    pressed: set[tuple[int, str]] = field(default_factory=set)

    @property
    def shown(self) -> tuple[int, int]:
        """What changes when something is shown."""
        ours = [message for message in self.chat.messages.values() if message.sender.is_bot]
        return len(ours), sum(message.version for message in ours)

    def buttons(self) -> list[tuple[Message, str]]:
        """All buttons in sight with their messages, the newest message first."""
        return [
            (message, data) for message in reversed(self.chat.messages.values()) for data in _data(message)
        ]


class People:
    """Everybody, and every update that they caused."""

    def __init__(self, world: World, hands: Iterable[Hand]) -> None:
        self.world = world
        self.hands = list(hands)
        self.bot: BotAccount = world.bot()
        # The updates to be decided, each with its chat; and those that are poison or none of our business.
        self.sent: dict[int, int] = {}
        self.poison: dict[int, int | None] = {}
        self.foreign: list[int] = []

    @property
    def last_id(self) -> int:
        """The highest number of an update."""
        return max((*self.sent, *self.poison, *self.foreign))

    def say(self, hand: Hand, text: str) -> None:
        """Somebody writes."""
        _, update_id = self.world.post(hand.chat, hand.user, text)
        assert update_id is not None
        self.sent[update_id] = hand.chat.id

    def press(self, hand: Hand, message: Message, data: str) -> None:
        """Somebody presses a button, of now or of long ago."""
        hand.pressed.add((message.message_id, data))
        _, update_id = self.world.press(self.bot, hand.user, message, data)
        assert update_id is not None
        self.sent[update_id] = hand.chat.id

    def bring(self, hand: Hand, update_id: int, text: str) -> None:
        """A text arrives as an update with this number."""
        self.bot.updates.add_raw({"update_id": update_id, "message": self._message(hand, text)})
        self.sent[update_id] = hand.chat.id

    def poison_with(self, hand: Hand) -> None:
        """An update that no server writes arrives: one in a chat, or one of nobody."""
        broken = {"message": self._message(hand, {"bold": True})}
        where, raw = hand.chance.choice([(hand.chat.id, broken), (None, {"message": 5})])
        self.poison[self.bot.updates.add_raw(raw)] = where

    def send_foreign(self) -> None:
        """An update of a kind that we never asked for."""
        self.foreign.append(self.bot.updates.add_raw({"something_of_next_year": {"text": "halo"}}))

    async def live(self, until: asyncio.Event) -> None:
        """Everybody goes on until then."""
        await asyncio.gather(*(self._live(hand, until) for hand in self.hands))

    def close(self) -> None:
        """Everybody asks for the beginning."""
        for hand in self.hands:
            self.say(hand, "/start")

    async def _live(self, hand: Hand, until: asyncio.Event) -> None:
        self.say(hand, "/start")
        while not until.is_set():
            waited, patience = 0.0, hand.chance.uniform(_HASTE, _PATIENCE)
            while hand.shown == hand.seen and waited < patience and not until.is_set():
                pause = hand.chance.uniform(0.05, 0.3)
                await asyncio.sleep(pause)
                waited += pause
            await asyncio.sleep(hand.chance.uniform(0.05, 0.5))
            hand.seen = hand.shown
            if not until.is_set():
                self._act(hand)

    def _act(self, hand: Hand) -> None:
        buttons, luck = hand.buttons(), hand.chance.random()
        if luck < 0.06 or not buttons:
            self.say(
                hand, hand.chance.choice(("/rencana", "/start", "/persetujuan" if hand.leads else "/poin"))
            )
        elif luck < 0.1:
            self.press(hand, *hand.chance.choice(buttons))
        elif luck < 0.14:
            self.say(hand, hand.chance.choice(("1", "2", *_NOTES)))
        else:
            self._go_on(hand, buttons)

    def _go_on(self, hand: Hand, buttons: list[tuple[Message, str]]) -> None:
        """A notice first, then what leads on, now and then twice; else a note or the plan."""
        news = [one for one in buttons if _flow(one[1]) == NOTICE and _is_new(hand, one)]
        if news and hand.chance.random() < 0.7:
            self.press(hand, *hand.chance.choice(news[:3]))
            return
        newest = next((message for message, data in buttons if _flow(data) != NOTICE), None)
        ways = [one for one in buttons if one[0] is newest and _leads_on(one[1], hand.leads)]
        if not ways or hand.chance.random() < 0.1:
            self.say(hand, hand.chance.choice((*_NOTES, "/persetujuan" if hand.leads else "/rencana")))
            return
        sure = [one for one in ways if _verb(one[1]) in _CONFIRMING]
        chosen = hand.chance.choice(sure if sure and hand.chance.random() < 0.6 else ways)
        self.press(hand, *chosen)
        if hand.chance.random() < 0.08:
            self.press(hand, *chosen)

    def _message(self, hand: Hand, text: Any) -> dict[str, Any]:
        return {
            "message_id": hand.chat.next_message_id(),
            "from": hand.user.json(),
            "chat": hand.chat.json(),
            "date": self.world.clock.timestamp(),
            "text": text,
        }


def _is_new(hand: Hand, one: tuple[Message, str]) -> bool:
    return (one[0].message_id, one[1]) not in hand.pressed


def _data(message: Message) -> list[str]:
    rows = (message.markup or {}).get("inline_keyboard", [])
    return [button["callback_data"] for row in rows for button in row if "callback_data" in button]


def _flow(data: str) -> str:
    found = parse_press(data)
    return found.flow if isinstance(found, Press) else ""


def _verb(data: str) -> str:
    return data.split(":")[2] if data.count(":") >= 2 else ""


def _leads_on(data: str, leads: bool) -> bool:
    action = data.split(":", 2)[2]
    return _verb(data) in (_PRINCIPAL if leads else _TEACHER) and not action.startswith(_NEVER)
