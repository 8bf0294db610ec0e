"""A school whose teacher's plan is final, and a teacher in mode mandiri with a final plan too."""

from sqlalchemy import Connection

from bot.store.actor import Actor
from bot.store.effects import apply_effects
from bot.store.people import person_of
from conversations.effects import Authority, Effect, MovePlan
from conversations.execution_effects import SaveRating
from conversations.execution_facts import RatingSource
from conversations.facts import EventKind, Plan, Zone
from conversations.people_effects import RegisterPerson
from conversations.rules.terms import PlanStatus, Rating, Role, SchoolLevel
from tests.e2e import seeding
from tests.faults.settling import WORLD, settle
from tests.faults.stage import BOT_ID, DEWI_ID, SRI_ID
from tests.faults.walk import Walk
from tests.journeys import RULES
from tests.steps import Step, Types
from tests.store.acting import agreement, approval

DEWI = "Dewi Anggraini, M.Pd."


async def settle_agreed(walk: Walk) -> None:
    """Ani's plan is agreed, and all but one aspect of it is rated; Dewi's was agreed outside."""
    ani = await settle(walk)
    sri, dewi = Actor(BOT_ID, str(SRI_ID), SRI_ID), Actor(BOT_ID, str(DEWI_ID), DEWI_ID)

    def work(conn: Connection) -> None:
        _apply(conn, sri, approval(seeding.submit_plan(conn, ani, WORLD)))
        _apply(conn, ani, agreement(_plan(conn, ani)))
        _apply(conn, sri, _rated(_plan(conn, ani)))
        wish = RegisterPerson(DEWI, "id", Zone.WIB, Role.GURU, SchoolLevel.SD)
        seeding.register(conn, dewi, wish, "", WORLD)
        _apply(conn, dewi, _agreed_outside(seeding.write_plan(conn, dewi, WORLD, seeding.CONTENT)))

    await walk.database.transact(work)
    await walk.calm(await walk.act(Step("dewi", Types("/start"), ())))


def _apply(conn: Connection, actor: Actor, effect: Effect) -> None:
    person_id = person_of(conn, actor.channel, actor.external_id)
    assert person_id is not None
    apply_effects(conn, (effect,), actor.registered(person_id), WORLD)


def _plan(conn: Connection, actor: Actor) -> Plan:
    plan = seeding.facts_of(conn, actor, WORLD).own_plan
    assert plan is not None
    return plan


def _rated(plan: Plan) -> SaveRating:
    aspects = {aspect.id: Rating.MEETS for aspect in RULES.practice_aspects[1:]}
    behaviors = {behavior.id: Rating.MEETS for behavior in RULES.work_behaviors}
    source, overall = RatingSource.APPRAISER, (Rating.ABOVE, Rating.MEETS)
    return SaveRating(plan.id, None, source, aspects, behaviors, *overall, note="")


def _agreed_outside(plan: Plan) -> MovePlan:
    final, kind = PlanStatus.DISEPAKATI, EventKind.AGREED_OUTSIDE
    return MovePlan(plan.id, plan.version, plan.status, final, kind, Authority.OWNER)
