"""A plan that still waits when the half-year ends: its owner goes on with it beside the new one."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from bot.delivery.paint import Paint
from bot.i18n import load_languages
from bot.store.database import Database
from bot.store.tables import performance_plan
from bot.store.world import World
from bot.telegram.inbound import Inbound
from bot.turn import Turns
from conversations.events import Command, Event, Text, parse_press
from conversations.facts import Plan
from conversations.rules.cycle import RuleCalendar, parse_rule_set_map
from conversations.rules.plan import BehaviorChoice, PlanContent, RHKItem
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import PlanStatus, Role
from tests.store.acting import BOT_ID, Store, approval

ANI = 2


class HalfYear:
    """Ani's chat in January, and her plan of the half-year before, approved since."""

    def __init__(self, store: Store, plan: Plan) -> None:
        self.store = store
        self.plan = plan
        self.turns = Turns(store.database, load_languages(), lambda: store.world)
        self.update_id = 0

    async def says(self, event: Event) -> Paint:
        self.update_id += 1
        taken = await self.turns.take(
            Inbound(BOT_ID, self.update_id, ANI, "private", ANI, "Ani", "id", event, pressed_message_id=1)
        )
        assert taken.paint is not None
        return taken.paint

    async def presses(self, paint: Paint, action: str) -> Paint:
        data = [b.data for row in paint.drawn.rows for b in row if b.data and f":{action}" in b.data]
        assert len(data) == 1, paint.drawn.rows
        return await self.says(parse_press(data[0]))

    async def row(self) -> Any:
        query = select(performance_plan).where(performance_plan.c.id == self.plan.id)
        return await self.store.database.read(lambda conn: conn.execute(query).one())


@pytest.fixture
async def january(database: Database, rule_sets: Mapping[str, RuleSet]) -> HalfYear:
    calendar = RuleCalendar(parse_rule_set_map("*=pmm_2024"))
    store = Store(database, World(datetime(2026, 12, 30, 1, tzinfo=UTC), rule_sets, calendar))
    budi = await store.enroll(1, "Budi", Role.KS, "20100001")
    ani = await store.enroll(ANI, "Ani", Role.GURU, "20100001")
    aspects = rule_sets["pmm_2024"].work_behaviors
    behaviors = tuple(BehaviorChoice(aspect.id, aspect.choices[0].id) for aspect in aspects)
    plan = await store.submit(ani, PlanContent("g1", (RHKItem(1, 2), RHKItem(2, 2)), (), behaviors))
    store.world = replace(store.world, now=datetime(2027, 1, 4, 1, tzinfo=UTC))
    await store.do(budi, approval(plan))
    return HalfYear(store, replace(plan, version=plan.version + 1))


async def test_home_leads_to_it_and_sepakati_makes_it_final(january: HalfYear) -> None:
    home = await january.says(Command("start"))
    assert "Rencana Anda Juli-Desember 2026: <b>Disetujui</b>" in home.drawn.html
    shown = await january.presses(home, "earlier")
    assert "Periode: Juli-Desember 2026" in shown.drawn.html

    after = await january.presses(shown, "agree")

    assert "final" in after.drawn.html
    assert (await january.row()).status == PlanStatus.DISEPAKATI
    assert "<code>Juli-Desember 2026</code>" in after.drawn.html
    entered = await january.presses(after, "tick:begin")
    assert "Sudah masuk: <b>1 dari 14</b>" in entered.drawn.html


async def test_sepakati_on_the_notice_does_what_the_notice_says(january: HalfYear) -> None:
    await january.says(parse_press(f"n:{january.plan.version:x}:agree:{january.plan.id}"))

    assert (await january.row()).status == PlanStatus.DISEPAKATI


async def test_a_change_can_still_be_asked_for_and_back_stays_with_the_same_plan(january: HalfYear) -> None:
    shown = await january.says(parse_press(f"n:{january.plan.version:x}:open:{january.plan.id}"))
    history = await january.presses(shown, "history")
    shown = await january.presses(history, ".back")
    assert "Periode: Juli-Desember 2026" in shown.drawn.html
    await january.presses(shown, "ask")
    checked = await january.says(Text("Mohon seminar ditambah"))

    after = await january.presses(checked, "send")

    assert "Periode: Juli-Desember 2026" in after.drawn.html
    assert (await january.row()).change_note == "Mohon seminar ditambah"


async def test_the_plan_of_the_new_half_year_is_begun_beside_it(january: HalfYear) -> None:
    begun = await january.says(Command("rencana"))
    looked = await january.presses(begun, "look:g2")
    await january.presses(looked, "choose:g2")

    assert (await january.row()).practice == "g1"
    home = await january.says(Command("start"))
    assert "Rencana Anda: <b>Belum Diajukan</b>" in home.drawn.html
    assert "Rencana Anda Juli-Desember 2026: <b>Disetujui</b>" in home.drawn.html
