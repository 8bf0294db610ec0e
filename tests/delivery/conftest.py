import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.delivery.budget import ChatBudget, Rates
from bot.delivery.directs import Directs
from bot.delivery.painter import Painter
from bot.telegram.api import TelegramApi
from bot.telegram.request import AiohttpRequest
from tests.delivery.painting import FAST, Shown, Time


class Hold:
    """Holds the calls of some methods on their way to the server until they are let go."""

    def __init__(self) -> None:
        self.methods: set[str] = set()
        self.held: list[str] = []
        self._arrived = asyncio.Event()
        self._released = asyncio.Event()

    async def pass_by(self, method: str) -> None:
        if method in self.methods:
            self.held.append(method)
            self._arrived.set()
            await self._released.wait()

    async def arrived(self) -> None:
        await self._arrived.wait()

    def release(self) -> None:
        self.methods.clear()
        self._released.set()


@pytest.fixture
def hold(monkeypatch: pytest.MonkeyPatch) -> Hold:
    holding = Hold()
    go_on = AiohttpRequest.do_request

    async def do_request(self: AiohttpRequest, url: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        await holding.pass_by(url.rpartition("/")[2].partition("?")[0])
        return await go_on(self, url, *args, **kwargs)

    monkeypatch.setattr(AiohttpRequest, "do_request", do_request)
    return holding


@pytest.fixture
def shown() -> Shown:
    return Shown()


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def rates() -> Rates:
    return FAST


@pytest.fixture
async def painter(api: TelegramApi, shown: Shown, time: Time, rates: Rates) -> AsyncIterator[Painter]:
    painting = Painter(
        api.bot,
        ChatBudget(rates, time),
        Directs(),
        on_shown=shown.on_shown,
        on_unreachable=shown.on_unreachable,
        on_refused=shown.on_refused,
        sleep=time.sleep,
    )
    yield painting
    await painting.close()
