"""A reminder is drawn from what is still due when it is sent."""

from collections.abc import Mapping
from html import unescape

import pytest
from sqlalchemy import update

from bot.delivery.outbox import Notice
from bot.i18n import Languages, load_languages
from bot.reminder_notices import draw_reminder
from bot.schedule.clock import Clock
from bot.store.database import Database
from bot.store.tables import outbox, person, stage_mute
from conversations.facts import Zone
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import PlanStatus, Role, StageId
from tests.schedule.people import BOT_ID, People, local

FINAL = PlanStatus.DISEPAKATI


@pytest.fixture(scope="module")
def languages() -> Languages:
    return load_languages()


@pytest.fixture
async def school(rule_sets: Mapping[str, RuleSet]):
    """Budi leads Ani and Sari, whose plans are final."""
    database = Database.open("sqlite:///:memory:")
    await database.upgrade()
    people = People(database, rule_sets)
    await people.school("SDN 1", Zone.WIB)
    await people.join("Budi", Role.KS, "SDN 1")
    people.now = local("2028-01-10")
    for name in ("Ani", "Sari"):
        await people.join(name, Role.GURU, "SDN 1")
        await people.plan(name, FINAL, at="SDN 1")
    yield people
    await database.close()


async def tick(people: People, day: str) -> None:
    people.now = local(day)
    await Clock(people.database, people.world, BOT_ID).tick()


async def drawn(people: People, languages: Languages, name: str) -> str | None:
    """The latest reminder to somebody, as it would be sent now."""
    mine = outbox.c.chat_id == 1000 + people.ids[name]
    query = outbox.select().where(mine, outbox.c.kind == "reminder").order_by(outbox.c.id.desc()).limit(1)
    row = await people.database.read(lambda conn: conn.execute(query).one())
    notice = Notice(row.id, row.chat_id, row.kind, row.payload, 1, "")
    found = await people.database.read(lambda conn: draw_reminder(conn, notice, people.world(), languages))
    return None if found is None else unescape(found.html)


async def test_it_tells_of_every_stage_with_something_to_do(school: People, languages: Languages):
    await tick(school, "2028-04-03")
    text = str(await drawn(school, languages, "Ani"))
    assert [name in text for name in ("Diskusi Persiapan", "Upaya Tindak Lanjut", "Penilaian")] == [
        True,
        True,
        False,
    ]
    of_budi = str(await drawn(school, languages, "Budi"))
    assert "Perencanaan Kinerja" in of_budi
    assert "Observasi Kinerja" in of_budi


async def test_what_is_done_or_muted_meanwhile_is_left_out_and_then_nothing_is_sent(
    school: People, languages: Languages
):
    await tick(school, "2028-04-03")
    await school.done("Ani", StageId.A)
    text = await drawn(school, languages, "Ani")
    assert text is not None
    assert "Diskusi Persiapan" not in text
    for stage in (StageId.C, StageId.D):
        await school.set_up(stage_mute, "Ani", period="2028-S1", stage=stage)
    assert await drawn(school, languages, "Ani") is None


async def test_what_is_no_longer_in_force_is_not_sent(school: People, languages: Languages):
    await tick(school, "2028-02-29")
    assert "29 Februari 2028" in str(await drawn(school, languages, "Ani"))
    school.now = local("2028-03-01")
    assert await drawn(school, languages, "Ani") is None


@pytest.mark.parametrize("fate", ["retired_at", "erased_at"])
async def test_who_serves_no_longer_gets_nothing(school: People, languages: Languages, fate: str):
    await tick(school, "2028-02-01")
    assert await drawn(school, languages, "Ani") is not None
    gone = update(person).where(person.c.id == school.ids["Ani"]).values({fate: school.now})
    await school.write(gone)
    assert await drawn(school, languages, "Ani") is None


async def test_a_digest_is_dropped_when_nothing_waits_any_more(school: People, languages: Languages):
    await school.plan("Budi", FINAL, at="SDN 1", role=Role.KS)
    await school.plan("Ani", PlanStatus.MENUNGGU_PERSETUJUAN)
    await school.plan("Sari", PlanStatus.DISETUJUI)
    await school.ask_change("Sari")
    await tick(school, "2028-01-17")
    assert await drawn(school, languages, "Budi") is not None
    await school.plan("Ani", PlanStatus.DISETUJUI)
    await school.plan("Sari", PlanStatus.DISETUJUI)
    assert await drawn(school, languages, "Budi") is None


async def test_a_stage_asked_for_again_is_told_while_it_is_undone(school: People, languages: Languages):
    await tick(school, "2028-02-01")
    await school.snooze("Ani", StageId.A, "2028-02-02")
    await tick(school, "2028-02-02")
    assert "Diskusi Persiapan" in str(await drawn(school, languages, "Ani"))
    await school.done("Ani", StageId.A)
    assert await drawn(school, languages, "Ani") is None
