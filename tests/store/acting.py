"""A short way to act on a database."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import Connection, Table, select

from bot.store.actor import Actor
from bot.store.database import Database
from bot.store.effects import apply_effects
from bot.store.facts import load_facts
from bot.store.invites import create_invite, load_invite
from bot.store.new_schools import register_schools
from bot.store.world import World
from conversations.effects import AskChange, Authority, Effect, MovePlan, ReviseContent, SavePlan
from conversations.facts import EventKind, Facts, InviteState, Needs, Plan, Zone
from conversations.people_effects import RegisterPerson
from conversations.rules.cycle import Period
from conversations.rules.plan import AdditionalDuty, BehaviorChoice, PlanContent, RHKItem
from conversations.rules.terms import PlanStatus, Role, SchoolLevel

BOT_ID = 77
PERIOD = Period(2026, 2)
CONTENT = PlanContent(
    practice="pembelajaran",
    rhk=(RHKItem(2, 2), RHKItem(1, 2)),
    duties=(AdditionalDuty("wali_kelas"), AdditionalDuty("lainnya", "Pembina pramuka")),
    behaviors=(
        BehaviorChoice("akuntabel", "tepat_waktu"),
        BehaviorChoice("adaptif", None, "Mencoba hal baru"),
    ),
)
LESS = PlanContent("disiplin", (RHKItem(7, 1),))


@dataclass
class Store:
    """A database together with the world's clock and rules."""

    database: Database
    world: World

    async def do(self, actor: Actor, *effects: Effect) -> int | None:
        """Apply effects as one turn."""
        return await self.database.transact(lambda conn: apply_effects(conn, effects, actor, self.world))

    async def facts(self, actor: Actor, needs: Needs | None = None) -> Facts:
        """What the actor's next event would be decided on."""
        return await self.database.transact(
            lambda conn: load_facts(
                conn,
                person_id=actor.person_id,
                needs=needs or Needs(),
                world=self.world,
                is_operator=actor.is_operator,
            )
        )

    async def plan(self, actor: Actor) -> Plan:
        """The actor's own plan with its history."""
        plan = (await self.facts(actor, Needs(history=True))).own_plan
        assert plan is not None
        return plan

    async def rows(self, table: Table) -> list[Mapping[str, object]]:
        """All rows of a table in the order of its primary key."""
        query = select(table).order_by(*table.primary_key.columns)
        rows = await self.database.transact(lambda conn: conn.execute(query).mappings().all())
        return [dict(row) for row in rows]

    async def invite(self, role: Role, npsn: str, name: str | None = None, uses: int = 1) -> str:
        """A token that is good for a day."""
        expires_at = self.world.now + timedelta(days=1)

        def work(conn: Connection) -> str:
            made = create_invite(
                conn,
                role=role,
                school_ids=register_schools(conn, [npsn], name or ""),
                uses=uses,
                links=self.world.links,
                now=self.world.now,
                expires_at=expires_at,
                created_by=None,
            )
            return made.token

        return await self.database.transact(work)

    async def invite_id(self, token: str) -> int:
        """The id behind a token."""
        now = self.world.now
        found = await self.database.transact(lambda conn: load_invite(conn, now, token=token, invite_id=None))
        assert found.state is InviteState.VALID
        assert found.id is not None
        return found.id

    async def register(self, user_id: int, wish: RegisterPerson) -> Actor:
        """Somebody who has just registered."""
        actor = stranger(user_id)
        person_id = await self.do(actor, wish)
        assert person_id is not None
        return actor.registered(person_id)

    async def enroll(self, user_id: int, name: str, role: Role, npsn: str, *, is_plt: bool = False) -> Actor:
        """Somebody who has registered with an invite to a school."""
        token = await self.invite(role, npsn, "SDN Contoh" if role is Role.KS else None)
        wish = replace(wish_of(name, role), invite_id=await self.invite_id(token), is_plt=is_plt)
        return await self.register(user_id, wish)

    async def submit(self, owner: Actor, content: PlanContent = CONTENT) -> Plan:
        """A started and submitted plan of the owner's present role."""
        await self.do(owner, replace(draft(content), role=(await self.facts(owner)).plan_role))
        plan = await self.plan(owner)
        school = (await self.facts(owner)).school
        await self.do(owner, submission(plan, school.id if school else None))
        return await self.plan(owner)

    async def submit_again(self, owner: Actor) -> Plan:
        """The plan that was sent back, submitted once more as it is."""
        plan = await self.plan(owner)
        await self.do(owner, submission(plan, plan.school.id if plan.school else None))
        return await self.plan(owner)

    async def ask_change(self, plan: Plan, owner: Actor) -> None:
        """Minta ubah."""
        await self.do(owner, AskChange(plan.id, plan.version, "Mohon diubah"))


def stranger(user_id: int) -> Actor:
    return Actor(BOT_ID, str(user_id), chat_id=user_id)


def wish_of(name: str, role: Role = Role.GURU) -> RegisterPerson:
    return RegisterPerson(name, "id", Zone.WIT, role, SchoolLevel.SD)


def draft(
    content: PlanContent = CONTENT, version: int | None = None, before: PlanContent = CONTENT
) -> SavePlan:
    """The teacher's draft: begun, or that version with `before` in it written anew."""
    known = PlanContent() if version is None else before
    return SavePlan(PERIOD, "pmm_2024", Role.GURU, SchoolLevel.SD, content, version, known)


def submission(plan: Plan, school_id: int | None) -> MovePlan:
    return MovePlan(
        plan.id,
        plan.version,
        plan.status,
        PlanStatus.MENUNGGU_PERSETUJUAN,
        EventKind.SUBMITTED,
        Authority.OWNER,
        school_id=school_id,
    )


def move(plan: Plan, to: PlanStatus, kind: EventKind, by: Authority, note: str = "") -> MovePlan:
    return MovePlan(plan.id, plan.version, plan.status, to, kind, by, note)


def approval(plan: Plan) -> MovePlan:
    return move(plan, PlanStatus.DISETUJUI, EventKind.APPROVED, Authority.SUPERVISOR)


def request(plan: Plan, note: str) -> MovePlan:
    return move(plan, PlanStatus.PERLU_PERBAIKAN, EventKind.REVISION_REQUESTED, Authority.SUPERVISOR, note)


def undo(plan: Plan) -> MovePlan:
    return move(plan, PlanStatus.MENUNGGU_PERSETUJUAN, EventKind.APPROVAL_UNDONE, Authority.SUPERVISOR)


def agreement(plan: Plan) -> MovePlan:
    return move(plan, PlanStatus.DISEPAKATI, EventKind.AGREED, Authority.OWNER)


def revision(plan: Plan, content: PlanContent = LESS) -> ReviseContent:
    return ReviseContent(plan.id, plan.version, content, EventKind.RHK_CHANGED)


@dataclass(frozen=True)
class School:
    """Budi leads Ani and Sari."""

    budi: Actor
    ani: Actor
    sari: Actor
