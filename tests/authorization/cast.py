"""One of everybody: two schools, those who left them, and those who never belonged anywhere."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import Connection, Table

from bot.store.actor import Actor
from bot.store.groups import GroupPlace, see_group
from bot.store.school_groups import apply_group_effect
from bot.store.tables import (
    broadcast,
    evidence,
    group_invite,
    group_proposal,
    invite,
    join_request,
    problem_report,
    relink,
    school,
    unanswered_question,
)
from conversations.answers.effects import KeepQuestion, Why
from conversations.broadcast_effects import StartBroadcast
from conversations.broadcast_facts import Audience, AudienceKind
from conversations.execution_effects import ChooseTarget, KeepFile, ProposeObservation, SaveRating
from conversations.execution_facts import FileKind, RatingSource, SentFile
from conversations.facts import Plan
from conversations.groups.effects import GroupEffect, ProposeGroup
from conversations.people_effects import (
    EndReason,
    LeaveSchool,
    MakeRelink,
    RemoveMember,
    ReportProblem,
    RequestJoin,
)
from conversations.rules.plan import BehaviorChoice, PlanContent, RHKItem
from conversations.rules.terms import Capacity, Rating, Role
from conversations.school_effects import LinkGroup, MakeGroupLink, MakeInvite
from tests.store.acting import BOT_ID, Store, agreement, approval, draft, stranger, wish_of

HERE, THERE = "20100001", "20100002"
OPERATOR_ID = 99
FILE = SentFile("file-1", "unique-1", FileKind.PDF, "sertifikat.pdf", 1000)
PROPOSED_AT = datetime(2026, 9, 7, 2, 0, tzinfo=UTC)
# The group of the school HERE, of the school THERE, and one that `ks` was asked about.
GROUP, GROUP_THERE, GROUP_ASKED = (GroupPlace(BOT_ID, chat_id) for chat_id in (-701, -702, -703))


@dataclass(frozen=True)
class Everybody:
    """People by what they are, and what they could lay hands on: all of it belongs to the school HERE.

    `waiting`, `approved` and `unsent` are plans of `guru`, `colleague` and `drafter`, `final` the final one
    of `finisher` with a file and a date for its observation; `of_ks` is the waiting plan of `ks`. The request
    is that of `alone`, the report and the relink link are `guru`'s. The question and the link about a group
    are those of `ks`. The broadcast on its way is `other_ks`'s.
    """

    actors: dict[str, Actor]
    school_id: int
    waiting: Plan
    approved: Plan
    unsent: Plan
    final: Plan
    evidence_id: int
    of_ks: Plan
    request_id: int
    invite_id: int
    report_id: int
    relink_id: int
    proposal_id: int
    group_invite_id: int
    broadcast_id: int
    question_id: int

    def of(self, name: str) -> int:
        """The person's id."""
        return self.actors[name].known_id


async def gather(store: Store) -> Everybody:
    """Everybody, in a fresh database."""
    people = {
        "former_ks": await store.enroll(10, "Fajar", Role.KS, HERE),
        "guru": await store.enroll(11, "Ani", Role.GURU, HERE),
        "colleague": await store.enroll(12, "Sari", Role.GURU, HERE),
        "drafter": await store.enroll(13, "Dodi", Role.GURU, HERE),
        "finisher": await store.enroll(18, "Fitri", Role.GURU, HERE),
        "former_guru": await store.enroll(14, "Fani", Role.GURU, HERE),
        "penilai": await store.enroll(15, "Pia", Role.APPRAISER, HERE),
        "former_penilai": await store.enroll(16, "Pita", Role.APPRAISER, HERE),
        "other_ks": await store.enroll(20, "Bela", Role.KS, THERE),
        "other_guru": await store.enroll(21, "Bimo", Role.GURU, THERE),
        "other_penilai": await store.enroll(22, "Pram", Role.APPRAISER, THERE),
        "alone": await store.register(30, wish_of("Mira")),
    }
    people["ks"] = await store.enroll(17, "Budi", Role.KS, HERE)
    people["stranger"] = stranger(40)
    people["operator"] = replace(stranger(OPERATOR_ID), is_operator=True)
    school_id = next(row["id"] for row in await store.rows(school) if row["npsn"] == HERE)
    assert isinstance(school_id, int)
    await store.do(people["ks"], RemoveMember(people["former_guru"].known_id, school_id, EndReason.REMOVED))
    await store.do(people["former_penilai"], LeaveSchool(school_id, Role.APPRAISER))
    rules = store.world.rule_sets["pmm_2024"]
    behaviors = tuple(BehaviorChoice(aspect.id, aspect.choices[0].id) for aspect in rules.work_behaviors)
    content = PlanContent("g1", (RHKItem(1, 2), RHKItem(2, 2)), (), behaviors)
    approved = await store.submit(people["colleague"], content)
    await store.do(people["ks"], approval(approved))
    await store.do(people["drafter"], draft(content))
    await store.do(people["ks"], approval(await store.submit(people["finisher"], content)))
    await store.do(people["finisher"], agreement(await store.plan(people["finisher"])))
    await store.do(people["alone"], RequestJoin(school_id))
    await store.do(people["ks"], MakeInvite(school_id, Role.GURU, 20))
    await store.do(people["guru"], ReportProblem("Tombol tidak jalan"))
    await store.do(people["operator"], MakeRelink(people["guru"].known_id))
    await store.do(people["guru"], KeepQuestion("Kapan cair?", "id", None, Why.UNANSWERED))
    await _give_groups(store, people["ks"], school_id, people["other_ks"])
    return Everybody(
        actors=people,
        school_id=school_id,
        waiting=await store.submit(people["guru"], content),
        approved=await store.plan(people["colleague"]),
        unsent=await store.plan(people["drafter"]),
        final=await _begin_half_year(store, people["finisher"], people["ks"]),
        evidence_id=await _newest(store, evidence),
        of_ks=await store.submit(people["ks"], replace(content, practice="k1")),
        request_id=await _newest(store, join_request),
        invite_id=await _newest(store, invite),
        report_id=await _newest(store, problem_report),
        relink_id=await _newest(store, relink),
        proposal_id=await _newest(store, group_proposal),
        group_invite_id=await _newest(store, group_invite),
        broadcast_id=await _broadcast(store, people["other_ks"]),
        question_id=await _newest(store, unanswered_question),
    )


async def in_group(store: Store, actor: Actor, place: GroupPlace, effect: GroupEffect) -> None:
    """Apply what a command in a group has led to."""

    def work(conn: Connection) -> None:
        see_group(conn, place, "Grup guru", store.world)
        apply_group_effect(conn, effect, place, actor, store.world)

    await store.database.transact(work)


async def _begin_half_year(store: Store, owner: Actor, ks: Actor) -> Plan:
    """A file, a tick and a proposed date by the owner, complete ratings by the KS."""
    plan = await store.plan(owner)
    rules = store.world.rule_sets["pmm_2024"]
    ratings = {aspect.id: Rating.MEETS for aspect in rules.practice_aspects}
    behaviors = {aspect.id: Rating.MEETS for aspect in rules.work_behaviors}
    overall = (Rating.MEETS, Rating.MEETS)
    await store.do(
        owner,
        KeepFile(plan.id, FILE),
        ChooseTarget(plan.id, 0, is_chosen=True),
        ProposeObservation(plan.id, None, PROPOSED_AT, Capacity.OWNER),
    )
    await store.do(ks, SaveRating(plan.id, None, RatingSource.APPRAISER, ratings, behaviors, *overall, ""))
    return plan


async def _give_groups(store: Store, ks: Actor, school_id: int, other_ks: Actor) -> None:
    there_id = next(row["id"] for row in await store.rows(school) if row["npsn"] == THERE)
    assert isinstance(there_id, int)
    for actor, place, of_school in ((ks, GROUP, school_id), (other_ks, GROUP_THERE, there_id)):
        await in_group(store, actor, place, ProposeGroup(of_school))
        await store.do(actor, LinkGroup(await _newest(store, group_proposal), of_school))
    await store.do(ks, MakeGroupLink(school_id))
    await in_group(store, ks, GROUP_ASKED, ProposeGroup(school_id))


async def _broadcast(store: Store, other_ks: Actor) -> int:
    there_id = (await store.facts(other_ks)).memberships[0].school.id
    await store.do(other_ks, StartBroadcast(Audience(AudienceKind.MEMBERS, there_id), "Rapat"))
    return await _newest(store, broadcast)


async def _newest(store: Store, table: Table) -> int:
    newest = (await store.rows(table))[-1]["id"]
    assert isinstance(newest, int)
    return newest
