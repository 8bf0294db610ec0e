"""What a tick finds due, on both databases."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, insert, update

from bot.schedule.clock import Clock
from bot.schedule.instants import due_instants
from bot.store.tables import membership, person, reminder_setting
from conversations.facts import Zone
from conversations.rules.terms import PlanStatus, Role, StageId
from tests.schedule.people import BOT_ID, People, local
from tests.schedule.year import SETTING

SUBMITTED, APPROVED = PlanStatus.MENUNGGU_PERSETUJUAN, PlanStatus.DISETUJUI


@pytest.fixture
async def school(people: People) -> People:
    """Budi leads Ani."""
    await people.school("SDN 1", Zone.WIB)
    await people.join("Budi", Role.KS, "SDN 1")
    await people.join("Ani", Role.GURU, "SDN 1")
    people.now = local("2028-01-01", "00.00")
    return people


async def ticks(people: People, *instants: datetime) -> None:
    for people.now in instants:
        await Clock(people.database, people.world, BOT_ID).tick()


async def told(people: People, name: str) -> list[tuple[str, list[list[str]], bool]]:
    """Day, stages with occasions, and whether there is a digest, of each message to somebody."""
    payloads = [row["payload"] for row in await people.enqueued() if row["kind"] == "reminder"]
    mine = [payload for payload in payloads if payload["person_id"] == people.ids[name]]
    return [(payload["day"], payload["dues"], payload["digest"]) for payload in mine]


async def test_nothing_goes_out_before_the_hour_from_20_on_sundays_or_twice(school: People):
    sunday, monday = local("2028-01-02"), local("2028-01-03")
    await ticks(school, sunday, monday - timedelta(seconds=1), local("2028-01-03", "20.00"))
    assert await school.enqueued() == []
    await ticks(school, local("2028-01-04", "19.59"), local("2028-01-04", "19.59"), local("2028-01-05"))
    assert await told(school, "Ani") == [("2028-01-04", [["SKP", "opening"]], False)]


async def test_who_chose_another_hour_gets_one_message_a_day(school: People):
    await ticks(school, local("2028-01-28"))
    await school.plan("Ani", PlanStatus.DISEPAKATI, at="SDN 1")
    await school.set_up(reminder_setting, "Ani", **SETTING, hour=10)
    await school.snooze("Ani", StageId.A, "2028-01-28")
    await ticks(school, local("2028-01-28", "10.00"))
    assert await told(school, "Ani") == [("2028-01-28", [["SKP", "days_3"]], False)]


async def test_what_falls_due_later_on_a_day_waits_for_the_next_working_day(school: People):
    await ticks(school, local("2028-02-05", "08.00"))
    await school.plan("Ani", PlanStatus.DISEPAKATI, at="SDN 1")
    await ticks(school, local("2028-02-05", "12.00"), local("2028-02-06"), local("2028-02-07"))
    assert await told(school, "Ani") == [("2028-02-07", [["A", "opening"]], False)]


async def test_an_owner_who_waits_for_somebody_is_left_alone(school: People):
    await school.plan("Ani", SUBMITTED, at="SDN 1")
    await ticks(school, local("2028-01-03"))
    await school.plan("Ani", APPROVED)
    await school.ask_change("Ani")
    await ticks(school, local("2028-01-04"))
    assert await told(school, "Ani") == []
    await school.plan("Ani", APPROVED, note="")
    await ticks(school, local("2028-01-05"))
    assert await told(school, "Ani") == [("2028-01-05", [["SKP", "opening"]], False)]


async def test_a_digest_tells_only_of_what_waited_at_its_moment(school: People):
    await school.plan("Budi", PlanStatus.DISEPAKATI, at="SDN 1", role=Role.KS)
    school.now = local("2028-01-10", "09.00")
    await school.plan("Ani", SUBMITTED, at="SDN 1")
    await ticks(school, local("2028-01-10", "10.00"), local("2028-01-11"))
    assert await told(school, "Budi") == []
    await ticks(school, local("2028-01-17"), local("2028-01-18"))
    assert await told(school, "Budi") == [("2028-01-17", [], True)]
    school.now = local("2028-01-20")
    await school.plan("Ani", APPROVED)
    await school.ask_change("Ani")
    await ticks(school, local("2028-01-24"))
    assert [day for day, _, has_digest in await told(school, "Budi") if has_digest] == [
        "2028-01-17",
        "2028-01-24",
    ]


async def test_a_digest_can_be_asked_for_again_while_plans_wait(school: People):
    await school.plan("Budi", PlanStatus.DISEPAKATI, at="SDN 1", role=Role.KS)
    await school.plan("Ani", SUBMITTED, at="SDN 1")
    await school.snooze("Budi", "digest", "2028-01-12")
    await ticks(school, *(local(f"2028-01-{day}") for day in (10, 11, 12, 13)))
    assert await told(school, "Budi") == [("2028-01-10", [], True), ("2028-01-12", [], True)]


async def test_a_plt_has_no_digest(school: People):
    await school.school("SDN 2", Zone.WIB, is_plt=True)
    await school.join("Joko", Role.KS, "SDN 2")
    school.now = local("2028-01-05")
    await school.plan("Joko", PlanStatus.DISEPAKATI, at="SDN 2", role=Role.KS)
    await school.join("Tuti", Role.GURU, "SDN 2")
    await school.plan("Tuti", SUBMITTED, at="SDN 2")
    await ticks(school, local("2028-01-10"))
    assert await told(school, "Joko") == []


async def test_days_and_hours_are_those_of_the_active_school(school: People):
    await school.school("SDN 3", Zone.WIT, hour=6)
    place = {"person_id": school.ids["Budi"], "school_id": school.schools["SDN 3"], "role": Role.KS}
    await school.write(insert(membership).values(**place, started_at=school.now))
    of_budi = person.c.id == school.ids["Budi"]
    await school.write(update(person).where(of_budi).values(active_school_id=school.schools["SDN 3"]))
    await ticks(school, local("2028-01-03", "06.00", Zone.WIT))
    assert await told(school, "Budi") == [("2028-01-03", [["SKP", "opening"]], False)]
    await ticks(school, local("2028-01-03"))
    assert len(await told(school, "Budi")) == 1


async def test_a_group_that_is_linked_later_is_not_told_of_what_was(school: People):
    school.now = local("2028-01-03", "09.00")
    await school.link_group("SDN 1", -5)
    await ticks(school, local("2028-01-03", "10.00"), local("2028-01-28"))
    posts = [row["payload"] for row in await school.enqueued() if row["kind"] == "group_post"]
    assert [(post["stage"], post["occasion"]) for post in posts] == [("SKP", "group_days_3")]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_stepping_through_the_due_instants_is_as_good_as_a_clock_that_never_stops(school: People):
    await school.school("SDN 2", Zone.WIT, hour=7)
    await school.join("Made", Role.GURU, "SDN 2")
    await school.plan("Ani", PlanStatus.DISEPAKATI, at="SDN 1")
    await school.snooze("Budi", StageId.SKP, "2028-01-08")
    after, until = local("2028-01-01", "00.00"), local("2028-02-08", "12.00")
    steps = await school.database.read(lambda conn: due_instants(conn, school.world(), after, until))
    assert list(steps) == sorted(set(steps))
    assert len(steps) < 60
    await ticks(school, *steps)
    stepped = await school.enqueued()
    hours = (after + timedelta(hours=number) for number in range(40 * 24) if number % 24 in (5, 8, 11))
    await ticks(school, *(now for now in hours if now <= until))
    assert await school.enqueued() == stepped
    assert [day for day, _, _ in await told(school, "Made")][:2] == ["2028-01-01", "2028-01-15"]
    assert ("2028-01-08", [["SKP", "snoozed"]], False) in await told(school, "Budi")


async def test_a_tick_with_nothing_due_costs_the_same_few_statements_however_many_there_are(school: People):
    async def statements() -> int:
        seen: list[Any] = []

        def work(conn: Any) -> None:
            event.listen(conn.engine, "before_cursor_execute", lambda *given: seen.append(given[2]))

        await school.database.read(work)
        await ticks(school, local("2028-01-03", "09.00"))
        return len(seen)

    await ticks(school, local("2028-01-03"))
    few = await statements()
    for number in range(20):
        await school.join(f"Guru {number}", Role.GURU, "SDN 1")
    assert await statements() <= few * 2
    assert few <= 6
