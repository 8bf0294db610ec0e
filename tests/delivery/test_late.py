import asyncio

import pytest

from bot.delivery.late import LateSlots
from tests.delivery.outbox_bench import Clock, Memory


async def test_many_that_are_late_are_given_slots_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    store, asked = Memory(clock), list[int]()

    async def next_slots(count: int) -> list[float]:
        asked.append(count)
        await asyncio.sleep(0)
        return [clock() + number for number in range(count)]

    monkeypatch.setattr(store, "next_slots", next_slots)
    late = LateSlots(store)
    slots = await asyncio.gather(*(late.another() for _ in range(5)))
    assert len(asked) <= 2, "they ask together"
    assert sum(asked) == 5
    assert all(slot >= clock() for slot in slots)


async def test_a_failure_reaches_all_who_asked_and_then_it_is_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = Memory(Clock())

    async def fail(count: int) -> list[float]:
        raise OSError("the database is away")

    late = LateSlots(store)
    with monkeypatch.context() as away:
        away.setattr(store, "next_slots", fail)
        failed = await asyncio.gather(*(late.another() for _ in range(3)), return_exceptions=True)
    assert [type(each) for each in failed] == [OSError] * 3
    assert await late.another() == store._clock()
