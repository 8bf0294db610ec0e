import pytest

from bot.delivery.budget import Rates
from bot.delivery.paint import Paint
from bot.delivery.painter import Painter
from bot.simulator.client import World
from bot.simulator.person import Person
from tests.delivery.conftest import Hold
from tests.delivery.painting import Shown, Time, drawn, texts


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


async def test_a_new_message_of_the_same_revision_is_never_sent_twice(
    painter: Painter, shown: Shown, ani: Person
) -> None:
    for _ in range(2):
        painter.show(Paint(ani.id, 1, drawn("satu"), None))
        await painter.idle()

    assert await texts(ani) == ["satu"]
    assert shown.screens[0] == shown.screens[1]


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
    assert shown.refused == [(ani.id, 7)], "the senders are told"
    assert await texts(ani) == ["dua"]
    assert shown.revisions == [2]


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
    assert sum(time.slept) <= 0.06
    time.slept.clear()

    for revision in range(6, 20):
        painter.show(Paint(ani.id, revision, drawn(f"layar {revision}"), message_id))
    await painter.idle()

    assert time.slept == pytest.approx([1.0])
    assert shown.revisions == [1, 2, 3, 4, 5, 19]
    assert await texts(ani) == ["layar 19"]
