"""People, schools and plans straight into a database, and what happens to them as time goes by."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Table, insert, select, update

from bot.store.database import Database
from bot.store.tables import (
    channel_account,
    group_chat,
    membership,
    outbox,
    performance_plan,
    person,
    plan_event,
    school,
    school_group,
    snooze,
    stage_entry,
)
from bot.store.world import World
from conversations.facts import EventKind, Zone
from conversations.rules.cycle import Period, RuleCalendar, parse_rule_set_map
from conversations.rules.regulation import RuleSet
from conversations.rules.reminders import WorkCalendar
from conversations.rules.terms import Capacity, PlanStatus, Role, SchoolLevel, StageId

BOT_ID = 77
OWN_STAGES = (StageId.A, StageId.C, StageId.D, StageId.E)
LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)


def local(day: str, hour: str = "08.00", zone: Zone = Zone.WIB) -> datetime:
    """The instant of an hour of a day in a zone."""
    hours, minutes = map(int, hour.split("."))
    return datetime.combine(date.fromisoformat(day), time(hours, minutes), ZoneInfo(zone)).astimezone(UTC)


@dataclass
class People:
    """A database with the world's clock; each method is a fact that becomes true."""

    database: Database
    rule_sets: Mapping[str, RuleSet]
    work: WorkCalendar = field(default_factory=WorkCalendar)
    now: datetime = LONG_AGO
    ids: dict[str, int] = field(default_factory=dict)
    schools: dict[str, int] = field(default_factory=dict)

    def world(self) -> World:
        calendar = RuleCalendar(parse_rule_set_map("*=pmm_2024"))
        return World(self.now, self.rule_sets, calendar, work=self.work)

    @property
    def period(self) -> str:
        return Period.of(self.now.astimezone(ZoneInfo(Zone.WIB)).date()).key

    async def write(self, statement: Any) -> Any:
        return await self.database.transact(lambda conn: conn.execute(statement).rowcount)

    async def rows(self, table: Table) -> list[Mapping[str, Any]]:
        query = select(table).order_by(*table.primary_key.columns)
        return list(await self.database.read(lambda conn: conn.execute(query).mappings().all()))

    async def school(
        self, name: str, zone: Zone | None, *, is_plt: bool = False, hour: int | None = None
    ) -> int:
        values = {
            "npsn": f"{20100001 + len(self.schools)}",
            "name": name,
            "level": SchoolLevel.SD,
            "zone": zone,
            "led_by_plt": is_plt,
            "reminder_hour": hour,
        }
        made = insert(school).values(values).returning(school.c.id)
        self.schools[name] = await self.database.transact(lambda conn: conn.execute(made).scalar_one())
        return self.schools[name]

    async def join(self, name: str, role: Role, at: str | None, zone: Zone = Zone.WIB) -> int:
        """Somebody new, at a school unless `at` is None."""

        def work(conn: Connection) -> int:
            made = insert(person).values(
                name=name,
                language="id",
                zone=zone,
                role=role,
                school_level=SchoolLevel.SD,
                consented_at=self.now,
                consent_version=1,
            )
            person_id: int = conn.execute(made.returning(person.c.id)).scalar_one()
            account = {"channel": "telegram", "external_id": str(person_id), "person_id": person_id}
            conn.execute(insert(channel_account).values(**account, chat_id=1000 + person_id, reachable=True))
            if at is not None:
                place = {"person_id": person_id, "school_id": self.schools[at], "role": role}
                conn.execute(insert(membership).values(**place, started_at=self.now))
            return person_id

        self.ids[name] = await self.database.transact(work)
        return self.ids[name]

    async def change(self, name: str, **values: Any) -> None:
        await self.write(update(person).where(person.c.id == self.ids[name]).values(values))

    async def plan(
        self, name: str, status: PlanStatus, *, at: str | None = None, role: Role = Role.GURU, note: str = ""
    ) -> None:
        """The plan of the present half-year comes to a status."""
        own = performance_plan.c
        changed = {"status": status, "version": own.version + 1, "change_note": note}
        if status is PlanStatus.MENUNGGU_PERSETUJUAN:
            changed["submitted_at"] = self.now
        mine = (own.person_id == self.ids[name], own.period == self.period)

        def work(conn: Connection) -> None:
            if conn.execute(update(performance_plan).where(*mine).values(changed)).rowcount:
                return
            given = {
                "person_id": self.ids[name],
                "school_id": None if at is None else self.schools[at],
                "period": self.period,
                "rule_set": "pmm_2024",
                "role": role,
                "level": SchoolLevel.SD,
                "revision_note": "",
            }
            conn.execute(insert(performance_plan).values({**given, **changed, "version": 1}))

        await self.database.transact(work)

    async def ask_change(self, name: str) -> None:
        """The owner asks for a change of the plan."""
        own = performance_plan.c
        mine = (own.person_id == self.ids[name], own.period == self.period)

        def work(conn: Connection) -> None:
            noted = update(performance_plan).where(*mine).values(change_note="Mohon diubah")
            row = conn.execute(noted.returning(own.id, own.status)).one()
            told = {"plan_id": row.id, "at": self.now, "kind": EventKind.CHANGE_REQUESTED, "note": ""}
            conn.execute(insert(plan_event).values(**told, from_status=row.status, to_status=row.status))

        await self.database.transact(work)

    async def done(self, name: str, *stages: StageId, as_appraised: bool = False) -> None:
        """Stages of somebody's plan are done: by themselves, or by who appraises them."""
        capacity = Capacity.APPRAISER if as_appraised else Capacity.OWNER
        common = {"person_id": self.ids[name], "period": self.period, "capacity": capacity}
        for stage in stages:
            await self.write(insert(stage_entry).values(**common, stage=stage, done_at=self.now))

    async def snooze(self, name: str, stage: str, day: str) -> None:
        given = {"person_id": self.ids[name], "period": self.period, "stage": stage, "day": day}
        await self.write(insert(snooze).values(given))

    async def set_up(self, table: Table, name: str, **values: Any) -> None:
        """A row about somebody, such as a setting."""
        await self.write(insert(table).values(person_id=self.ids[name], **values))

    async def link_group(self, name: str, chat_id: int) -> None:
        """The group of a school."""
        common = {"bot_id": BOT_ID, "chat_id": chat_id}
        await self.write(insert(group_chat).values(**common, title=name, is_inside=True, seen_at=self.now))
        await self.write(
            insert(school_group).values(**common, school_id=self.schools[name], linked_at=self.now)
        )

    async def enqueued(self) -> list[Mapping[str, Any]]:
        return await self.rows(outbox)
