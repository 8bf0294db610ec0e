"""Who is told that the own predikat can be read now, because the last document has come."""

from dataclasses import replace

from bot.store.actor import Actor
from bot.store.facts import load_facts
from bot.store.tables import outbox
from conversations.effects import NoticeKind
from conversations.execution_effects import CollectDocument, ReleaseRating, SaveRating, TellOfPredicates
from conversations.execution_facts import RatingSource
from conversations.facts import Needs
from conversations.notice_screens import notice_screen
from conversations.rules.terms import Rating, Role
from tests.conversations.onboarding.talking import text_of
from tests.store.acting import CONTENT, PERIOD, School, Store, agreement, approval


async def rated(store: Store, school: School, owner: Actor, *, is_released: bool) -> int:
    """The owner's final plan with a rating."""
    await store.do(school.budi, approval(await store.submit(owner, replace(CONTENT, duties=()))))
    await store.do(owner, agreement(await store.plan(owner)))
    plan = await store.plan(owner)
    rules, meets = store.world.rule_sets[plan.rule_set], Rating.MEETS
    aspects = {aspect.id: meets for aspect in rules.practice_aspects}
    behaviors = {behavior.id: meets for behavior in rules.work_behaviors}
    source = RatingSource.APPRAISER
    await store.do(school.budi, SaveRating(plan.id, None, source, aspects, behaviors, meets, meets, ""))
    if is_released:
        await store.do(school.budi, ReleaseRating(plan.id, 1))
    return plan.id


async def told(store: Store) -> list[object]:
    rows = await store.rows(outbox)
    return [row["chat_id"] for row in rows if row["kind"] == NoticeKind.PREDICATE_SHOWN]


async def test_whoever_waited_only_for_this_document_is_told_once(store: Store, school: School) -> None:
    plan_id = await rated(store, school, school.ani, is_released=True)
    await rated(store, school, school.sari, is_released=False)
    led = (await store.facts(school.budi)).memberships[0].school.id
    first = CollectDocument(PERIOD, Role.GURU, "K3", True, school_id=led)
    last = replace(first, code="K5")

    await store.do(school.budi, first, TellOfPredicates(PERIOD, led, (Role.GURU,), "K3"))
    assert await told(store) == [], "another document is still missing"

    tell = TellOfPredicates(PERIOD, led, (Role.GURU,), "K5")
    await store.do(school.budi, last, tell)
    await store.do(school.budi, replace(last, is_collected=False))
    assert await drawn(store, school.ani, plan_id) is None, "it is hidden again"
    await store.do(school.budi, last, tell)

    assert await told(store) == [school.ani.chat_id]
    screen = await drawn(store, school.ani, plan_id)
    assert screen is not None
    assert "can be read now" in screen
    assert await drawn(store, school.budi, plan_id) is None


async def drawn(store: Store, reader: Actor, plan_id: int) -> str | None:
    """What the notice says to a reader."""
    needs = Needs(plan_id=plan_id, execution=True)
    facts = await store.database.read(
        lambda conn: load_facts(conn, person_id=reader.person_id, needs=needs, world=store.world)
    )
    screen = notice_screen(NoticeKind.PREDICATE_SHOWN, facts)
    return None if screen is None else text_of(screen)
