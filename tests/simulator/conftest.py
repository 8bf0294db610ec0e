from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.simulator import Simulator
from bot.simulator.settings import DEFAULT_TOKEN


@pytest.fixture(autouse=True)
def _seconds_as_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    # Otherwise python-telegram-bot warns about a coming change whenever it raises RetryAfter.
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
async def bot(simulator: Simulator) -> AsyncIterator[Bot]:
    # No certificates are read for plain HTTP on the loopback; that takes most of a test's time.
    request, polling = (HTTPXRequest(read_timeout=5, httpx_kwargs={"verify": False}) for _ in range(2))
    client = Bot(
        DEFAULT_TOKEN,
        base_url=simulator.base_url,
        base_file_url=simulator.base_file_url,
        request=request,
        get_updates_request=polling,
    )
    async with client:
        yield client
