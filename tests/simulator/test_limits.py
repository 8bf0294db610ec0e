"""The pace that Telegram allows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import RetryAfter

from bot.simulator import Rates, Settings
from bot.simulator.client import World
from bot.simulator.errors import ApiError
from bot.simulator.limits import Limits
from bot.simulator.person import Person

TIGHT = Rates(overall_per_second=0.1, chat_per_second=None)
SLOW_CHAT = Rates(chat_per_second=0.1, chat_burst=2)


class HandClock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize("settings", [Settings(rates=SLOW_CHAT)])
async def test_sends_and_edits_share_the_budget_of_a_chat(bot: Bot, ani: Person) -> None:
    sent = await bot.send_message(ani.id, "satu")
    await bot.edit_message_text("dua", ani.id, sent.message_id)
    with pytest.raises(RetryAfter) as refusal:
        await bot.send_message(ani.id, "tiga")
    assert refusal.value.retry_after == timedelta(seconds=10)


@pytest.mark.parametrize("settings", [Settings(rates=TIGHT)])
async def test_answers_to_presses_are_free(bot: Bot, ani: Person) -> None:
    keys = InlineKeyboardMarkup([[InlineKeyboardButton("Ya", callback_data="y")]])
    await bot.send_message(ani.id, "x", reply_markup=keys)
    for _ in range(8):
        assert await bot.answer_callback_query((await ani.press("Ya")).callback_query_id)


@pytest.mark.parametrize("settings", [Settings(rates=TIGHT)])
async def test_all_chats_together_have_a_budget(bot: Bot, world: World) -> None:
    early, late = await world.user("A"), await world.user("B")
    await early.start()
    await late.start()
    await bot.send_message(early.id, "x")
    with pytest.raises(RetryAfter):
        await bot.send_message(late.id, "x")


def test_a_chat_gets_its_burst_and_then_one_a_second() -> None:
    clock = HandClock()
    limits = Limits(Rates(), clock)
    for _ in range(5):
        limits.count(7)
    with pytest.raises(ApiError, match="Too Many Requests: retry after 1"):
        limits.count(7)
    clock.now += 1
    limits.count(7)


def test_a_refused_call_costs_nothing() -> None:
    clock = HandClock()
    limits = Limits(Rates(), clock)
    for _ in range(5):
        limits.count(7)
    for _ in range(9):
        with pytest.raises(ApiError):
            limits.count(7)
    clock.now += 5
    for _ in range(5):
        limits.count(7)


def test_a_group_gets_twenty_a_minute() -> None:
    clock = HandClock()
    limits = Limits(Rates(chat_per_second=None), clock)
    for _ in range(20):
        limits.count(-7)
    clock.now += 40
    with pytest.raises(ApiError) as refusal:
        limits.count(-7)
    assert refusal.value.parameters == {"retry_after": 20}
    clock.now += 20
    limits.count(-7)


def test_thirty_a_second_over_all_chats() -> None:
    clock = HandClock()
    limits = Limits(Rates(), clock)
    for chat_id in range(1, 31):
        limits.count(chat_id)
    clock.now += 0.9
    with pytest.raises(ApiError, match="Too Many Requests"):
        limits.count(31)
    clock.now += 0.1
    for chat_id in range(31, 61):
        limits.count(chat_id)


def test_rates_can_be_switched_off() -> None:
    limits = Limits(Rates.off(), HandClock())
    for _ in range(1000):
        limits.count(-7)
