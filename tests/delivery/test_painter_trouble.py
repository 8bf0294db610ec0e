import asyncio

import pytest

from bot.delivery.budget import ChatBudget
from bot.delivery.directs import Directs
from bot.delivery.paint import Paint
from bot.delivery.painter import Painter
from bot.simulator.client import World
from bot.simulator.person import Person
from bot.telegram.api import TelegramApi
from bot.telegram.render import keyboard
from tests.delivery.conftest import Hold
from tests.delivery.painting import FAST, Shown, Time, drawn, texts


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
    buttons = keyboard(drawn("x"))
    picture = await api.bot.send_document(ani.id, b"made up", filename="kartu.png", reply_markup=buttons)

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
    await world.fault("502", method="sendMessage", times=1000)
    painter.show(Paint(ani.id, 1, drawn("satu"), None))
    await painter.idle()
    assert shown.screens == []

    await world.clear_faults()
    painter.show(Paint(ani.id, 1, drawn("satu"), None))
    await painter.idle()
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
        Directs(),
        on_shown=on_shown,
        on_unreachable=shown.on_unreachable,
        on_refused=shown.on_refused,
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


class TestBesideOthers:
    """Another process may decide the next update of a chat and show what follows."""

    newest = 1
    is_overtaken = False

    @pytest.fixture
    def painter(self, api: TelegramApi, shown: Shown, time: Time) -> Painter:
        async def is_newest(chat_id: int, revision: int) -> bool:
            is_newest = revision >= self.newest
            if self.is_overtaken:
                self.newest = 2
            return is_newest

        async def present(chat_id: int) -> Paint | None:
            return Paint(chat_id, self.newest, drawn("dua"), None)

        return Painter(
            api.bot,
            ChatBudget(FAST, time),
            Directs(),
            on_shown=shown.on_shown,
            on_unreachable=shown.on_unreachable,
            on_refused=shown.on_refused,
            is_newest=is_newest,
            present=present,
            sleep=time.sleep,
        )

    @pytest.mark.parametrize("newest", [1, 2])
    @pytest.mark.parametrize("kind", ["500", "429"])
    async def test_what_was_held_up_is_shown_only_while_it_is_the_newest(
        self, painter: Painter, shown: Shown, ani: Person, world: World, kind: str, newest: int
    ) -> None:
        await world.fault(kind, method="sendMessage")
        self.newest = newest
        painter.show(Paint(ani.id, 1, drawn("satu"), None))
        await painter.idle()
        assert shown.revisions == ([1] if newest == 1 else [])

    async def test_what_arrives_after_something_newer_makes_room_for_it(
        self, painter: Painter, shown: Shown, ani: Person, world: World
    ) -> None:
        await world.fault("429", method="sendMessage")
        self.is_overtaken = True
        painter.show(Paint(ani.id, 1, drawn("satu"), None))
        await painter.idle()
        assert shown.revisions == [1, 2]
        assert await texts(ani) == ["dua"]

    async def test_waiting_for_a_screen_ends_when_it_is_there_or_held_up(
        self, painter: Painter, shown: Shown, ani: Person, hold: Hold
    ) -> None:
        hold.methods.add("sendMessage")
        painter.show(Paint(ani.id, 1, drawn("satu"), None))
        leaving = asyncio.create_task(painter.left(ani.id))
        await hold.arrived()
        assert not leaving.done()
        hold.release()
        await leaving
        assert shown.revisions == [1]
        await painter.left(ani.id)

    async def test_nobody_waits_for_a_chat_that_is_out_of_its_budget(
        self, painter: Painter, shown: Shown, ani: Person, time: Time
    ) -> None:
        painter._budget.pause(ani.id, 60)
        painter.show(Paint(ani.id, 1, drawn("satu"), None))
        await painter.left(ani.id)
        assert shown.revisions == []
        await painter.idle()
        assert shown.revisions == [1]
