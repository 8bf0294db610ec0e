"""A call that hangs holds up the next ones, for a bounded time."""

import asyncio

from bot.delivery.traffic import Traffic
from tests.delivery.outbox_bench import Clock


async def test_where_nothing_hangs_nobody_waits() -> None:
    clock = Clock()
    traffic = Traffic(clock)
    with traffic.call():
        clock.now += traffic.jitter_seconds
        assert await traffic.flows()


async def test_who_comes_while_a_call_hangs_waits_for_its_end() -> None:
    clock = Clock()
    traffic = Traffic(clock)
    with traffic.call():
        clock.now += 2 * traffic.jitter_seconds
        waiting = asyncio.create_task(traffic.flows())
        await asyncio.sleep(0)
        assert not waiting.done()
    assert not await waiting


async def test_one_slow_call_does_not_stop_the_others() -> None:
    clock = Clock()
    traffic = Traffic(clock)
    with traffic.call():
        clock.now += traffic.longest_seconds
        assert await traffic.flows()


async def test_what_is_usual_is_learned() -> None:
    clock = Clock()
    traffic = Traffic(clock)
    for _ in range(100):
        with traffic.call():
            clock.now += 0.1
    with traffic.call():
        clock.now += 0.19
        assert await traffic.flows()


async def test_only_what_has_met_a_pause_is_late() -> None:
    clock, late = Clock(), list[float]()
    traffic = Traffic(clock, on_late=lambda: late.append(clock.now))
    for seconds in (traffic.jitter_seconds, 0.2, traffic.longest_seconds):
        with traffic.call():
            clock.now += seconds
    assert len(late) == 1
