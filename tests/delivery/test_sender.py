import asyncio
from dataclasses import replace

import pytest
from telegram import Bot

from bot.delivery.budget import Rates
from bot.delivery.outbox import Notice
from bot.delivery.sender import Sender
from bot.drawn import Drawn
from bot.simulator.client import World
from bot.simulator.person import Person
from bot.telegram.api import TelegramApi
from tests.delivery.conftest import Hold
from tests.delivery.outbox_bench import Bench, Clock, draw


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def bench(api: TelegramApi, clock: Clock) -> Bench:
    return Bench(api, clock)


async def texts(person: Person) -> list[str]:
    return [message.text for message in await person.messages() if message.from_bot]


async def test_what_waits_is_sent_in_order_and_finished(bench: Bench, ani: Person, budi: Person) -> None:
    for number in range(12):
        bench.store.add(ani.id, f"{number}")
    to_budi = bench.store.add(budi.id, "<b>Disetujui</b>")
    async with bench.running():
        await bench.store.until(lambda: all(row.state == "sent" for row in bench.store.rows.values()))

    assert await texts(ani) == [str(number) for number in range(12)]
    assert bench.store.rows[to_budi].message_id == (await budi.last()).id


async def test_waking_sends_at_once(bench: Bench, ani: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Sender, "idle_seconds", (1000.0, 1000.0))
    async with bench.running() as sender:
        for number in range(3):
            added = bench.store.add(ani.id, str(number))
            sender.wake()
            await bench.store.until(lambda added=added: bench.store.state(added) == "sent")


async def test_what_is_no_longer_true_is_cancelled_and_never_sent(bench: Bench, ani: Person) -> None:
    async def no_longer(notice: Notice) -> Drawn | None:
        return None

    number = bench.store.add(ani.id, "Menunggu Anda")
    async with bench.running(no_longer):
        await bench.store.until(lambda: bench.store.state(number) == "cancelled")

    assert bench.store.rows[number].why == "no longer true"
    assert await texts(ani) == []


async def test_a_sender_that_died_is_followed_by_another_when_its_lease_ends(
    bench: Bench, ani: Person, hold: Hold, clock: Clock
) -> None:
    number = bench.store.add(ani.id, "Disetujui")
    hold.methods = {"sendMessage"}
    dying = bench.sender()
    running = asyncio.create_task(dying.run())
    await hold.arrived()
    running.cancel()
    for task in dying._tasks:
        task.cancel()
    await asyncio.gather(running, *dying._tasks, return_exceptions=True)
    hold.release()

    async with bench.running():
        assert not await bench.store.has_due()
        clock.now += Sender.lease_seconds
        await bench.store.until(lambda: bench.store.state(number) == "sent")

    assert await texts(ani) == ["Disetujui"]


async def test_a_sender_that_woke_after_its_lease_sends_nothing(
    bench: Bench, ani: Person, clock: Clock
) -> None:
    number = bench.store.add(ani.id, "Disetujui")
    claims = await bench.store.claim(1, Sender.lease_seconds)
    late = clock.now + Sender.lease_seconds - Sender.send_seconds
    clock.now += Sender.lease_seconds
    await bench.sender()._handle(claims.notices[0], None, latest=late)

    assert await texts(ani) == []
    assert bench.store.state(number) == "pending"


async def test_a_refusal_for_speed_waits_as_told_and_costs_no_attempt(
    bench: Bench, ani: Person, world: World, clock: Clock
) -> None:
    await world.fault("429", method="sendMessage", retry_after=7)
    number = bench.store.add(ani.id, "Disetujui")
    async with bench.running() as sender:
        await bench.wait_until_pending_at(number, clock.now + 7)
        assert bench.store.rows[number].notice.attempts == 0
        assert bench.budget.wait(ani.id) == pytest.approx(7)
        assert bench.store.refusals == [(ani.id, 7)]
        clock.now += 7
        sender.wake()
        await bench.store.until(lambda: bench.store.state(number) == "sent")


async def test_a_chat_out_of_budget_steps_aside_for_the_others(
    api: TelegramApi, ani: Person, budi: Person, clock: Clock
) -> None:
    bench = Bench(api, clock, Rates(chat_burst=1, chat_per_second=1.0, bulk_per_second=1000.0))
    bench.budget.take(ani.id)
    waiting = bench.store.add(ani.id, "untuk Ani")
    other = bench.store.add(budi.id, "untuk Budi")
    async with bench.running() as sender:
        await bench.store.until(lambda: bench.store.state(other) == "sent")
        await bench.wait_until_pending_at(waiting, clock.now + 1.05)
        assert bench.store.rows[waiting].notice.attempts == 0
        clock.now += 1.06
        sender.wake()
        await bench.store.until(lambda: bench.store.state(waiting) == "sent")


async def test_somebody_who_blocked_us_is_told_and_not_written_to_again(bench: Bench, ani: Person) -> None:
    await ani.block()
    number = bench.store.add(ani.id, "Disetujui")
    async with bench.running():
        await bench.store.until(lambda: bench.store.state(number) == "failed")

    assert bench.unreachable == [ani.id]
    assert "blocked" in bench.store.rows[number].why


async def test_a_group_that_moved_gets_its_notice_at_the_new_id(
    bench: Bench, ani: Person, world: World
) -> None:
    group = await world.group("Guru", ani)
    moved = await group.upgrade()
    number = bench.store.add(group.id, "Tahap dibuka")
    async with bench.running():
        await bench.store.until(lambda: bench.store.state(number) == "sent")

    assert [message.text for message in await moved.messages() if message.from_bot] == ["Tahap dibuka"]


@pytest.mark.parametrize("kind", ["502", "hangup_before", "garbage"])
async def test_passing_trouble_is_tried_later_and_counts(
    bench: Bench, ani: Person, world: World, clock: Clock, kind: str
) -> None:
    await world.fault(kind, method="sendMessage")
    number = bench.store.add(ani.id, "Disetujui")
    row = bench.store.rows[number]
    async with bench.running() as sender:
        await bench.store.until(lambda: row.notice.claim == "" and row.due_at > clock.now)
        assert 1.5 <= row.due_at - clock.now <= 2.5
        assert row.notice.attempts == 1
        clock.now = row.due_at
        sender.wake()
        await bench.store.until(lambda: row.state == "sent")


async def test_trouble_that_lasts_for_hours_loses_nothing(
    bench: Bench, ani: Person, world: World, clock: Clock
) -> None:
    await world.fault("502", method="sendMessage", times=30)
    row = bench.store.rows[bench.store.add(ani.id, "Disetujui")]
    async with bench.running() as sender:
        for _ in range(30):
            await bench.store.until(lambda: row.notice.claim == "" and row.due_at > clock.now)
            assert row.due_at - clock.now <= 75
            clock.now = row.due_at
            sender.wake()
        await bench.store.until(lambda: row.state == "sent")


async def test_what_can_never_be_drawn_ends_with_the_last_attempt(bench: Bench, ani: Person) -> None:
    async def broken(notice: Notice) -> Drawn | None:
        raise ValueError("a fault of our own")

    row = bench.store.rows[bench.store.add(ani.id, "Disetujui")]
    row.notice = replace(row.notice, attempts=Sender.most_attempts - 1)
    async with bench.running(broken):
        await bench.store.until(lambda: row.state == "failed")


async def test_our_own_fault_fails_at_once_and_is_logged_without_the_text(
    bench: Bench, ani: Person, caplog: pytest.LogCaptureFixture
) -> None:
    number = bench.store.add(ani.id, "<b>rahasia")
    async with bench.running():
        await bench.store.until(lambda: bench.store.state(number) == "failed")

    assert "bad_request_ours" in caplog.text
    assert "rahasia" not in caplog.text


async def test_a_notice_that_cannot_be_drawn_now_is_tried_later(
    bench: Bench, ani: Person, clock: Clock
) -> None:
    failures = [OSError("the database is away")]

    async def troubled(notice: Notice) -> Drawn | None:
        if failures:
            raise failures.pop()
        return await draw(notice)

    number = bench.store.add(ani.id, "Disetujui")
    row = bench.store.rows[number]
    async with bench.running(troubled) as sender:
        await bench.store.until(lambda: row.notice.claim == "" and row.due_at > clock.now)
        clock.now = row.due_at
        sender.wake()
        await bench.store.until(lambda: row.state == "sent")


async def test_a_send_that_hangs_is_given_up_within_the_lease(
    bench: Bench, ani: Person, hold: Hold, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Sender, "send_seconds", 0.05)
    hold.methods = {"sendMessage"}
    number = bench.store.add(ani.id, "Disetujui")
    row = bench.store.rows[number]
    async with bench.running():
        await bench.store.until(lambda: row.notice.claim == "" and row.notice.attempts == 1)


@pytest.fixture
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.delivery.sender._AFTER_DATABASE_TROUBLE", 0.01)


@pytest.mark.usefixtures("no_pause")
async def test_a_database_in_trouble_is_waited_out(bench: Bench, ani: Person) -> None:
    bench.store.troubles = 3
    number = bench.store.add(ani.id, "Disetujui")
    async with bench.running():
        await bench.store.until(lambda: bench.store.state(number) == "sent")

    assert await texts(ani) == ["Disetujui"]


@pytest.mark.usefixtures("no_pause")
async def test_what_was_sent_is_recorded_even_if_the_database_stumbles(
    bench: Bench, ani: Person, hold: Hold
) -> None:
    hold.methods = {"sendMessage"}
    number = bench.store.add(ani.id, "Disetujui")
    async with bench.running():
        await hold.arrived()
        bench.store.troubles = 2
        hold.release()
        await bench.store.until(lambda: bench.store.state(number) == "sent")

    assert await texts(ani) == ["Disetujui"]


async def test_stopping_finishes_what_is_on_its_way(bench: Bench, ani: Person, hold: Hold) -> None:
    hold.methods = {"sendMessage"}
    number = bench.store.add(ani.id, "Disetujui")
    async with bench.running() as sender:
        await hold.arrived()
        sender.stop()
        hold.release()

    assert bench.store.state(number) == "sent"


async def test_a_notice_that_has_missed_its_slot_takes_one_other_and_leaves(
    bench: Bench, ani: Person
) -> None:
    bench.store.late_by = 2 * Sender.late_seconds
    number = bench.store.add(ani.id, "Disetujui")
    async with bench.running():
        await bench.store.until(lambda: bench.store.state(number) == "sent")

    assert bench.store.slots == 1


async def test_a_notice_makes_room_for_a_direct_reply_and_takes_another_slot(
    bench: Bench, ani: Person
) -> None:
    assert bench.directs.wait() == 0
    number = bench.store.add(ani.id, "Disetujui")
    async with bench.running():
        await bench.store.until(lambda: bench.store.state(number) == "sent")

    assert (bench.store.slots, bench.directs.take()) == (1, 0)


async def test_a_notice_for_a_topic_goes_to_that_topic(
    bench: Bench, ani: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[int | None] = []

    async def send(bot: Bot, chat_id: int, drawn: Drawn, *, thread_id: int | None = None) -> int:
        given.append(thread_id)
        return 1

    number = bench.store.add(ani.id, "Tahap dibuka")
    bench.store.rows[number].notice = replace(bench.store.rows[number].notice, thread_id=9)
    sender = bench.sender()
    monkeypatch.setattr("bot.delivery.sender.send_screen", send)
    running = asyncio.create_task(sender.run())
    await bench.store.until(lambda: bench.store.state(number) == "sent")
    sender.stop()
    await running

    assert given == [9]
