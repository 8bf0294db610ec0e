"""`POST /telegram`: checks who knocks and what is brought; 200 is said only after the update is finished.

With several bots each has a path of its own below that. A plain ASGI function, because every update passes
here: a router and its middleware would cost more than all of this.
"""

import asyncio
import hmac
from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.fast_json import dumps, loads
from bot.intake import Tap
from bot.telegram.inbound import Raw
from bot.telegram.render import TELEGRAM, shorten
from bot.telegram.shapes import is_number
from bot.telegram.webhook import NotTakenError, Reception

PATH = "/telegram"
SECRET_HEADER = b"x-telegram-bot-api-secret-token"

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
AsgiApp = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers = Sequence[tuple[bytes, bytes]]

# Whoever sends a body so slowly is not Telegram.
_BODY_SECONDS = 10.0
# Telegram repeats a first failure at once, which suits a process that ends, and heeds a wish to wait.
_WAIT = (b"retry-after", b"1")
_GO = (b"connection", b"close")


class RefusedError(Exception):
    """The request is answered with this status and these words."""

    def __init__(self, status: int, words: str, *headers: tuple[bytes, bytes]) -> None:
        super().__init__(words)
        self.status = status
        self.words = words
        self.headers = headers


@dataclass(frozen=True, slots=True)
class Entrance:
    """The secret that one bot's updates bring along, who takes them, and where they are brought."""

    secret: bytes
    reception: Reception[Tap | None]
    path: str = PATH


class Door:
    """Lets updates of known bots in and hands every other path on."""

    def __init__(
        self,
        most_bytes: int,
        elsewhere: AsgiApp,
        on_answered: Callable[[int], None] = lambda status: None,
    ) -> None:
        self._most_bytes = most_bytes
        self._elsewhere = elsewhere
        self._on_answered = on_answered
        self._entrances: Mapping[str, Entrance] = {}

    def open(self, entrances: Iterable[Entrance]) -> None:
        """Let updates in from now on; before that they have to come again."""
        self._entrances = {entrance.path: entrance for entrance in entrances}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or not self._leads_in(scope["path"]):
            await self._elsewhere(scope, receive, send)
            return
        headers: tuple[tuple[bytes, bytes], ...] = ()
        status, body = 200, b""
        try:
            tap = await self._take(scope, receive)
            if tap is not None:
                headers, body = (_JSON,), _answer(tap)
        except RefusedError as refusal:
            status, headers, body = refusal.status, (_TEXT, *refusal.headers), refusal.words.encode()
        self._on_answered(status)
        length = (b"content-length", str(len(body)).encode())
        await send({"type": "http.response.start", "status": status, "headers": [length, *headers]})
        await send({"type": "http.response.body", "body": body})

    async def _take(self, scope: Scope, receive: Receive) -> Tap | None:
        if scope["method"] != "POST":
            raise RefusedError(405, "only POST", (b"allow", b"POST"))
        if not self._entrances:
            raise RefusedError(503, "not ready yet", _WAIT)
        headers: Headers = scope["headers"]
        entrance = self._entrances[scope["path"]]
        # Compared to its end, so that time tells nothing of it.
        if not hmac.compare_digest(entrance.secret, _header(headers, SECRET_HEADER)):
            raise RefusedError(401, "the secret token is wrong or missing", _GO)
        reception = entrance.reception
        if not reception.has_room:
            raise RefusedError(503, "too much at once", *((_GO,) if reception.is_closed else (_WAIT,)))
        update = _update(await self._body(headers, receive))
        try:
            return await reception.take(update)
        except NotTakenError:
            raise RefusedError(503, "not taken, please bring it again", _WAIT) from None

    def _leads_in(self, path: str) -> bool:
        """Whether updates are brought there; before it is known where, all of them have to come again."""
        if self._entrances:
            return path in self._entrances
        return path == PATH or path.startswith(f"{PATH}/")

    async def _body(self, headers: Headers, receive: Receive) -> bytes:
        too_large = RefusedError(413, f"at most {self._most_bytes} bytes", _GO)
        told = _header(headers, b"content-length")
        if told.isdigit() and (len(told) > 18 or int(told) > self._most_bytes):
            raise too_large
        message = await receive()
        parts = [message.get("body", b"")]
        if message.get("more_body"):
            try:
                async with asyncio.timeout(_BODY_SECONDS):
                    size = len(parts[0])
                    while message.get("more_body") and size <= self._most_bytes:
                        message = await receive()
                        parts.append(message.get("body", b""))
                        size += len(parts[-1])
            except TimeoutError:
                raise RefusedError(408, "the body does not come", _GO) from None
        if sum(map(len, parts)) > self._most_bytes:
            raise too_large
        if message["type"] == "http.disconnect":
            raise RefusedError(400, "the body is cut off", _GO)
        return b"".join(parts)


def _update(body: bytes) -> Raw:
    try:
        update = loads(body)
    except (ValueError, RecursionError):
        raise RefusedError(400, "the body is no JSON") from None
    if isinstance(update, dict) and is_number(update.get("update_id")):
        return update
    raise RefusedError(400, "the body is no update")


def _header(headers: Headers, wanted: bytes) -> bytes:
    return next((value for name, value in headers if name == wanted), b"")


_JSON = (b"content-type", b"application/json")
_TEXT = (b"content-type", b"text/plain; charset=utf-8")


def _answer(tap: Tap) -> bytes:
    """A call that Telegram carries out for us, which spares one on the way."""
    answer: dict[str, str] = {"method": "answerCallbackQuery", "callback_query_id": tap.callback_query_id}
    if tap.text is not None:
        answer["text"] = shorten(tap.text, TELEGRAM.answer_chars)
    return dumps(answer)
