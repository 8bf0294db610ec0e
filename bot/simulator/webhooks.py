"""Delivers updates to webhooks as Telegram does: chats side by side, one chat in order, again until taken."""

from __future__ import annotations

import asyncio
import json
import random
import re
import time
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import aiohttp

from .errors import bad_request
from .settings import Settings
from .state import BotAccount, Json
from .updates import Update

# Carries out what a webhook's answer asks for: the bot, a method in lower case, its parameters.
CarryOut = Callable[[BotAccount, str, dict[str, Any]], Awaitable[Any]]

MOST_CONNECTIONS = 100
MOST_SECRET_CHARS = 256
_SECRET = re.compile(r"[A-Za-z0-9_-]*", re.ASCII)
_PORTS = frozenset({80, 88, 443, 8443})
_LONGEST_PAUSE = 60.0
_LONGEST_RETRY_AFTER = 3600.0
_MOST_ANSWER_BYTES = 1_000_000
# What an answer cannot ask for, as it would get no result.
_NOT_IN_ANSWERS = frozenset({"deletewebhook", "setwebhook", "close", "logout"})


@dataclass
class Webhook:
    """Where a bot wants its updates, and what went wrong last."""

    url: str
    max_connections: int
    secret_token: str
    last_error_date: int = 0
    last_error_message: str = ""

    def json(self) -> Json:
        """What getWebhookInfo tells of it."""
        shown: Json = {"url": self.url, "max_connections": self.max_connections}
        if self.last_error_date:
            shown |= {
                "last_error_date": self.last_error_date,
                "last_error_message": self.last_error_message,
            }
        return shown

    def is_same(self, other: Webhook | None) -> bool:
        """Whether setting it again changes nothing."""
        return other is not None and (self.url, self.max_connections, self.secret_token) == (
            other.url,
            other.max_connections,
            other.secret_token,
        )


def checked(url: str, max_connections: int, secret_token: str, *, local: bool) -> Webhook:
    """A webhook that Telegram would accept; ApiError else. A local server also takes HTTP and any port."""
    try:
        parts = urlsplit(url)
        port = parts.port or (80 if parts.scheme == "http" else 443)
    except ValueError:
        raise bad_request("invalid webhook URL specified") from None
    if not parts.hostname:
        raise bad_request("invalid webhook URL specified")
    if parts.scheme != "https" and not (local and parts.scheme == "http"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if port not in _PORTS and not local:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    if not 1 <= max_connections <= MOST_CONNECTIONS:
        raise bad_request(f"max_connections must be from 1 to {MOST_CONNECTIONS}")
    if len(secret_token) > MOST_SECRET_CHARS:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(secret_token):
        raise bad_request("secret token contains unallowed characters")
    return Webhook(url, max_connections, secret_token)


class Webhooks:
    """The deliveries of all bots that have a webhook."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._deliveries: dict[int, Delivery] = {}
        self.carry_out: CarryOut | None = None

    def set(self, bot: BotAccount, webhook: Webhook) -> None:
        """Deliver to it from now on, first of all what waits; what is the same already goes on."""
        if webhook.is_same(bot.updates.webhook):
            return
        self.remove(bot)
        bot.updates.webhook = webhook
        self._deliveries[bot.user.id] = Delivery(bot, webhook, self._settings, self._answered)

    def remove(self, bot: BotAccount) -> None:
        """Deliver nothing more; what is on its way may still arrive, and comes again."""
        bot.updates.webhook = None
        bot.updates.on_waiting = None
        delivery = self._deliveries.pop(bot.user.id, None)
        if delivery is not None:
            delivery.stop()

    async def close(self, bots: Mapping[str, BotAccount]) -> None:
        """End all deliveries."""
        ending = list(self._deliveries.values())
        for bot in bots.values():
            self.remove(bot)
        for delivery in ending:
            await delivery.ended()

    async def _answered(self, bot: BotAccount, asked: dict[str, Any]) -> None:
        method = str(asked.pop("method", "")).lower()
        if method and method not in _NOT_IN_ANSWERS and not method.startswith("get") and self.carry_out:
            await self.carry_out(bot, method, asked)


class Delivery:
    """The updates of one bot on their way to its webhook."""

    def __init__(
        self,
        bot: BotAccount,
        webhook: Webhook,
        settings: Settings,
        on_answer: Callable[[BotAccount, dict[str, Any]], Awaitable[None]],
    ) -> None:
        self._bot = bot
        self._webhook = webhook
        self._settings = settings
        self._on_answer = on_answer
        self._places = asyncio.Semaphore(webhook.max_connections)
        self._queues: dict[object, deque[Update]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None
        bot.updates.on_waiting = self._take
        for update in bot.updates.waiting():
            self._take(update)

    def stop(self) -> None:
        """Send nothing more and let go of what is on its way."""
        for task in self._tasks:
            task.cancel()
        if self._session is not None:
            self._start(self._session.close())

    async def ended(self) -> None:
        """Wait until nothing is left."""
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _take(self, update: Update) -> None:
        key = _queue_of(update)
        queue = self._queues.get(key)
        if queue is not None:
            queue.append(update)
            return
        self._queues[key] = deque([update])
        self._start(self._deliver_all(key))

    def _start(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _deliver_all(self, key: object) -> None:
        queue = self._queues[key]
        while queue:
            await self._deliver(queue[0])
            self._bot.updates.taken(queue.popleft())
        del self._queues[key]

    async def _deliver(self, update: Update) -> None:
        """Until it is taken: the first try is repeated at once, then after growing pauses."""
        fails = 0
        while self._bot.updates.is_waiting(update) and (pause := await self._try(update)) is not None:
            usual = min(2.0**fails, _LONGEST_PAUSE * random.uniform(1, 2)) if fails else 0.0
            fails += 1
            await asyncio.sleep((pause or usual) * self._settings.webhook_pause_scale)

    async def _try(self, update: Update) -> float | None:
        """None where it was taken, else how long the webhook wants to be left alone, 0 if it did not say."""
        headers = {"Content-Type": "application/json"}
        if self._webhook.secret_token:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self._webhook.secret_token
        async with self._places:
            self._bot.updates.note_delivery(update)
            try:
                async with self._open().post(
                    self._webhook.url,
                    data=json.dumps(update).encode(),
                    headers=headers,
                    allow_redirects=False,
                ) as response:
                    body = await response.content.read(_MOST_ANSWER_BYTES)
                    if 200 <= response.status <= 299:
                        await self._on_answer(self._bot, _asked(response.content_type, body))
                        return None
                    self._failed(
                        update, f"Wrong response from the webhook: {response.status} {response.reason}"
                    )
                    return _retry_after(response.headers.get("Retry-After", ""))
            except TimeoutError:
                self._failed(update, "Read timeout expired")
            except (aiohttp.ClientError, OSError) as problem:
                refused = isinstance(problem, aiohttp.ClientConnectorError)
                self._failed(update, "Connection refused" if refused else "Webhook connection closed")
        return 0.0

    def _failed(self, update: Update, message: str) -> None:
        self._webhook.last_error_date = int(time.time())
        self._webhook.last_error_message = message
        self._bot.updates.note_failure(update)

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._webhook.max_connections, ssl=False),
                timeout=aiohttp.ClientTimeout(total=self._settings.webhook_timeout),
                cookie_jar=aiohttp.DummyCookieJar(),
                skip_auto_headers=("User-Agent",),
            )
        return self._session


def _queue_of(update: Update) -> object:
    """What must stay in order with it: the updates of a chat, or else of a person; others are alone."""
    for content in update.values():
        match content:
            case {"chat": {"id": chat_id}} | {"message": {"chat": {"id": chat_id}}}:
                return chat_id
            case {"from": {"id": user_id}}:
                return user_id
    return object()


def _asked(content_type: str, body: bytes) -> dict[str, Any]:
    """The call in an answer, `{}` where there is none."""
    try:
        if content_type == "application/json":
            given = json.loads(body or b"{}")
            return given if isinstance(given, dict) else {}
        if content_type == "application/x-www-form-urlencoded":
            return dict(parse_qsl(body.decode()))
    except ValueError:
        pass
    return {}


def _retry_after(text: str) -> float:
    return min(float(text), _LONGEST_RETRY_AFTER) if text.isascii() and text.isdigit() else 0.0
