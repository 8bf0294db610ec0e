"""A whole rating as it is pressed: the list, every item, the release, and the owner's own screen."""

from collections.abc import Mapping
from datetime import UTC, datetime

from bot.delivery.paint import Paint
from bot.i18n import load_languages
from bot.store.actor import Actor
from bot.store.database import Database
from bot.store.world import World
from bot.telegram.inbound import Inbound
from bot.turn import Turns
from conversations.events import Command, Event, parse_press
from conversations.execution_effects import CollectDocument
from conversations.rules.cycle import RuleCalendar, parse_rule_set_map
from conversations.rules.plan import BehaviorChoice, PlanContent, RHKItem
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import Role
from tests.store.acting import BOT_ID, PERIOD, Store, agreement, approval


class Chats:
    """Several people who write in turn."""

    def __init__(self, store: Store) -> None:
        self.turns = Turns(store.database, load_languages(), lambda: store.world)
        self.update_id = 0

    async def says(self, actor: Actor, event: Event) -> Paint:
        self.update_id += 1
        chat = actor.chat_id
        inbound = Inbound(
            BOT_ID, self.update_id, chat, "private", chat, "", "id", event, pressed_message_id=1
        )
        paint = (await self.turns.take(inbound)).paint
        assert paint is not None
        return paint

    async def presses(self, actor: Actor, paint: Paint, *actions: str) -> Paint:
        for action in actions:
            buttons = [button.data for row in paint.drawn.rows for button in row if button.data]
            data = [each for each in buttons if each.split(":", 2)[2] == action]
            assert len(data) == 1, (action, buttons)
            paint = await self.says(actor, parse_press(data[0]))
        return paint


async def test_a_guru_is_rated_from_the_list_to_the_angka_kredit(
    database: Database, rule_sets: Mapping[str, RuleSet]
) -> None:
    calendar = RuleCalendar(parse_rule_set_map("*=pmm_2024"))
    store = Store(database, World(datetime(2026, 12, 7, 1, tzinfo=UTC), rule_sets, calendar))
    budi = await store.enroll(1, "Budi", Role.KS, "20100001")
    ani = await store.enroll(2, "Ani", Role.GURU, "20100001")
    behaviors = tuple(BehaviorChoice(a.id, a.choices[0].id) for a in rule_sets["pmm_2024"].work_behaviors)
    content = PlanContent("g1", (RHKItem(1, 2), RHKItem(2, 2)), (), behaviors)
    await store.do(budi, approval(await store.submit(ani, content)))
    await store.do(ani, agreement(await store.plan(ani)))
    plan = await store.plan(ani)
    chats = Chats(store)

    shown = await chats.says(budi, Command("nilai"))
    assert "1. <b>Ani</b>: belum dinilai" in shown.drawn.html
    shown = await chats.presses(budi, shown, f"open:{plan.id}", "continue", *["rate:above"] * 10, "no_note")
    shown = await chats.presses(budi, shown, "rate:above", "rate:above", "confirm")
    assert "Predikat: <b>Sangat Baik</b>" in shown.drawn.html
    assert "Kehadiran di Kelas" in shown.drawn.html
    shown = await chats.says(ani, Command("nilai"))
    assert "belum disampaikan" in shown.drawn.html
    shown = await chats.presses(budi, await chats.says(budi, Command("nilai")), f"open:{plan.id}", "confirm")
    shown = await chats.presses(budi, shown, "yes")
    assert "Penilaian sudah disampaikan; Ani diberi tahu." in shown.drawn.html

    shown = await chats.presses(ani, await chats.says(ani, Command("start")), "rating")
    assert "Sangat Baik" not in shown.drawn.html
    assert "• Kehadiran di Kelas (dikumpulkan oleh kepala sekolah)" in shown.drawn.html
    school_id = plan.school.id if plan.school else 0
    handed_in = (CollectDocument(PERIOD, Role.GURU, code, True, school_id=school_id) for code in ("K3", "K5"))
    await store.do(budi, *handed_in)
    shown = await chats.says(ani, Command("nilai"))
    assert "Predikat: <b>Sangat Baik</b>" in shown.drawn.html
    shown = await chats.presses(ani, shown, "job_level", "level:ahli_muda")
    assert "25 × 150% = <b>37,5</b>" in shown.drawn.html
    assert "6/12 × 150% × 25 = <b>18,75</b>" in shown.drawn.html
