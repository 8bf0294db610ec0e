"""The connection to a Bot API server."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from telegram import Bot

from bot.delivery.errors import Outcome, classify, describe
from bot.telegram.request import AiohttpRequest, OnAnswer
from bot.tokens import bot_id_in

log = logging.getLogger(__name__)

API_URL = "https://api.telegram.org/bot"
FILE_URL = "https://api.telegram.org/file/bot"
UPDATE_KINDS = ("message", "edited_message", "callback_query", "my_chat_member")

ONLY_TOKEN = "BOT_TOKEN"
_LONGEST_PAUSE = 30.0


class TokenRefusedError(Exception):
    """It is not a token, or the server does not know it; `which` is how the settings call it."""

    def __init__(self, which: str = ONLY_TOKEN) -> None:
        super().__init__(f"{which} is not accepted: please copy it once more from @BotFather")


def bot_id_of(token: str) -> int:
    """The bot's id, which is the number before the colon of its token."""
    try:
        return bot_id_in(token)
    except ValueError:
        raise TokenRefusedError from None


class TelegramApi:
    """A bot with a pool for its calls and a connection of its own for polling.

    `which` is how the settings call its token.
    """

    def __init__(
        self, token: str, api_url: str = API_URL, file_url: str = FILE_URL, which: str = ONLY_TOKEN
    ) -> None:
        self.bot_id = bot_id_of(token)
        self.which = which
        self._polls = AiohttpRequest(connection_pool_size=2)
        self._calls = AiohttpRequest(connection_pool_size=256, pool_timeout=5.0)
        self.bot = Bot(
            token,
            base_url=api_url,
            base_file_url=file_url,
            request=self._calls,
            get_updates_request=self._polls,
        )

    @property
    def is_only(self) -> bool:
        """Whether there is no other bot, which would go on without this one."""
        return self.which == ONLY_TOKEN

    @property
    def username(self) -> str:
        """The bot's name without @, known after `start`."""
        return self.bot.username

    def on_answer(self, tell: OnAnswer) -> None:
        """Be told what came of each call, except of polls."""
        self._calls.on_answer = tell

    async def start(self) -> None:
        """Connect and ask who we are; waits for a server that does not answer yet."""
        await patiently("the Bot API server", self.bot.initialize, self.which)

    async def close(self) -> None:
        """Close all connections."""
        await self.bot.shutdown()

    async def fetch_updates(self, offset: int | None, seconds: int, limit: int = 100) -> list[dict[str, Any]]:
        """Raw updates from `offset` on; waits up to so many seconds for the first one.

        Raw, because one malformed update must not spoil the whole batch, as it would in `get_updates`.
        """
        asked: dict[str, Any] = {"timeout": seconds, "limit": limit, "allowed_updates": _json(UPDATE_KINDS)}
        if offset is not None:
            asked["offset"] = offset
        answer: Any = await self._polls.post(
            f"{self.bot.base_url}/getUpdates?{urlencode(asked)}",
            read_timeout=(self._polls.read_timeout or 0.0) + seconds,
        )
        return [update for update in answer if isinstance(update, dict)]


async def patiently(what: str, call: Callable[[], Awaitable[Any]], which: str = ONLY_TOKEN) -> None:
    """Call until it works; only a refused token (of that name) or a fault of our own ends it."""
    tries = 0
    while True:
        try:
            await call()
        except Exception as exc:
            verdict = classify(exc)
            if verdict.outcome is Outcome.UNAUTHORIZED:
                raise TokenRefusedError(which) from None
            if verdict.outcome not in (Outcome.RETRY, Outcome.THROTTLED, Outcome.CONFLICT):
                raise
            if tries == 0:
                log.warning("%s does not answer, trying again: %s", what, describe(exc))
            await asyncio.sleep(verdict.seconds or back_off(tries))
            tries += 1
        else:
            return


def back_off(tries: int) -> float:
    """Seconds before the next try: doubling from half a second, capped, with jitter."""
    pause: float = 0.5 * 2 ** min(tries, 10)
    return min(pause, _LONGEST_PAUSE) * random.uniform(0.75, 1.25)


def _json(kinds: Sequence[str]) -> str:
    return "[" + ",".join(f'"{kind}"' for kind in kinds) + "]"
