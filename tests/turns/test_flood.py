"""Too much at once by one person is not processed; they are told once, and nobody else notices."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from bot.app import App
from bot.delivery.flood import FloodGuard, Verdict
from bot.i18n import load_languages
from bot.settings import Settings
from bot.simulator import Simulator
from bot.simulator.client import World
from bot.simulator.person import Person
from bot.simulator.settings import DEFAULT_TOKEN
from bot.store.tables import outbox, seen_update
from bot.telegram.inbound import Inbound, Membership
from bot.wiring import build
from conversations.events import Attachment, Returned, Text, UnknownPress
from conversations.execution_facts import FileKind, SentFile

MOST = 20
PROCESS, DROP, TELL = Verdict.PROCESS, Verdict.TOO_MUCH, Verdict.TOO_MUCH_TELL
TOO_MUCH = "Pesan Anda sangat banyak sekaligus"


def message(number: int, *, sent_at: int, arrived_at: float, user_id: int = 7) -> Inbound:
    return Inbound(
        77,
        number,
        user_id,
        "private",
        user_id,
        "Ani",
        "id",
        Text(str(number)),
        sent_at=sent_at,
        arrived_at=arrived_at,
    )


def press(number: int, *, arrived_at: float) -> Inbound:
    sent = message(number, sent_at=0, arrived_at=arrived_at)
    return replace(sent, event=UnknownPress(), callback_query_id="5", sent_at=None)


def file(number: int, *, sent_at: int, arrived_at: float) -> Inbound:
    sent = SentFile(f"f{number}", f"u{number}", FileKind.PDF, f"{number}.pdf", 1000)
    return replace(
        message(number, sent_at=sent_at, arrived_at=arrived_at), event=Attachment("document", sent)
    )


def judged(guard: FloodGuard, updates: Sequence[Inbound]) -> list[Verdict]:
    return [guard.judge(update) for update in updates]


def test_what_is_beyond_the_limit_within_a_second_is_dropped_and_told_once() -> None:
    flood = [message(n, sent_at=100, arrived_at=n / 100) for n in range(60)]

    assert judged(FloodGuard(MOST), flood) == [PROCESS] * MOST + [TELL] + [DROP] * 39


def test_a_hundred_files_that_are_forwarded_with_one_touch_are_taken() -> None:
    forwarded = [file(n, sent_at=100, arrived_at=n / 100) for n in range(101)]

    assert judged(FloodGuard(MOST), forwarded) == [PROCESS] * 100 + [TELL]


def test_a_flood_across_the_turn_of_a_second_is_one() -> None:
    flood = [message(n, sent_at=100 + n // 30, arrived_at=n / 100) for n in range(60)]

    assert judged(FloodGuard(MOST), flood).count(PROCESS) == MOST


def test_the_next_second_is_served_again() -> None:
    guard = FloodGuard(MOST)
    judged(guard, [message(n, sent_at=100, arrived_at=0.5) for n in range(60)])

    assert guard.judge(message(61, sent_at=102, arrived_at=2.5)) is PROCESS


def test_another_person_is_not_affected() -> None:
    guard = FloodGuard(MOST)
    judged(guard, [message(n, sent_at=100, arrived_at=0.5) for n in range(60)])

    assert guard.judge(message(61, sent_at=100, arrived_at=0.5, user_id=8)) is PROCESS


def test_what_waited_for_an_outage_to_end_is_all_processed() -> None:
    waited = [message(n, sent_at=100 + n // 15 * 2, arrived_at=0.5) for n in range(150)]

    assert set(judged(FloodGuard(MOST), waited)) == {PROCESS}


def test_a_flood_that_goes_on_is_told_of_once_and_a_later_one_again() -> None:
    guard = FloodGuard(MOST)
    going_on = [message(n, sent_at=100 + n // 40, arrived_at=n / 40) for n in range(400)]
    later = [message(1000 + n, sent_at=200, arrived_at=100.0) for n in range(60)]

    assert judged(guard, going_on).count(TELL) == 1
    assert judged(guard, later).count(TELL) == 1


def test_an_update_that_is_tried_again_gets_the_same_verdict() -> None:
    guard = FloodGuard(MOST)
    flood = [message(n, sent_at=100, arrived_at=0.5) for n in range(22)]

    twice = [verdict for update in flood for verdict in judged(guard, [update, update])]

    assert twice == [PROCESS] * 40 + [TELL, TELL, DROP, DROP]


def test_presses_have_no_date_so_only_what_no_hand_can_do_is_a_flood() -> None:
    guard = FloodGuard(MOST)

    verdicts = judged(guard, [press(n, arrived_at=0.5) for n in range(150)])

    assert verdicts == [PROCESS] * 100 + [TELL] + [DROP] * 49
    assert guard.judge(press(151, arrived_at=1.6)) is PROCESS


def test_a_return_is_never_part_of_a_flood() -> None:
    guard = FloodGuard(MOST)
    judged(guard, [message(n, sent_at=100, arrived_at=0.5) for n in range(60)])
    returned = message(61, sent_at=100, arrived_at=0.5)

    assert guard.judge(replace(returned, event=Returned(), membership=Membership.UNBLOCKED)) is PROCESS


@pytest.fixture
async def app(simulator: Simulator, database_url: str) -> AsyncIterator[App]:
    """The product at the server, with the limit as it is by default."""
    given = {
        "bot_token": DEFAULT_TOKEN,
        "bot_api_url": simulator.base_url,
        "bot_file_url": simulator.base_file_url,
        "database_url": database_url,
        "rate_chat_burst": 100,
        "rate_chat_per_second": 1000,
    }
    served = build(
        Settings.model_validate(given), clock=simulator.world.clock.now, languages=load_languages()
    )
    await served.start()
    yield served
    await served.stop()


async def test_sixty_texts_in_a_second_leave_one_notice_and_the_screen(
    app: App, world: World, ani: Person, budi: Person
) -> None:
    flood = [
        {
            "message": {
                "message_id": 1000 + n,
                "date": 1_751_850_000,
                "chat": {"id": ani.id, "type": "private", "first_name": "Ani"},
                "from": {"id": ani.id, "is_bot": False, "first_name": "Ani"},
                "text": "halo",
            }
        }
        for n in range(60)
    ]
    await asyncio.gather(*(world.raw_update(update) for update in flood))
    await budi.say("/bantuan")
    await budi.sees("Bantuan")
    await ani.sees(TOO_MUCH)

    told = [call for call in await world.calls(chat_id=ani.id) if TOO_MUCH in str(call)]
    assert len(told) == 1
    counts = select(func.count()).select_from(seen_update), select(func.count()).select_from(outbox)
    processed, notices = [
        await app.database.read(lambda conn, query=query: conn.execute(query).scalar_one())
        for query in counts
    ]
    # Beside the flood: two times /start, and once /bantuan.
    assert (processed, notices) == (MOST + 3, 1)

    await ani.say("/bantuan")
    await ani.sees("Bantuan")
