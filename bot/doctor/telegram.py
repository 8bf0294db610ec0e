"""What Telegram says of the bot: its token, its rights, how it gets its updates, and what time it is."""

import time
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp

from bot.doctor.clocks import compared
from bot.doctor.finding import Finding, ok, warning, wrong
from bot.settings import Settings, SettingsError
from bot.tokens import bot_id_in

_PATIENCE = aiohttp.ClientTimeout(total=15)
_LATELY_SECONDS = 3600
_MANY = 500
_NETWORK = "see that this machine reaches BOT_API_URL: curl -sI https://api.telegram.org"
_TOKEN = "copy it once more from @BotFather (/mybots, API Token) into BOT_TOKEN or BOT_TOKENS"


@dataclass(frozen=True, slots=True)
class _Answer:
    """One answer; `date` is the server's clock in seconds, known to a second."""

    status: int
    result: Any
    date: float | None
    began: float
    ended: float


async def look_at_telegram(settings: Settings) -> AsyncIterator[Finding]:
    """Who each bot is there, and how it gets its updates; changes nothing."""
    try:
        tokens = settings.tokens
    except SettingsError as error:
        yield wrong("token", str(error), _TOKEN)
        return
    for token in tokens:
        async for finding in _look_at_bot(settings, token):
            if len(tokens) > 1:
                finding = replace(finding, said=f"bot {bot_id_in(token)}: {finding.said}")
            yield finding


async def _look_at_bot(settings: Settings, token: str) -> AsyncIterator[Finding]:
    address = f"{settings.bot_api_url}{token}"
    async with aiohttp.ClientSession(timeout=_PATIENCE) as session:
        try:
            me = await _ask(session, f"{address}/getMe")
            hook = await _ask(session, f"{address}/getWebhookInfo")
        except (TimeoutError, OSError, ValueError, aiohttp.ClientError) as error:
            # Its words may hold the address, and so the token.
            yield wrong("Telegram", f"the Bot API server does not answer: {type(error).__name__}", _NETWORK)
            return
    below = settings.below_webhook(bot_id_in(token))
    for finding in _judged(me, hook, settings, below):
        yield finding


async def _ask(session: aiohttp.ClientSession, address: str) -> _Answer:
    began = time.time()
    async with session.get(address, allow_redirects=False) as response:
        ended = time.time()
        body = await response.json(content_type=None)
        told = response.headers.get("Date")
        date = None if told is None else parsedate_to_datetime(told).timestamp()
        result = body.get("result") if isinstance(body, dict) else None
        return _Answer(response.status, result, date, began, ended)


def _judged(me: _Answer, hook: _Answer, settings: Settings, below: str) -> Iterator[Finding]:
    if me.status in (401, 404):
        yield wrong("token", "the Bot API server does not know it", _TOKEN)
        return
    if me.status != 200 or not isinstance(me.result, dict):
        yield wrong("Telegram", f"getMe is answered with {me.status}", _NETWORK)
        return
    yield from _bot(me.result, settings)
    if isinstance(hook.result, dict):
        yield from _updates(hook.result, f"{settings.webhook_url}{below}" if settings.webhook_url else "")
    if me.date is not None:
        # The header is cut to a second.
        middle = (me.began + me.ended) / 2
        yield compared("Telegram", me.date + 0.5 - middle, 0.5 + (me.ended - me.began) / 2)


def _bot(me: Mapping[str, Any], settings: Settings) -> Iterator[Finding]:
    name = str(me.get("username"))
    if settings.bot_username not in (None, name):
        said = f"the bot is @{name}, not @{settings.bot_username}: links would lead elsewhere"
        yield wrong("token", said, "correct BOT_USERNAME, or leave it empty")
    else:
        yield ok("token", f"it is @{name}'s")
    if me.get("can_read_all_group_messages"):
        to_do = "in @BotFather: /setprivacy, choose the bot, Enable; then take it out of groups and in again"
        yield warning("privacy", "the bot gets every message of its groups", to_do)
    else:
        yield ok("privacy", "of groups the bot gets only what is meant for it")
    if me.get("can_join_groups"):
        yield ok("groups", "the bot may join")
    else:
        yield warning(
            "groups", "the bot may not join any", "in @BotFather: /setjoingroups, choose the bot, Enable"
        )


def _updates(hook: Mapping[str, Any], wanted: str) -> Iterator[Finding]:
    address = str(hook.get("url") or "")
    if address and not wanted:
        to_do = "nothing with run, which takes it away; with web put that address into WEBHOOK_URL"
        yield warning("webhook", f"one is set, to {address}", to_do)
    elif wanted and address != wanted:
        to_do = "start web, which sets it; run takes it away again, so never run both"
        yield warning("webhook", f"it is {address or 'not set'}, not WEBHOOK_URL", to_do)
    else:
        yield ok("webhook", f"set to {address}" if address else "none, as polling needs it")
    yield from _trouble(hook)
    waiting = int(hook.get("pending_update_count") or 0)
    if waiting > _MANY:
        to_do = "see that run or web runs; if so, start more web processes (docs/capacity.md)"
        yield warning("updates", f"{waiting} wait at Telegram, which keeps them for 24 hours", to_do)
    else:
        yield ok("updates", f"{waiting} wait at Telegram")


def _trouble(hook: Mapping[str, Any]) -> Iterator[Finding]:
    at = hook.get("last_error_date")
    if isinstance(at, int) and time.time() - at < _LATELY_SECONDS:
        minutes = max(round((time.time() - at) / 60), 0)
        said = f"{minutes} minutes ago Telegram could not bring an update: {hook.get('last_error_message')}"
        to_do = "see that WEBHOOK_URL leads to web from outside, with a certificate that is valid"
        yield warning("delivery", said, to_do)
