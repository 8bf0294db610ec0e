"""People who send one update after the other over webhooks, each as soon as they see the reply."""

import asyncio
import itertools
import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.bench.speed.stub import cut

# The next update of somebody, without its number.
Next = Callable[["Visitor"], Mapping[str, Any]]


@dataclass
class Visitor:
    """Somebody with a chat, and what they see in it."""

    chat_id: int
    turn: int = 0
    message_id: int = 0
    buttons: list[str] = field(default_factory=list)
    seen: asyncio.Event = field(default_factory=asyncio.Event)

    def see(self, fields: Mapping[str, str]) -> None:
        """A reply has come."""
        self.message_id = int(fields["message_id"])
        markup = json.loads(fields.get("reply_markup") or '{"inline_keyboard": []}')
        self.buttons = [
            button["callback_data"]
            for row in markup["inline_keyboard"]
            for button in row
            if "callback_data" in button
        ]
        self.seen.set()

    def message(self, text: str) -> Mapping[str, Any]:
        """A text that this person writes."""
        entities = [{"type": "bot_command", "offset": 0, "length": len(text)}] if text[0] == "/" else []
        return {
            "message": {
                "message_id": 1,
                "date": int(time.time()),
                "chat": self._chat,
                "from": self._sender,
                "text": text,
                "entities": entities,
            }
        }

    def press(self, action: str) -> Mapping[str, Any]:
        """A press of the button with that action."""
        data = next((data for data in self.buttons if data.split(":", 2)[-1] == action), None)
        if data is None:
            raise LookupError(f"{action} is not among {self.buttons}")
        shown = {"message_id": self.message_id, "date": int(time.time()), "chat": self._chat, "text": "..."}
        query = {"id": str(time.monotonic_ns()), "from": self._sender, "chat_instance": "1", "data": data}
        return {"callback_query": {**query, "message": shown}}

    @property
    def _chat(self) -> Mapping[str, Any]:
        return {"id": self.chat_id, "type": "private", "first_name": "Ani"}

    @property
    def _sender(self) -> Mapping[str, Any]:
        return {"id": self.chat_id, "is_bot": False, "first_name": "Ani", "language_code": "id"}


class Crowd:
    """Visitors by their chats, and the doors at which their updates are brought."""

    def __init__(self, count: int, ports: list[int], secret: str) -> None:
        self.visitors = [Visitor(7_000_000_000 + number) for number in range(count)]
        self._by_chat = {visitor.chat_id: visitor for visitor in self.visitors}
        self._ports = itertools.cycle(ports)
        self._secret = secret
        self._update_ids: Iterator[int] = itertools.count(1)

    def on_shown(self, chat_id: int, fields: dict[str, str]) -> None:
        """A call of the bot has shown something."""
        self._by_chat[chat_id].see(fields)

    async def walk(self, visitors: list[Visitor], step: Next, seconds: float) -> list[float]:
        """Have all of these go on for so long; gives how long each reply took."""
        until = time.perf_counter() + seconds
        took = await asyncio.gather(*(self._go_on(visitor, step, until) for visitor in visitors))
        return sorted(each for one in took for each in one)

    async def once(self, step: Next, visitors: Sequence[Visitor] | None = None) -> None:
        """Have these, or all, do one thing, one after another."""
        door = _Door(next(self._ports), self._secret)
        for visitor in self.visitors if visitors is None else visitors:
            await self._send(door, visitor, step(visitor))
        door.close()

    async def _go_on(self, visitor: Visitor, step: Next, until: float) -> list[float]:
        door, took = _Door(next(self._ports), self._secret), []
        while time.perf_counter() < until:
            began = time.perf_counter()
            await self._send(door, visitor, step(visitor))
            took.append(time.perf_counter() - began)
            visitor.turn += 1
        door.close()
        return took

    async def _send(self, door: "_Door", visitor: Visitor, update: Mapping[str, Any]) -> None:
        visitor.seen.clear()
        answered = await door.post({"update_id": next(self._update_ids), **update})
        assert answered == 200, answered
        await asyncio.wait_for(visitor.seen.wait(), 20)


class _Door(asyncio.Protocol):
    """A connection that brings updates, one at a time."""

    def __init__(self, port: int, secret: str) -> None:
        self._port = port
        self._head = (
            f"POST /telegram HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
            f"X-Telegram-Bot-Api-Secret-Token: {secret}\r\nContent-Length: "
        )
        self._transport: asyncio.Transport | None = None
        self._rest = b""
        self._answered: asyncio.Future[int] | None = None

    async def post(self, update: Mapping[str, Any]) -> int:
        """Bring an update; gives the status."""
        loop = asyncio.get_running_loop()
        if self._transport is None or self._transport.is_closing():
            transport, _ = await loop.create_connection(lambda: self, "127.0.0.1", self._port)
            self._transport = transport
        self._answered = loop.create_future()
        body = json.dumps(update).encode()
        self._transport.write(f"{self._head}{len(body)}\r\n\r\n".encode() + body)
        return await self._answered

    def data_received(self, data: bytes) -> None:
        """An answer, or a part of it."""
        self._rest += data
        if (found := cut(self._rest)) is not None and self._answered is not None:
            head, _, self._rest = found
            self._answered.set_result(int(head.split(b" ", 2)[1]))

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody waits for ever."""
        if self._answered is not None and not self._answered.done():
            self._answered.set_exception(ConnectionError("hung up"))

    def close(self) -> None:
        """Hang up."""
        if self._transport is not None:
            self._transport.close()
