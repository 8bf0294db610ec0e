"""Following the world: nothing is missed, nothing is seen twice, and the answers are waited for."""

import asyncio

import pytest

from bot.simulator import Rates, Settings
from bot.simulator.client import World
from bot.simulator.person import Person
from bot.stage.masks import Masks
from bot.stage.watching import Watch
from bot.telegram.api import TelegramApi
from bot.transcript.model import Change, Sight


@pytest.fixture
def settings() -> Settings:
    return Settings(rates=Rates.off(), events_kept=40)


@pytest.fixture
async def watch(world: World, ani: Person, api: TelegramApi) -> Watch:
    await api.bot.send_message(ani.id, "Selamat datang")
    made = Watch(world, Masks({}))
    made.add(ani.id, "Ani")
    await made.begin()
    made.look()
    made.accept()
    return made


def news(watch: Watch) -> list[Sight]:
    watch.look()
    return watch.sights("Ani")


async def test_what_fell_out_of_the_journal_is_looked_up(watch: Watch, api: TelegramApi, ani: Person) -> None:
    for number in range(60):
        await api.bot.send_message(ani.id, f"Pesan {number}")
    await watch.follow()
    assert [sight.text for sight in news(watch)] == [f"Pesan {number}" for number in range(60)]
    await api.bot.send_message(ani.id, "Satu lagi")
    watch.accept()
    await watch.follow()
    assert news(watch) == [Sight("Ani", Change.NEW, "Satu lagi")]


async def test_two_who_follow_at_once_see_a_passing_word_once(
    watch: Watch, api: TelegramApi, ani: Person
) -> None:
    pressed = await ani.forge("a", message_id=(await ani.last()).id)
    waiting = asyncio.create_task(watch.answered(5.0))
    await watch.follow()
    assert not watch.is_answered
    await api.bot.answer_callback_query(pressed.callback_query_id, "Tersimpan")
    await api.fetch_updates(int(pressed.update_id or 0) + 1, 0)
    await asyncio.gather(waiting, watch.follow(), watch.follow())
    assert watch.is_answered
    assert news(watch) == [Sight("Ani", Change.TOAST, "Tersimpan")]


async def test_an_answer_that_failed_and_an_update_that_came_again_are_not_waited_for_in_vain(
    watch: Watch, world: World, api: TelegramApi, ani: Person
) -> None:
    pressed = await ani.forge("a", message_id=(await ani.last()).id)
    number = int(pressed.update_id or 0)
    await api.fetch_updates(number + 1, 0)
    await world.fault("500", method="answerCallbackQuery")
    with pytest.raises(Exception, match="Internal Server Error"):
        await api.bot.answer_callback_query(pressed.callback_query_id)
    await watch.answered(0.0)
    assert watch.has_failed
    watch.expect_repeat(await world.redeliver())
    await watch.follow()
    assert not watch.is_answered
    await api.fetch_updates(number + 1, 0)
    await api.fetch_updates(number + 1, 0)
    await watch.answered(0.0)


async def test_a_group_that_moves_keeps_its_name(
    watch: Watch, world: World, api: TelegramApi, ani: Person
) -> None:
    group = await world.group("Guru", ani)
    watch.add(group.id, "Guru")
    await watch.begin()
    await api.bot.send_message(group.id, "Satu")
    moved = await group.upgrade()
    await api.bot.send_message(moved.id, "Dua")
    await watch.follow()
    watch.look()
    assert [sight.text for sight in watch.sights("Guru")] == ["Satu", "Dua"]
    assert watch.present_id(group.id) == moved.id
    assert [shown.text for shown in watch.chat(group.id).shown] == ["Dua"]
