"""What /pengingat foretells is what the clock then sends."""

from collections.abc import AsyncIterator, Mapping
from datetime import timedelta

import pytest
from sqlalchemy import insert

from bot.schedule.clock import Clock
from bot.store.database import Database
from bot.store.facts import load_facts
from bot.store.tables import reminder_setting, stage_mute
from conversations.facts import Needs, Zone
from conversations.reminders.calling import coming
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import PlanStatus, Role, StageId
from tests.schedule.people import BOT_ID, People, local
from tests.schedule.year import SETTING

FINAL, WAITING = PlanStatus.DISEPAKATI, PlanStatus.MENUNGGU_PERSETUJUAN


async def foretold(people: People, name: str) -> list[tuple[str, list[list[str]], bool]]:
    """Day, stages with occasions and whether there is a digest, of the next reminders of somebody."""
    facts = await people.database.read(
        lambda conn: load_facts(
            conn, person_id=people.ids[name], needs=Needs(reminders=True), world=people.world()
        )
    )
    assert facts.reminders is not None
    return [
        (
            each.at.date().isoformat(),
            [[str(topic.stage), str(topic.occasion)] for topic in each.topics],
            each.has_digest,
        )
        for each in coming(facts, facts.reminders, 5)
    ]


async def sent(people: People, name: str) -> list[tuple[str, list[list[str]], bool]]:
    payloads = [row["payload"] for row in await people.enqueued() if row["kind"] == "reminder"]
    mine = [payload for payload in payloads if payload["person_id"] == people.ids[name]]
    return [(payload["day"], payload["dues"], bool(payload["digest"])) for payload in mine]


async def pass_days(people: People, until: str) -> None:
    """The clock ticks at two hours of every day."""
    day = people.now + timedelta(days=1)
    while day < local(until, "23.00"):
        for hour in (1, 6):
            people.now = day.replace(hour=hour, minute=0)
            await Clock(people.database, people.world, BOT_ID).tick()
        day += timedelta(days=1)


@pytest.fixture
async def people(rule_sets: Mapping[str, RuleSet]) -> AsyncIterator[People]:
    database = Database.open("sqlite:///:memory:")
    await database.upgrade()
    yield People(database, rule_sets)
    await database.close()


async def test_the_next_reminders_come_as_they_were_foretold(people: People) -> None:
    await people.school("SDN 1", Zone.WIB)
    for name, role in (("Budi", Role.KS), ("Ani", Role.GURU), ("Sari", Role.GURU), ("Dodi", Role.GURU)):
        await people.join(name, role, "SDN 1")
    people.now = local("2028-02-14", "21.00")
    await people.plan("Budi", FINAL, at="SDN 1", role=Role.KS)
    await people.plan("Ani", FINAL, at="SDN 1")
    await people.plan("Sari", WAITING, at="SDN 1")
    await people.done("Ani", StageId.C)
    await people.set_up(stage_mute, "Budi", period="2028-S1", stage=StageId.C)
    await people.snooze("Ani", StageId.A, "2028-02-20")
    setting = {**SETTING, "person_id": people.ids["Dodi"], "hour": 13, "overdue": False}
    await people.write(insert(reminder_setting).values(setting))
    names = ("Ani", "Budi", "Sari", "Dodi")
    before = {name: await foretold(people, name) for name in names}
    await pass_days(people, "2028-03-13")
    for name in names:
        expected = [each for each in before[name] if each[0] <= "2028-03-13"]
        assert (await sent(people, name))[:5] == expected
    assert [day for day, _, _ in before["Budi"]][:2] == ["2028-02-15", "2028-02-21"]
