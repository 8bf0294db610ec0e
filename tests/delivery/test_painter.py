import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from bot.delivery.budget import BulkGate, ChatBudget, Rates
from bot.delivery.painter import Paint, Painter
from bot.drawn import Drawn, DrawnButton
from bot.simulator.client import World
from bot.simulator.person import Person
from bot.telegram.api import TelegramApi
from bot.telegram.render import message_arguments
from tests.delivery.conftest import Hold

FAST = Rates(chat_burst=1000, chat_per_second=1000.0)
BUTTONS = ((DrawnButton("Lanjut", "p:1:next", None),),)


def drawn(text: str) -> Drawn:
    return Drawn(text, BUTTONS)


@dataclass
class Shown:
    screens: list[tuple[int, int, int | None]] = field(default_factory=list)
    unreachable: list[int] = field(default_factory=list)

    def on_shown(self, chat_id: int, revision: int, message_id: int | None) -> None:
        self.screens.append((chat_id, revision, message_id))

    async def on_unreachable(self, chat_id: int) -> None:
        self.unreachable.append(chat_id)

    @property
    def revisions(self) -> list[int]:
        return [revision for _, revision, _ in self.screens]


class Time:
    """A clock that moves only when somebody sleeps on it."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []
        self.has_slept = asyncio.Event()

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
        self.has_slept.set()
        await asyncio.sleep(0)


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
        BulkGate(rates, time),
        on_shown=shown.on_shown,
        on_unreachable=shown.on_unreachable,
        sleep=time.sleep,
    )
    yield painting
    await painting.close()


async def texts(person: Person) -> list[str]:
    return [message.text for message in await person.messages() if message.from_bot]


async def test_a_screen_is_sent_and_then_changes_in_place(
    painter: Painter, shown: Shown, ani: Person
) -> None:
    painter.show(Paint(ani.id, 1, drawn("satu"), None))
    await painter.idle()
    message_id = shown.screens[0][2]
    painter.show(Paint(ani.id, 2, drawn("<b>dua</b>"), message_id))
    await painter.idle()

    assert await texts(ani) == ["dua"]
    assert shown.screens == [(ani.id, 1, message_id), (ani.id, 2, message_id)]
    assert (await ani.last()).labels == ["Lanjut"]


async def test_while_a_screen_is_on_its_way_only_the_newest_waits(
    painter: Painter, shown: Shown, ani: Person, hold: Hold, world: World
) -> None:
    painter.show(Paint(ani.id, 1, drawn("satu"), None))
    await painter.idle()
    message_id = shown.screens[0][2]
    hold.methods = {"editMessageText"}
    for revision in range(2, 7):
        painter.show(Paint(ani.id, revision, drawn(f"layar {revision}"), message_id))
        await hold.arrived()
    hold.release()
    await painter.idle()

    assert hold.held == ["editMessageText"]
    assert shown.revisions == [1, 2, 6]
    assert await texts(ani) == ["layar 6"]


async def test_a_message_that_was_asked_for_is_kept_when_a_newer_screen_takes_over(
    painter: Painter, shown: Shown, ani: Person, hold: Hold
) -> None:
    painter.show(Paint(ani.id, 1, drawn("satu"), None))
    await painter.idle()
    old_message = shown.screens[0][2]
    hold.methods = {"editMessageText"}
    painter.show(Paint(ani.id, 2, drawn("dua"), old_message))
    await hold.arrived()
    painter.show(Paint(ani.id, 3, drawn("tiga"), None))
    painter.show(Paint(ani.id, 4, drawn("empat"), old_message))
    hold.release()
    await painter.idle()

    assert await texts(ani) == ["dua", "empat"]
    assert shown.revisions == [1, 2, 4]


async def test_an_older_or_repeated_screen_never_overtakes(
    painter: Painter, shown: Shown, ani: Person, hold: Hold
) -> None:
    hold.methods = {"sendMessage"}
    painter.show(Paint(ani.id, 5, drawn("lima"), None))
    await hold.arrived()
    painter.show(Paint(ani.id, 5, drawn("lima"), None))
    painter.show(Paint(ani.id, 4, drawn("empat"), None))
    hold.release()
    await painter.idle()

    assert await texts(ani) == ["lima"]


async def test_one_chat_in_trouble_does_not_hold_another(
    painter: Painter, shown: Shown, ani: Person, budi: Person, world: World
) -> None:
    await world.fault("timeout", chat_id=ani.id, seconds=30)
    painter.show(Paint(ani.id, 1, drawn("untuk Ani"), None))
    painter.show(Paint(budi.id, 1, drawn("untuk Budi"), None))

    await budi.sees("untuk Budi")
    assert shown.screens[0][0] == budi.id
    await painter.close(seconds=0)


async def test_a_refusal_for_speed_waits_and_then_shows_the_newest(
    painter: Painter, shown: Shown, ani: Person, world: World, time: Time
) -> None:
    await world.fault("429", retry_after=7)
    painter.show(Paint(ani.id, 1, drawn("satu"), None))
    await time.has_slept.wait()
    painter.show(Paint(ani.id, 2, drawn("dua"), 999))
    await painter.idle()

    assert time.slept == pytest.approx([7])
    assert await texts(ani) == ["dua"]
    assert shown.revisions == [2]


async def test_two_refused_chats_slow_the_notices_down_too(
    api: TelegramApi, shown: Shown, time: Time, ani: Person, budi: Person, world: World
) -> None:
    gate = BulkGate(FAST, time)
    waiting: list[float] = []
    both_wait = asyncio.Event()

    async def wait_for_good(seconds: float) -> None:
        waiting.append(seconds)
        if len(waiting) == 2:
            both_wait.set()
        await asyncio.Event().wait()

    painter = Painter(
        api.bot,
        ChatBudget(FAST, time),
        gate,
        on_shown=shown.on_shown,
        on_unreachable=shown.on_unreachable,
        sleep=wait_for_good,
    )
    await world.fault("429", retry_after=7, times=2)
    painter.show(Paint(ani.id, 1, drawn("satu"), None))
    painter.show(Paint(budi.id, 1, drawn("satu"), None))
    await both_wait.wait()

    assert gate.wait() == pytest.approx(7)
    await painter.close(seconds=0)
    assert shown.screens == []


@pytest.mark.parametrize("rates", [Rates(chat_burst=5, chat_per_second=1.0)])
async def test_a_chat_out_of_budget_gets_only_its_newest_screen(
    painter: Painter, shown: Shown, ani: Person, time: Time
) -> None:
    painter.show(Paint(ani.id, 1, drawn("layar 1"), None))
    await painter.idle()
    message_id = shown.screens[0][2]
    for revision in range(2, 6):
        painter.show(Paint(ani.id, revision, drawn(f"layar {revision}"), message_id))
        await painter.idle()
    assert time.slept == []

    for revision in range(6, 20):
        painter.show(Paint(ani.id, revision, drawn(f"layar {revision}"), message_id))
    await painter.idle()

    assert time.slept == pytest.approx([1.05])
    assert shown.revisions == [1, 2, 3, 4, 5, 19]
    assert await texts(ani) == ["layar 19"]


@pytest.mark.parametrize("kind", ["edit_not_found", "cannot_edit"])
async def test_what_cannot_be_edited_is_sent_anew(
    painter: Painter, shown: Shown, ani: Person, world: World, kind: str
) -> None:
    painter.show(Paint(ani.id, 1, drawn("satu"), None))
    await painter.idle()
    await world.fault(kind, method="editMessageText")
    painter.show(Paint(ani.id, 2, drawn("dua"), shown.screens[0][2]))
    await painter.idle()

    assert await texts(ani) == ["satu", "dua"]
    assert shown.screens[1] == (ani.id, 2, (await ani.last()).id)


async def test_a_text_after_a_picture_is_a_new_message_and_the_picture_loses_its_buttons(
    api: TelegramApi, painter: Painter, shown: Shown, ani: Person
) -> None:
    keyboard = message_arguments(drawn("x"))["reply_markup"]
    picture = await api.bot.send_document(ani.id, b"made up", filename="kartu.png", reply_markup=keyboard)

    painter.show(Paint(ani.id, 2, drawn("dua"), picture.message_id))
    await painter.idle()

    messages = [message for message in await ani.messages() if message.from_bot]
    assert [message.labels for message in messages] == [[], ["Lanjut"]]
    assert shown.screens == [(ani.id, 2, messages[1].id)]


async def test_an_edit_cut_off_after_its_effect_counts_as_shown(
    painter: Painter, shown: Shown, ani: Person, world: World
) -> None:
    painter.show(Paint(ani.id, 1, drawn("satu"), None))
    await painter.idle()
    await world.fault("hangup_after", method="editMessageText")
    message_id = shown.screens[0][2]
    painter.show(Paint(ani.id, 2, drawn("dua"), message_id))
    await painter.idle()

    assert await texts(ani) == ["dua"]
    assert shown.screens[1] == (ani.id, 2, message_id)
    refused = [event for event in await world.events() if event["type"] == "refused"]
    assert "not modified" in refused[-1]["description"]


@pytest.mark.parametrize("kind", ["502", "500", "hangup_before", "garbage"])
async def test_passing_trouble_is_tried_again_with_growing_pauses(
    painter: Painter, shown: Shown, ani: Person, world: World, time: Time, kind: str
) -> None:
    await world.fault(kind, method="sendMessage", times=3)
    painter.show(Paint(ani.id, 1, drawn("satu"), None))
    await painter.idle()

    assert await texts(ani) == ["satu"]
    assert len(time.slept) == 3
    assert time.slept == sorted(time.slept)


async def test_lasting_trouble_ends_and_a_later_redraw_works(
    painter: Painter, shown: Shown, ani: Person, world: World
) -> None:
    fault = await world.fault("502", method="sendMessage", times=1000)
    painter.show(Paint(ani.id, 1, drawn("satu"), None))
    await painter.idle()
    assert shown.screens == []

    await world.clear_faults()
    painter.show(Paint(ani.id, 1, drawn("satu"), None))
    await painter.idle()
    assert fault > 0
    assert shown.revisions == [1]


async def test_a_blocked_chat_is_told_and_counts_as_shown(
    painter: Painter, shown: Shown, ani: Person
) -> None:
    await ani.block()
    painter.show(Paint(ani.id, 3, drawn("satu"), None))
    await painter.idle()

    assert shown.unreachable == [ani.id]
    assert shown.screens == [(ani.id, 3, None)]


async def test_our_own_fault_is_logged_without_the_text_and_counts_as_shown(
    painter: Painter, shown: Shown, ani: Person, caplog: pytest.LogCaptureFixture
) -> None:
    painter.show(Paint(ani.id, 3, drawn("<b>rahasia"), None))
    await painter.idle()

    assert shown.revisions == [3]
    assert "BadRequest" in caplog.text
    assert "rahasia" not in caplog.text


async def test_a_group_that_moved_gets_its_screen_at_the_new_id(
    painter: Painter, shown: Shown, ani: Person, world: World
) -> None:
    group = await world.group("Guru", ani)
    moved = await group.upgrade()
    painter.show(Paint(group.id, 1, drawn("halo"), None))
    await painter.idle()

    assert [message.text for message in await moved.messages() if message.from_bot] == ["halo"]
    assert {chat_id for chat_id, _, _ in shown.screens} == {group.id, moved.id}


async def test_a_failing_record_does_not_stop_the_next_screen(
    api: TelegramApi, shown: Shown, time: Time, ani: Person, caplog: pytest.LogCaptureFixture
) -> None:
    def on_shown(chat_id: int, revision: int, message_id: int | None) -> None:
        if revision == 1:
            raise OSError("the database is away")
        shown.on_shown(chat_id, revision, message_id)

    painter = Painter(
        api.bot,
        ChatBudget(FAST, time),
        BulkGate(FAST, time),
        on_shown=on_shown,
        on_unreachable=shown.on_unreachable,
    )
    painter.show(Paint(ani.id, 1, drawn("satu"), None))
    await painter.idle()
    painter.show(Paint(ani.id, 2, drawn("dua"), None))
    await painter.idle()

    assert shown.revisions == [2]
    assert "not recorded" in caplog.text


async def test_a_press_is_answered_beside_the_budget_and_once_more_after_trouble(
    api: TelegramApi, painter: Painter, shown: Shown, ani: Person, world: World
) -> None:
    painter.show(Paint(ani.id, 1, drawn("satu"), None))
    await painter.idle()
    pressed = await ani.press("Lanjut")
    await world.fault("502", method="answerCallbackQuery")
    painter.answer(pressed.callback_query_id, "Sudah")

    assert (await ani.answer_to(pressed))["text"] == "Sudah"


async def test_a_press_that_is_too_old_to_answer_is_no_trouble(
    painter: Painter, caplog: pytest.LogCaptureFixture
) -> None:
    painter.answer("12345")
    await painter.idle()

    assert not caplog.records


async def test_closing_finishes_what_is_queued_and_takes_nothing_more(
    painter: Painter, shown: Shown, ani: Person
) -> None:
    painter.show(Paint(ani.id, 1, drawn("satu"), None))
    await painter.close()
    painter.show(Paint(ani.id, 2, drawn("dua"), None))
    await painter.idle()

    assert shown.revisions == [1]
    assert await texts(ani) == ["satu"]
