"""Being the people of the world from Python: for tests and for the terminal demo."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import aiohttp

from .errors import ControlError
from .person import Group, Person

Json = dict[str, Any]
DEFAULT_TIMEOUT = 10.0


class World:
    """The control interface of a simulator at `url`, like `http://127.0.0.1:9000`."""

    def __init__(self, url: str, *, timeout: float = DEFAULT_TIMEOUT) -> None:
        self.url = url.rstrip("/")
        self.timeout = timeout
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> World:
        """Nothing to do: the session opens with the first request."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the session."""
        await self.close()

    async def close(self) -> None:
        """Close the session."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def ask(self, verb: str, path: str, body: Any = None, query: Json | None = None) -> Json:
        """One control request; ControlError when it is refused."""
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=330))
        sent = {"data": body} if isinstance(body, aiohttp.FormData) else {"json": body}
        known = {name: str(value) for name, value in (query or {}).items() if value is not None}
        url = f"{self.url}/control{path}"
        async with self._session.request(verb, url, params=known, **sent) as response:
            answer: Json = await response.json()
            if response.status >= 400:
                raise ControlError(response.status, str(answer.get("error")))
            return answer

    async def user(
        self,
        first_name: str,
        *,
        user_id: int | None = None,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = None,
        bot_id: int | None = None,
    ) -> Person:
        """Make a person, speaking Indonesian unless said otherwise, or take the one with that id."""
        wish = {
            "id": user_id,
            "first_name": first_name,
            "last_name": last_name,
            "username": username,
            "language_code": language_code,
        }
        known = {name: value for name, value in wish.items() if value is not None}
        made = await self.ask("POST", "/users", known)
        return Person(self, int(made["id"]), first_name, bot_id)

    async def group(
        self,
        title: str,
        creator: Person,
        *members: Person,
        supergroup: bool = False,
        with_bot: bool = True,
        chat_id: int | None = None,
    ) -> Group:
        """Make a group of these people, with the bot in it."""
        wish = {
            "id": chat_id,
            "title": title,
            "type": "supergroup" if supergroup else "group",
            "creator": creator.id,
            "members": [person.id for person in members],
            "with_bot": with_bot,
        }
        made = await self.ask("POST", "/groups", wish)
        return Group(self, int(made["id"]), title)

    async def state(self) -> Json:
        """Users, chats, bots and clock."""
        return await self.ask("GET", "/state")

    async def advance(self, span: float | str) -> Json:
        """Move the world clock by seconds or `1d`, `1w`."""
        return await self.ask("POST", "/clock", {"advance": span})

    async def set_clock(self, moment: str) -> Json:
        """Move the world clock to an ISO date and time."""
        return await self.ask("POST", "/clock", {"now": moment})

    async def clock(self) -> Json:
        """The world clock: `now` and `offset`."""
        return await self.ask("GET", "/clock")

    async def fault(self, kind: str, **wish: Any) -> int:
        """Order a fault (see docs/simulator.md for kinds and fields); gives its id."""
        return int((await self.ask("POST", "/faults", {"kind": kind, **wish}))["id"])

    async def faults(self) -> list[Json]:
        """The faults that still wait."""
        return list((await self.ask("GET", "/faults"))["faults"])

    async def clear_faults(self, fault_id: int | None = None) -> None:
        """Cancel a fault, or every one."""
        await self.ask("DELETE", "/faults", query={"id": fault_id})

    async def redeliver(self, update_id: int | str = "last") -> int:
        """Deliver an update again under its own number."""
        return int((await self.ask("POST", "/redeliver", {"update_id": update_id}))["update_id"])

    async def duplicate(self, update_id: int | str = "last") -> int:
        """Deliver the content of an update under a new number."""
        return int((await self.ask("POST", "/duplicate", {"update_id": update_id}))["update_id"])

    async def raw_update(self, update: Json) -> int:
        """Inject any object as an update."""
        return int((await self.ask("POST", "/raw_update", update))["update_id"])

    async def reset(self) -> None:
        """An empty world."""
        await self.ask("POST", "/reset")

    async def calls(
        self, after: int = 0, *, method: str | None = None, chat_id: int | None = None
    ) -> list[Json]:
        """Bot API calls after a number, oldest first."""
        query = {"after": after, "method": method, "chat_id": chat_id}
        return list((await self.ask("GET", "/calls", query=query))["calls"])

    async def callback(self, callback_query_id: str) -> Json:
        """A press and its answer."""
        return await self.ask("GET", f"/callbacks/{callback_query_id}")

    async def events(self, after: int = 0, within: float = 0) -> list[Json]:
        """What happened after a number; waits up to `within` seconds for the first."""
        return list((await self.ask("GET", "/events", query={"after": after, "timeout": within}))["events"])

    async def last_event(self) -> int:
        """The number of the newest event."""
        return int((await self.ask("GET", "/events", query={"limit": 1}))["last"])

    async def wait_for(
        self,
        wanted: Callable[[Json], bool],
        *,
        after: int = 0,
        within: float | None = None,
    ) -> Json:
        """The first event after a number that is wanted; TimeoutError with the last events seen."""
        deadline = time.monotonic() + (self.timeout if within is None else within)
        seen: list[Json] = []
        while (left := deadline - time.monotonic()) > 0:
            for event in await self.events(after, min(left, 25.0)):
                after = event["seq"]
                seen = [*seen[-7:], event]
                if wanted(event):
                    return event
        raise TimeoutError(f"it did not happen; last events: {[_brief(e) for e in seen]}")

    async def confirmed(self, update_id: int, within: float | None = None) -> None:
        """Wait until the bot has confirmed an update, that is, asked for a later one."""
        await self.wait_for(
            lambda e: e["type"] == "update_confirmed" and e["update_id"] == update_id, within=within
        )

    async def settled(self, calm: float = 0.15, within: float | None = None) -> None:
        """Wait until every update is confirmed and nothing has happened for `calm` seconds."""
        limit = self.timeout if within is None else within
        answer = await self.ask("GET", "/quiet", query={"for": calm, "timeout": limit})
        if not answer["quiet"]:
            raise TimeoutError(f"the bot was not quiet within {limit} s")


def _brief(event: Json) -> Json:
    shown = {name: value for name, value in event.items() if name != "message"}
    if "message" in event:
        shown["text"] = event["message"]["text"][:80]
    return shown
