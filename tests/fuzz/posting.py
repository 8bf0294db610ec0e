"""The same house with its door: updates come as requests to `/telegram`, bodies and headers as bytes."""

import json
from typing import Any

from bot.store.database import TROUBLE
from bot.telegram.inbox import Inbox
from bot.telegram.webhook import Reception
from bot.web.door import PATH, SECRET_HEADER, Door, Entrance, Message, Receive, Scope, Send
from tests.fuzz.house import BOT_NAME, FaultError, House
from tests.fuzz.updates import Raw
from tests.store.acting import BOT_ID

SECRET = b"s" * 32
MOST_BYTES = 100_000


class PostedHouse(House):
    """Every update is posted; it is a fault not to be acknowledged, or kept as poison though readable."""

    async def furnish(self) -> None:
        """Open the door as well."""
        await super().furnish()
        self._read = Inbox(BOT_ID, BOT_NAME)
        intake = self.intake
        reception = Reception(self._read, intake.decide, self._on_poison, self.screens.shown)
        self.door = Door(MOST_BYTES, _nowhere)
        self.door.open([Entrance(SECRET, reception)])
        self._wrong: list[str] = []

    async def takes(self, raw: Raw, *, may_be_poison: bool = False, intake: Any = None) -> None:
        """One update, posted."""
        status = await self.post(json.dumps(raw).encode())
        if status != 200 or self._wrong:
            raise FaultError(f"answered {status}, {self._wrong}: {raw!r:.2000}")
        if raw["update_id"] in self.poison and not may_be_poison:
            raise FaultError(f"kept as poison: {raw!r:.2000}")

    async def post(self, body: bytes, secret: bytes = SECRET, method: str = "POST") -> int:
        """The status that a request gets."""
        said: list[Message] = []
        headers = [(SECRET_HEADER, secret), (b"content-length", str(len(body)).encode())]
        scope: Scope = {"type": "http", "path": PATH, "method": method, "headers": headers}

        async def receive() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Message) -> None:
            said.append(message)

        await self.door(scope, receive, send)
        return int(said[0]["status"])

    async def _on_poison(self, raw: Raw, exc: Exception) -> None:
        self.poison.add(raw["update_id"])
        try:
            self._read.parse(raw)
        except Exception:
            await self.intake.keep_poison(raw, exc)
            return
        if not isinstance(exc, TROUBLE):
            self._wrong.append(repr(exc))
        await self.intake.keep_poison(raw, exc)


async def _nowhere(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 404, "headers": []})
