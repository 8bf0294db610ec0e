"""Two schools, and the ways in which somebody leaves one of them."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, update

from bot.store.actor import Actor
from bot.store.tables import join_request, outbox, school
from conversations.facts import EndReason, Plan
from conversations.people_effects import DecideRequest, JoinSchool, LeaveSchool, RemoveMember, Retire
from conversations.rules.terms import PlanStatus, Role
from tests.store.acting import School, Store, agreement, approval, draft, request

HERE, THERE = "20100001", "20100002"
DRAFT, WAITING, NEEDS_REVISION, APPROVED, AGREED = (
    PlanStatus.BELUM_DIAJUKAN,
    PlanStatus.MENUNGGU_PERSETUJUAN,
    PlanStatus.PERLU_PERBAIKAN,
    PlanStatus.DISETUJUI,
    PlanStatus.DISEPAKATI,
)


@dataclass(frozen=True)
class Places:
    """Budi leads Ani and Sari at the first school, Citra leads the second."""

    here: School
    citra: Actor
    here_id: int
    there_id: int


async def two_schools(store: Store, here: School) -> Places:
    """The places, with Citra's school beside the first one."""
    citra = await store.enroll(9, "Citra", Role.KS, THERE)
    here_id, there_id = [(await store.facts(who)).memberships[0].school.id for who in (here.budi, citra)]
    return Places(here, citra, here_id, there_id)


async def plan_with(store: Store, places: Places, status: PlanStatus) -> Plan:
    """Ani's plan in a status, with an open request for a change where there can be one."""
    ani, budi = places.here.ani, places.here.budi
    if status is DRAFT:
        await store.do(ani, draft())
        return await store.plan(ani)
    plan = await store.submit(ani)
    if status is NEEDS_REVISION:
        await store.do(budi, request(plan, "Tambah seminar"))
    if status in (APPROVED, AGREED):
        await store.do(budi, approval(plan))
    if status is AGREED:
        await store.do(ani, agreement(await store.plan(ani)))
    if status in (WAITING, APPROVED):
        await store.ask_change(await store.plan(ani), ani)
    return await store.plan(ani)


async def moves_to(store: Store, places: Places) -> None:
    """Ani takes a link of the second school."""
    invite_id = await store.invite_id(await store.invite(Role.GURU, THERE))
    await store.do(places.here.ani, JoinSchool(invite_id, from_school_id=places.here_id))


async def told(store: Store, kind: str) -> list[int]:
    """The chats to which a notice of that kind goes."""
    return [int(str(row["chat_id"])) for row in await store.rows(outbox) if row["kind"] == kind]


async def change_school(store: Store, school_id: int, **values: Any) -> None:
    changed = update(school).where(school.c.id == school_id).values(values)
    await store.database.transact(lambda conn: conn.execute(changed))


async def ask_to_join(store: Store, who: Actor, school_id: int) -> DecideRequest:
    asked = insert(join_request).values(
        person_id=who.person_id, school_id=school_id, state="pending", asked_at=store.world.now
    )
    request_id = await store.database.transact(
        lambda conn: conn.execute(asked.returning(join_request.c.id)).scalar_one()
    )
    return DecideRequest(request_id, is_accepted=True)


async def leaves(store: Store, places: Places) -> None:
    await store.do(places.here.ani, LeaveSchool(places.here_id, Role.GURU))


async def retires(store: Store, places: Places) -> None:
    await store.do(places.here.ani, Retire())


async def is_removed(store: Store, places: Places) -> None:
    ani_id = places.here.ani.known_id
    await store.do(places.here.budi, RemoveMember(ani_id, places.here_id, EndReason.REMOVED))
