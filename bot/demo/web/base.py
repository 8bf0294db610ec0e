"""What every route of the page shares: the demo, the language, bodies and errors as JSON."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.demo.clockwork import Clockwork
from bot.demo.director import Director
from bot.demo.newcomers import Newcomers
from bot.demo.refusals import RefusalError, in_words
from bot.i18n import Language, Languages
from bot.simulator import Simulator
from bot.simulator.errors import ApiError, ControlError
from bot.simulator.state import Chat
from bot.simulator.world import World
from conversations.facts import Zone
from conversations.words import Words, say

log = logging.getLogger(__name__)

Json = dict[str, Any]
_NO_STORE = {"Cache-Control": "no-store"}
_MOST_BODY = 1024 * 1024
# The loop itself holds only weak references to its tasks.
_left_alone: set[asyncio.Future[Any]] = set()


@dataclass(frozen=True)
class Show:
    """A demo that runs: who plays, and what the page can do besides acts."""

    director: Director
    clockwork: Clockwork
    newcomers: Newcomers


@dataclass
class Served:
    """What the page shows; `show` is there as soon as the made-up school is."""

    simulator: Simulator
    languages: Languages
    default_language: str
    show: Show | None = None

    @property
    def world(self) -> World:
        """The world of the simulator."""
        return self.simulator.world


@dataclass(frozen=True)
class Ask:
    """A request, its JSON body, and what it is about."""

    request: web.Request
    body: Json
    show: Show
    language: Language

    @property
    def director(self) -> Director:
        """The one who plays."""
        return self.show.director

    @property
    def world(self) -> World:
        """The world of the simulator."""
        return self.director.simulator.world

    def words(self, words: Words) -> str:
        """Words in the language of the page."""
        return self.language.translate(words, Zone.WIB)

    def text(self, name: str, default: str | None = None) -> str:
        """A text of the body; a RefusalError where it is missing or none."""
        value = self.body.get(name, default)
        if not isinstance(value, str):
            raise RefusalError(400, say("{name} is missing.", name=name))
        return value

    def number(self, name: str) -> int:
        """A whole number of the body; a RefusalError where it is none."""
        value = self.body.get(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise RefusalError(400, say("{name} is missing.", name=name))
        return value

    def query(self, name: str) -> int | None:
        """A whole number of the query, None where it is missing or none."""
        value = self.request.query.get(name, "")
        return int(value) if value.removeprefix("-").isdecimal() and len(value) < 20 else None

    def part(self, name: str) -> int:
        """A number of the path."""
        return int(self.request.match_info[name])

    def name(self) -> str:
        """The short name of the `person` of the body."""
        return self.name_of(self.number("person"))

    def name_of(self, user_id: int) -> str:
        """The short name of a person."""
        for name, person in self.director.stage.people.items():
            if person.id == user_id:
                return name
        raise RefusalError(404, say("There is no such phone."))

    def group(self, chat: Chat) -> str | None:
        """The name of a group on the stage; None for the chat with the bot."""
        groups = self.director.stage.groups.items()
        return next((name for name, group in groups if group.id == chat.id), None)

    def chat(self, chat_id: int) -> Chat:
        """A chat by its id; that of a person is there before anything was said in it."""
        if chat_id in self.world.groups:
            return self.world.groups[chat_id]
        if chat_id not in self.world.users:
            raise RefusalError(404, say("There is no such chat."))
        return self.world.private(self.world.bot(), self.world.users[chat_id])


Route = Callable[[Ask], Awaitable[Any]]
Routes = list[tuple[str, str, Route]]


def add_routes(app: web.Application, served: Served, routes: Routes) -> None:
    """Put routes on the application."""
    for method, path, route in routes:
        app.router.add_route(method, path, _handler(served, route))


def _handler(served: Served, route: Route) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def handler(request: web.Request) -> web.StreamResponse:
        language = served.languages.of(request.query.get("language", served.default_language))
        try:
            if served.show is None:
                raise RefusalError(503, say("The made-up school is being set up. One moment, please."))
            asked = Ask(request, await read_body(request), served.show, language)
            outcome = await _to_the_end(route(asked))
        except (RefusalError, ControlError, ApiError) as problem:
            status, words = in_words(problem)
            error = {"error": language.translate(words, Zone.WIB)}
            return web.json_response(error, status=status, headers=_NO_STORE)
        if isinstance(outcome, web.StreamResponse):
            return outcome
        return web.json_response(outcome, headers=_NO_STORE)

    return handler


async def _to_the_end(work: Awaitable[Any]) -> Any:
    """Do it also where the page has gone meanwhile: a reload must lose nothing that was sent."""
    begun = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(begun)
    except asyncio.CancelledError:
        _left_alone.add(begun)
        begun.add_done_callback(_was_left_alone)
        raise


def _was_left_alone(done: asyncio.Future[Any]) -> None:
    _left_alone.discard(done)
    if not done.cancelled() and (problem := done.exception()) is not None:
        log.warning("what a page asked for before it went has failed: %s", type(problem).__name__)


async def read_body(request: web.Request) -> Json:
    """The JSON object of the body, empty where there is none; files are read elsewhere."""
    if not request.can_read_body or request.content_type.startswith("multipart/"):
        return {}
    raw = await _limited(request)
    try:
        body = json.loads(raw) if raw.strip() else {}
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise RefusalError(400, say("The request cannot be read."))
    return body


async def _limited(request: web.Request) -> bytes:
    raw = bytearray()
    async for chunk in request.content.iter_any():
        raw += chunk
        if len(raw) > _MOST_BODY:
            raise RefusalError(413, say("The request is too large."))
    return bytes(raw)
