"""What every control route shares."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from ..api import BotApi
from ..errors import ApiError, ControlError
from ..people import Actor
from ..state import BotAccount, Chat, Json, User
from ..world import World


@dataclass(frozen=True)
class LocalRequest:
    """What routes read of a request, where none came over HTTP."""

    query: Mapping[str, str]
    match_info: Mapping[str, str]


@dataclass(frozen=True)
class Ask:
    """A control request: its JSON body, and the world it is about."""

    request: web.Request | LocalRequest
    body: Json
    world: World
    api: BotApi

    def part(self, name: str) -> int:
        """A number of the path."""
        return int(self.request.match_info[name])

    def number(self, name: str, default: int = 0) -> int:
        """A whole number of the query or the body."""
        value = self.request.query.get(name, self.body.get(name, default))
        try:
            return int(value)
        except (TypeError, ValueError):
            raise ControlError(400, f"{name} must be a whole number") from None

    def maybe(self, name: str) -> int | None:
        """A whole number, or None if it was not given."""
        given = name in self.request.query or self.body.get(name) is not None
        return self.number(name) if given else None

    def seconds(self, name: str, default: float) -> float:
        """A span in seconds of the query."""
        try:
            return min(float(self.request.query.get(name, default)), 300.0)
        except ValueError:
            raise ControlError(400, f"{name} must be a number") from None

    def word(self, name: str) -> str:
        """A required text of the body."""
        value = self.body.get(name)
        if not isinstance(value, str) or not value:
            raise ControlError(400, f"{name} is missing")
        return value

    def bot(self) -> BotAccount:
        """The bot meant by `bot_id`, else the first."""
        bot_id = self.maybe("bot_id")
        try:
            return self.world.bot(bot_id)
        except KeyError:
            raise ControlError(404, f"there is no bot {bot_id}") from None

    def user(self, user_id: int | None) -> User:
        """A person or bot by id."""
        user = None if user_id is None else self.world.users.get(user_id)
        bots = (bot.user for bot in self.world.bots.values() if bot.user.id == user_id)
        found = user or next(bots, None)
        if found is None:
            raise ControlError(404, f"there is no user {user_id}")
        return found

    def actor(self) -> Actor:
        """The person of the path, acting towards the bot meant."""
        return Actor(self.world, self.user(self.part("user_id")), self.bot())

    def group(self) -> Chat:
        """The group of the path."""
        chat_id = self.part("chat_id")
        if chat_id not in self.world.groups:
            raise ControlError(404, f"there is no group {chat_id}")
        return self.world.groups[chat_id]


Route = Callable[[Ask], Any | Awaitable[Any]]
Routes = list[tuple[str, str, Route]]


@dataclass(frozen=True)
class Control:
    """Turns route functions into aiohttp handlers."""

    world: World
    api: BotApi

    def wrapped(self, route: Route) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        """An aiohttp handler that answers JSON, or `{"error": ...}` with its status."""

        async def handler(request: web.Request) -> web.StreamResponse:
            try:
                outcome = route(Ask(request, await _body(request), self.world, self.api))
                if isinstance(outcome, Awaitable):
                    outcome = await outcome
            except ControlError as problem:
                return web.json_response({"error": problem.reason}, status=problem.status)
            except ApiError as problem:
                return web.json_response({"error": problem.description}, status=problem.code)
            except ValueError as problem:
                return web.json_response({"error": str(problem)}, status=400)
            return outcome if isinstance(outcome, web.StreamResponse) else web.json_response(outcome)

        return handler


async def _body(request: web.Request) -> Json:
    if not request.can_read_body or request.content_type.startswith("multipart/"):
        return {}
    raw = await request.read()
    try:
        body = json.loads(raw) if raw.strip() else {}
    except ValueError:
        raise ControlError(400, "the body must be JSON") from None
    if not isinstance(body, dict):
        raise ControlError(400, "the body must be a JSON object")
    return body
