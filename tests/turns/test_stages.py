"""A stage from home to the calendar file, with the messages that both sides get, on both databases."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, delete, select

from bot.delivery.outbox import Notice
from bot.delivery.paint import Paint
from bot.drawn import Drawn
from bot.i18n import load_languages
from bot.notice_kinds import NOTICE_KINDS
from bot.notifier import Notifier
from bot.store.database import Database
from bot.store.tables import outbox
from bot.store.world import World
from bot.telegram.inbound import Inbound
from bot.turn import Turns
from conversations.effects import Effect
from conversations.events import Command, Event, Text, parse_press
from conversations.execution_effects import KeepFile
from conversations.execution_facts import FileKind, SentFile
from conversations.facts import Plan
from conversations.rules.cycle import RuleCalendar, parse_rule_set_map
from conversations.rules.plan import PlanContent, RHKItem
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import Role
from tests.store.acting import BOT_ID, School, Store, agreement, approval

ANI, BUDI = 2, 1
RPP = SentFile("file", "unique", FileKind.PDF, "rpp.pdf", 1000)


class August:
    """Ani's and Budi's chats on 10 August 2026; Ani's plan is final."""

    def __init__(self, store: Store, school: School, plan: Plan) -> None:
        self.store, self.school, self.plan = store, school, plan
        self.languages = load_languages()
        self.turns = Turns(store.database, self.languages, lambda: store.world)
        self.update_id = 0
        self.shown: dict[int, Paint] = {}

    async def says(self, who: int, event: Event) -> str:
        self.update_id += 1
        taken = await self.turns.take(
            Inbound(BOT_ID, self.update_id, who, "private", who, "X", "id", event, pressed_message_id=1)
        )
        assert taken.paint is not None
        self.shown[who] = taken.paint
        return taken.paint.drawn.html

    async def presses(self, who: int, *actions: str) -> str:
        html = ""
        for action in actions:
            html = await self.press_on(who, self.shown[who].drawn, action)
        return html

    async def press_on(self, who: int, drawn: Drawn, action: str) -> str:
        data = [button.data for row in drawn.rows for button in row if button.data]
        found = [each for each in data if each.split(":", 2)[2].startswith(action)]
        assert len(found) == 1, (action, data, drawn.html)
        return await self.says(who, parse_press(found[0]))

    async def next_message(self) -> Drawn | None:
        """The one that was enqueued, drawn, and then gone."""

        notifier = Notifier(self.store.database, self.languages, lambda: self.store.world, NOTICE_KINDS)
        return await notifier.draw(await self.store.database.transact(_take))

    async def clear(self) -> None:
        await self.store.database.transact(lambda conn: conn.execute(delete(outbox)))


def _take(conn: Connection) -> Notice:
    row = conn.execute(select(outbox)).one()
    conn.execute(delete(outbox))
    return Notice(row.id, row.chat_id, row.kind, row.payload, attempts=1, claim="")


@pytest.fixture
async def august(database: Database, rule_sets: Mapping[str, RuleSet]) -> August:
    calendar = RuleCalendar(parse_rule_set_map("*=pmm_2024"))
    store = Store(database, World(datetime(2026, 8, 10, 1, tzinfo=UTC), rule_sets, calendar))
    budi = await store.enroll(BUDI, "Budi", Role.KS, "20100001")
    ani = await store.enroll(ANI, "Ani", Role.GURU, "20100001")
    content = PlanContent("g1", (RHKItem(2, 2), RHKItem(1, 2)))
    await store.do(budi, approval(await store.submit(ani, content)))
    await store.do(ani, agreement(await store.plan(ani)))
    kept: Effect = KeepFile((await store.plan(ani)).id, RPP, "lesson_plan")
    await store.do(ani, kept)
    found = August(store, School(budi, ani, ani), await store.plan(ani))
    await found.clear()
    await found.says(ANI, Command("start"))
    return found


async def test_the_preparation_and_the_observation_of_a_guru(august: August) -> None:
    assert "Diskusi Persiapan" in await august.presses(ANI, "stages")
    await august.presses(ANI, "field:target_behavior", "tick:0", "form", "field:learning_effort")
    await august.says(ANI, Text("Mengamati rekan & mencoba <sendiri>"))
    await august.presses(ANI, "field:observation_date")
    assert "Diusulkan. Kepala sekolah diberi tahu." in await august.says(ANI, Text("12/8 09.30"))
    asked = await august.next_message()
    assert asked is not None
    assert "Rabu, 12 Agustus 2026" in asked.html
    assert "Disetujui. Ani diberi tahu." in await august.press_on(BUDI, asked, "obs_agree")
    agreed = await august.next_message()
    assert agreed is not None
    await august.press_on(ANI, agreed, "obs_other")
    await august.presses(ANI, "save")
    file = await august.next_message()
    assert file is not None
    assert file.attachment is not None
    assert b"DTSTART:20260812T003000Z" in file.attachment.content
    assert b"SUMMARY:PMM: Observasi Kinerja: Ani" in file.attachment.content
    await august.presses(ANI, ".back")
    assert "Selesai." in await august.presses(ANI, "done")
    handed_in = await august.next_message()
    assert handed_in is not None
    assert "sudah menyelesaikan <b>Diskusi Persiapan</b>" in handed_in.html
    await august.press_on(BUDI, handed_in, "stage_a")
    assert "Mengamati rekan &amp; mencoba &lt;sendiri&gt;" in await august.presses(BUDI, "read")
    await august.presses(
        BUDI, ".back", ".back", "stage:b", "field:observation_rating", "one:0", "level:effective"
    )
    await august.presses(BUDI, ".back", "form", "field:evidence_note")
    await august.says(BUDI, Text("Kelas tenang."))
    await august.says(BUDI, Text("Latih aturan kelas."))
    await august.presses(BUDI, "done")
    observed = await august.next_message()
    assert observed is not None
    await august.press_on(ANI, observed, "stage_b")
    assert "Latih aturan kelas." in await august.presses(ANI, "read")


async def test_a_date_that_was_moved_is_not_offered_any_more(august: August) -> None:
    await august.presses(ANI, "stages", "field:observation_date")
    await august.says(ANI, Text("12/8 09.30"))
    asked = await august.next_message()
    await august.says(ANI, Text("13/8 09.30"))
    assert asked is not None
    assert "Jadwalnya sudah berubah" in await august.press_on(BUDI, asked, "obs_agree")
