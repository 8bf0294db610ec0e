"""What is there before a test begins: people, schools and plans, written through the product's store."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.links import Links
from bot.store.actor import TELEGRAM, Actor
from bot.store.effects import apply_effects
from bot.store.facts import load_facts
from bot.store.invites import create_invite, load_invite
from bot.store.new_schools import register_schools
from bot.store.people import person_of
from bot.store.world import World
from conversations.effects import Authority, Effect, MovePlan, NoticeKind, NotifySupervisors, SavePlan
from conversations.facts import EventKind, Facts, Needs, Plan
from conversations.people_effects import RegisterPerson
from conversations.rules.plan import BehaviorChoice, PlanContent, RHKItem
from conversations.rules.terms import PlanStatus, Role
from tests.journeys import RULES

LINKS = Links("asisten_kinerja_bot", b"a key for tests")
NPSN, SCHOOL = "20100001", "SDN Contoh 1"
OTHER_NPSN, OTHER_SCHOOL = "20100002", "SDN Contoh 2"

# RHK 1 x 2 and RHK 2 x 2 are the 32 points that a plan needs at least.
CONTENT = PlanContent(
    practice="g1",
    rhk=(RHKItem(1, 2), RHKItem(2, 2)),
    behaviors=tuple(BehaviorChoice(aspect.id, aspect.choices[0].id) for aspect in RULES.work_behaviors),
)


def make_token(conn: Connection, now: datetime, role: Role, npsn: str, school: str, uses: int) -> str:
    """A link's token, made as the operator's command line makes it."""
    made = create_invite(
        conn,
        role=role,
        school_ids=register_schools(conn, [npsn], school if role is Role.KS else ""),
        uses=uses,
        links=LINKS,
        now=now,
        expires_at=now + timedelta(days=7),
        created_by=None,
    )
    return made.token


def register(conn: Connection, actor: Actor, wish: RegisterPerson, token: str, world: World) -> None:
    """Somebody has answered the first questions, with a link's token unless it is empty."""
    invite_id = load_invite(conn, world.now, token=token, invite_id=None).id if token else None
    known = RegisterPerson(
        name=wish.name,
        language=wish.language,
        zone=wish.zone,
        role=wish.role,
        school_level=wish.school_level,
        invite_id=invite_id,
        is_plt=wish.is_plt,
    )
    apply_effects(conn, (known,), actor, world)


def facts_of(conn: Connection, actor: Actor, world: World) -> Facts:
    """Everything about somebody, with the history of the own plan."""
    person_id = person_of(conn, TELEGRAM, actor.external_id)
    return load_facts(conn, person_id=person_id, needs=Needs(history=True), world=world)


def write_plan(conn: Connection, actor: Actor, world: World, content: PlanContent) -> Plan:
    """A teacher has filled a plan in."""
    facts = facts_of(conn, actor, world)
    person = facts.person
    assert person is not None
    wish = SavePlan(
        facts.period, facts.current_rule_set, person.role, person.school_level, content, version=None
    )
    return _applied(conn, actor, world, wish)


def submit_plan(conn: Connection, actor: Actor, world: World) -> Plan:
    """A teacher has submitted the plan; the principals' notices wait in the outbox."""
    facts = facts_of(conn, actor, world)
    plan, school = facts.own_plan, facts.school
    assert plan is not None
    assert school is not None
    moved = MovePlan(
        plan.id,
        plan.version,
        plan.status,
        PlanStatus.MENUNGGU_PERSETUJUAN,
        EventKind.SUBMITTED,
        Authority.OWNER,
        school_id=school.id,
    )
    told = NotifySupervisors(NoticeKind.PLAN_SUBMITTED, plan.id, plan.version + 1)
    return _applied(conn, actor, world, moved, told)


def _applied(conn: Connection, actor: Actor, world: World, *effects: Effect) -> Plan:
    person_id = person_of(conn, TELEGRAM, actor.external_id)
    assert person_id is not None
    apply_effects(conn, effects, actor.registered(person_id), world)
    plan = facts_of(conn, actor, world).own_plan
    assert plan is not None
    return plan
