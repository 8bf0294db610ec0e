"""The page without a browser: a demo in this process, and requests as the page makes them."""

import asyncio
import json
from argparse import Namespace
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

from bot.demo.director import Director
from bot.demo.running import running

Json = dict[str, Any]
PATIENCE = 30.0
BUDI, ANI, MADE, SITI, RINA = range(7_000_001, 7_000_006)


class Page:
    """Requests to a demo; waiting is for its events."""

    def __init__(self, director: Director, url: str, http: aiohttp.ClientSession) -> None:
        self.director = director
        self.url = url.rstrip("/")
        self.http = http

    async def get(self, path: str, **query: str) -> Json:
        """A JSON document."""
        async with self.http.get(self.url + path, params=query) as answer:
            assert answer.status == 200, await answer.text()
            return dict(await answer.json())

    async def post(self, path: str, **body: Any) -> Json:
        """The answer to what succeeds."""
        status, answer = await self.tries(path, **body)
        assert status in (200, 202), answer
        return answer

    async def tries(self, path: str, **body: Any) -> tuple[int, Json]:
        """Status and answer, whatever they are."""
        async with self.http.post(self.url + path, json=body) as answer:
            return answer.status, await answer.json()

    async def messages(self, chat: int) -> list[Json]:
        """The newest messages of a chat, oldest first."""
        return list((await self.get(f"/demo/chats/{chat}/messages"))["messages"])

    async def write(self, person: int, text: str, chat: int | None = None) -> Json:
        """Write in the chat with the bot or in a group."""
        return await self.post("/demo/act", do="write", person=person, chat=chat or person, text=text)

    async def press(self, person: int, label: str, times: int = 1) -> list[Json]:
        """Press the newest button with that label as soon as it is there, so often at once."""
        message = await self.sees(person, lambda one: label in labels(one))
        data = next(b["callback_data"] for row in message["buttons"] for b in row if b["text"] == label)
        deed = {"do": "press", "person": person, "chat": person, "message": message["message_id"]}
        return await asyncio.gather(*(self.post("/demo/act", **deed, data=data) for _ in range(times)))

    async def sees(self, chat: int, wanted: str | Callable[[Json], bool]) -> Json:
        """The newest message of the bot that is wanted, as soon as it is there."""
        journal = self.director.simulator.world.events
        async with asyncio.timeout(PATIENCE):
            while True:
                seq = journal.last
                for one in reversed(await self.messages(chat)):
                    is_it = wanted in one["text"] if isinstance(wanted, str) else wanted(one)
                    if one["from_bot"] and is_it:
                        return one
                await journal.wait(seq, PATIENCE)

    async def state_when(self, wanted: Callable[[Json], bool]) -> Json:
        """The state as soon as it is a wanted one."""
        journal = self.director.simulator.world.events
        async with asyncio.timeout(PATIENCE):
            while True:
                seq = journal.last
                state = await self.get("/demo/state")
                if wanted(state):
                    return state
                await journal.wait(seq, PATIENCE)

    @asynccontextmanager
    async def live(self, after: int | None = None) -> AsyncIterator["Live"]:
        """Events as they come, from now on unless said otherwise."""
        seq = self.director.simulator.world.events.last if after is None else after
        async with self.http.ws_connect(f"{self.url}/demo/live?after={seq}") as socket:
            yield Live(socket)


class Live:
    """One socket."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket

    async def frame(self) -> Json:
        """The next frame."""
        return dict(json.loads(await self._socket.receive_str(timeout=PATIENCE)))

    async def until(self, kind: str) -> Json:
        """The next event of a type."""
        while True:
            for event in (await self.frame()).get("events", ()):
                if event["type"] == kind:
                    return dict(event)


def labels(message: Json) -> list[str]:
    """The labels of all buttons."""
    return [button["text"] for row in message["buttons"] for button in row]


@asynccontextmanager
async def opened(options: Namespace, folder: Path) -> AsyncIterator[Page]:
    """A demo and its page."""
    async with running(options, folder) as (director, url), aiohttp.ClientSession() as http:
        following = asyncio.create_task(director.follow())
        try:
            yield Page(director, url, http)
        finally:
            following.cancel()
            await asyncio.gather(following, return_exceptions=True)
