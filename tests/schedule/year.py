"""The year 2028 as it happens to the people of year_2028.txt, and what they are sent."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import insert, update

from bot.schedule.clock import Clock
from bot.schedule.holidays import parse_holidays
from bot.store.tables import channel_account, membership, outbox, reminder_setting, stage_mute
from conversations.facts import Zone
from conversations.rules.reminders import WorkCalendar
from conversations.rules.terms import PlanStatus, Role, StageId
from tests.schedule.people import BOT_ID, OWN_STAGES, People, local

HERE = Path(__file__).parent
GROUP = "the group of Ani, Sari and Budi"
GROUP_CHAT = -5
OUTAGE = (local("2028-01-14", "06.00"), local("2028-01-17", "09.30"))
# By the clocks of WIB: when the hour of somebody has come somewhere, and between.
TICKS = ("05.00", "06.00", "07.00", "08.00")
ZONES = {"Made": Zone.WITA, "Wayan": Zone.WITA, "Rina": Zone.WITA, "Dodi": Zone.WITA}
ZONES |= {"Maria": Zone.WIT, "Yosef": Zone.WIT, "Eka": Zone.WIT}
FINAL = PlanStatus.DISEPAKATI
Happening = tuple[datetime, Callable[[], Awaitable[object]]]
Lines = dict[str, list[str]]


def holidays() -> WorkCalendar:
    """The days of rest of the year, and of no other."""
    return WorkCalendar(parse_holidays((HERE / "year_2028_holidays.txt").read_text(encoding="utf-8")).added)


def expected() -> Lines:
    """What the file says, by name."""
    found: Lines = {}
    for line in (HERE / "year_2028.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            name = line.removeprefix("== ").partition(", W")[0].partition(":")[0]
            found[name] = []
        elif line and not line.startswith("#"):
            found[name].append(" ".join(line.partition("   ")[0].split()))
    return found


async def settle(people: People) -> None:
    """Schools and people who are there when the year begins."""
    await people.school("SDN 1", Zone.WIB)
    await people.school("SDN 2", Zone.WITA, hour=7)
    await people.school("SDN 3", Zone.WIT, is_plt=True)
    await people.join("Budi", Role.KS, "SDN 1")
    await people.join("Hasan", Role.APPRAISER, "SDN 1")
    for name in ("Ani", "Sari"):
        await people.join(name, Role.GURU, "SDN 1")
    await people.join("Wayan", Role.KS, "SDN 2")
    await people.join("Made", Role.GURU, "SDN 2")
    await people.join("Yosef", Role.KS, "SDN 3")
    await people.join("Maria", Role.GURU, "SDN 3")
    await people.join("Eka", Role.GURU, None, Zone.WIT)
    await people.set_up(reminder_setting, "Eka", **SETTING, hour=7)
    await people.link_group("SDN 1", GROUP_CHAT)


SETTING = {"is_on": True, "opening": True, "deadline": True, "overdue": True, "digest": True}


class Year:
    """What happens, in order, and the ticks between."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.sent: Lines = {}
        self._seen = 0
        self._clocks = [Clock(people.database, people.world, BOT_ID, chunk=chunk) for chunk in (8, 100)]

    async def pass_to(self, last_day: str) -> Lines:
        """Live through the year up to the end of a day; what was sent, by name."""
        await settle(self.people)
        happenings = sorted(self._happenings(), key=lambda happening: happening[0])
        for number, now in enumerate(_ticks(last_day)):
            while happenings and happenings[0][0] <= now:
                self.people.now, happen = happenings.pop(0)
                await happen()
            self.people.now = now
            # One of two clocks, and every now and then both.
            for clock in self._clocks[number % 2 :: 1 if number % 5 == 0 else 2]:
                await clock.tick()
            await self._collect()
        return self.sent

    async def _collect(self) -> None:
        query = outbox.select().where(outbox.c.id > self._seen).order_by(outbox.c.id)
        rows = await self.people.database.read(lambda conn: conn.execute(query).all())
        names = {person_id: name for name, person_id in self.people.ids.items()}
        for row in rows:
            self._seen, payload = row.id, row.payload
            name = GROUP if row.chat_id == GROUP_CHAT else names[payload["person_id"]]
            at = self.people.now.astimezone(ZoneInfo(ZONES.get(name, Zone.WIB)))
            self.sent.setdefault(name, []).append(f"{at:%m-%d %H.%M} {_what(payload)}")

    def _happenings(self) -> Iterator[Happening]:
        yield from self._first_school()
        yield from self._second_school()
        yield from self._third_school()
        yield from self._late_school()
        yield from self._alone()

    def _first_school(self) -> Iterator[Happening]:
        people = self.people
        plan = people.plan
        yield local("2028-01-20", "10.00"), lambda: plan("Ani", PlanStatus.MENUNGGU_PERSETUJUAN, at="SDN 1")
        yield local("2028-01-25", "10.00"), lambda: plan("Ani", PlanStatus.DISETUJUI)
        yield local("2028-01-27", "10.00"), lambda: plan("Ani", FINAL)
        yield local("2028-01-10", "10.00"), lambda: plan("Sari", FINAL, at="SDN 1")
        for day, stage in zip(("02-02", "03-01", "04-15", "06-02"), OWN_STAGES, strict=True):
            yield local(f"2028-{day}", "12.00"), lambda stage=stage: people.done("Sari", stage)
        yield local("2028-07-05"), lambda: plan("Sari", FINAL, at="SDN 1")
        yield from self._principal("Budi", "SDN 1", "2028-01-04")
        yield local("2028-03-10"), lambda: people.done("Sari", StageId.B, as_appraised=True)
        yield local("2028-06-10"), lambda: people.done("Budi", StageId.F_G, as_appraised=True)
        submitted = PlanStatus.MENUNGGU_PERSETUJUAN
        yield local("2028-07-12"), lambda: plan("Budi", submitted, at="SDN 1", role=Role.KS)
        yield from self._principal("Budi", "SDN 1", "2028-07-20")
        yield local("2028-09-20"), lambda: people.done("Sari", StageId.B, as_appraised=True)
        yield local("2028-10-05"), lambda: people.done("Budi", StageId.B, as_appraised=True)

    def _second_school(self) -> Iterator[Happening]:
        people = self.people
        plan = people.plan
        yield local("2028-01-10", "10.00"), lambda: plan("Made", PlanStatus.MENUNGGU_PERSETUJUAN, at="SDN 2")
        yield local("2028-01-18", "10.00"), lambda: plan("Made", PlanStatus.PERLU_PERBAIKAN)
        yield local("2028-01-28", "12.00"), lambda: plan("Made", PlanStatus.MENUNGGU_PERSETUJUAN)
        yield local("2028-01-29", "12.00"), lambda: plan("Made", FINAL)
        for day, stage in zip(("02-02", "03-02", "04-02", "06-03"), OWN_STAGES, strict=True):
            yield local(f"2028-{day}", "03.00"), lambda stage=stage: people.done("Made", stage)
        off = {**SETTING, "is_on": False}
        yield local("2028-07-02"), lambda: people.set_up(reminder_setting, "Made", **off)
        yield from self._principal("Wayan", "SDN 2", "2028-01-04")
        yield local("2028-03-02", "03.00"), lambda: people.done("Made", StageId.B, as_appraised=True)
        yield local("2028-06-03", "03.00"), lambda: people.done("Made", StageId.F_G, as_appraised=True)
        yield _july(Zone.WITA), lambda: people.change("Wayan", retired_at=people.now)

    def _third_school(self) -> Iterator[Happening]:
        people = self.people
        yield local("2028-01-05", "10.00"), lambda: people.plan("Maria", PlanStatus.DISETUJUI, at="SDN 3")
        yield local("2028-02-03", "10.00"), lambda: people.plan("Maria", FINAL)
        yield local("2028-02-10"), lambda: people.done("Maria", *OWN_STAGES)
        yield _july(Zone.WIT), lambda: people.change("Maria", erased_at=people.now)
        yield from self._principal("Yosef", "SDN 3", "2028-01-04")
        yield local("2028-03-01", "12.00"), lambda: people.done("Maria", StageId.B, as_appraised=True)
        yield local("2028-06-01", "12.00"), lambda: people.done("Maria", StageId.F_G, as_appraised=True)
        lead = update(membership).where(membership.c.role == Role.KS).values(ended_at=_july(Zone.WIT))
        yield (
            _july(Zone.WIT),
            lambda: people.write(lead.where(membership.c.person_id == people.ids["Yosef"])),
        )

    def _late_school(self) -> Iterator[Happening]:
        people = self.people
        yield local("2028-04-10", "10.00", Zone.WITA), self._join_late
        yield from self._principal("Rina", "SDN 4", "2028-04-11")
        yield local("2028-05-10", "10.00"), lambda: people.plan("Dodi", FINAL, at="SDN 4")
        yield local("2028-05-16", "10.00"), self._mute
        yield _july(Zone.WITA), lambda: people.change("Dodi", retired_at=people.now)
        gone = update(channel_account).values(reachable=False)
        yield (
            _july(Zone.WITA),
            lambda: people.write(gone.where(channel_account.c.person_id == people.ids["Rina"])),
        )

    def _alone(self) -> Iterator[Happening]:
        people, own = self.people, reminder_setting.c
        yield local("2028-01-04"), lambda: people.plan("Eka", FINAL)
        done = (StageId.A, StageId.C, StageId.D)
        yield local("2028-01-04"), lambda: people.done("Eka", *done)
        evening = local("2028-06-15", "18.00", Zone.WIT)
        yield evening, lambda: people.snooze("Eka", StageId.E, "2028-06-16")
        fewer = update(reminder_setting).values(opening=False, overdue=False)
        yield _july(Zone.WIT), lambda: people.write(fewer.where(own.person_id == people.ids["Eka"]))

    def _principal(self, name: str, school: str, day: str) -> Iterator[Happening]:
        """The own plan of a KS is final, and the own stages are done with it."""
        at = local(day, "10.00")
        yield at, lambda: self.people.plan(name, FINAL, at=school, role=Role.KS)
        yield at + timedelta(seconds=1), lambda: self.people.done(name, *OWN_STAGES)

    async def _join_late(self) -> None:
        await self.people.school("SDN 4", Zone.WITA)
        await self.people.join("Rina", Role.KS, "SDN 4")
        await self.people.join("Dodi", Role.GURU, "SDN 4")

    async def _mute(self) -> None:
        for stage in (StageId.A, StageId.C):
            given = {"person_id": self.people.ids["Dodi"], "period": "2028-S1", "stage": stage}
            await self.people.write(insert(stage_mute).values(given))


def _july(zone: Zone) -> datetime:
    return local("2028-07-01", "06.00", zone)


def _ticks(last_day: str) -> Iterator[datetime]:
    day = datetime(2028, 1, 1, tzinfo=UTC)
    while f"{day:%Y-%m-%d}" <= last_day:
        for hour in TICKS:
            now = local(f"{day:%Y-%m-%d}", hour)
            if not OUTAGE[0] <= now < OUTAGE[1]:
                yield now
            elif now < OUTAGE[1] <= now + timedelta(hours=2):
                yield OUTAGE[1]
        day += timedelta(days=1)


def _what(payload: dict[str, object]) -> str:
    """Such as `A overdue, D days_3`."""
    if "school_id" in payload:
        return f"{payload['stage']} {str(payload['occasion']).removeprefix('group_')}"
    dues = [f"{stage} {occasion}" for stage, occasion in payload["dues"]]
    return ", ".join([*dues, *(["digest"] if payload["digest"] else [])])
