"""What operators may know, and what people and operators tell each other."""

from dataclasses import replace

import pytest
from sqlalchemy import delete, update

from bot.store.actor import Actor
from bot.store.database import ConflictError
from bot.store.people import set_reachable
from bot.store.tables import audit_event, failed_update, membership, outbox, person, problem_report
from conversations.facts import FoundPerson, Needs
from conversations.people_effects import AnswerReport, PersonNoticeKind, ReportProblem
from conversations.rules.terms import PlanStatus, Role, SchoolLevel
from tests.store.acting import BOT_ID, School, Store, stranger, wish_of

OPERATOR = Actor(BOT_ID, "900", 900, is_operator=True)


@pytest.fixture
def operators(store: Store) -> Store:
    """The store of a product with two operators, neither of whom is registered."""
    store.world = replace(store.world, operator_ids=frozenset({900, 901}))
    return store


async def test_a_school_is_known_by_its_people_and_nothing_else(operators: Store, school: School):
    await operators.submit(school.ani)
    await operators.database.transact(lambda conn: set_reachable(conn, school.sari.chat_id, False))
    card = (await operators.facts(OPERATOR, Needs(npsn="20100001"))).school_card
    assert card is not None
    assert (card.school.npsn, card.leader_name) == ("20100001", "Budi")
    assert [(one.name, one.role, one.is_reachable) for one in card.members] == [
        ("Ani", Role.GURU, True),
        ("Budi", Role.KS, True),
        ("Sari", Role.GURU, False),
    ]
    assert {(one.status, one.nudged_today) for one in card.members} == {(None, False)}


async def test_who_has_several_roles_at_a_school_is_listed_once(operators: Store, school: School):
    also = {"person_id": school.budi.person_id, "role": Role.APPRAISER}
    stay = {"school_id": 1, "started_at": operators.world.now, "ended_at": None}
    await operators.database.transact(lambda conn: conn.execute(membership.insert().values(**also, **stay)))
    card = (await operators.facts(OPERATOR, Needs(npsn="20100001"))).school_card
    assert card is not None
    assert [one.role for one in card.members if one.name == "Budi"] == [Role.KS]


async def test_who_has_left_is_not_listed(operators: Store, school: School):
    left = update(membership).where(membership.c.person_id == school.ani.person_id)
    await operators.database.transact(lambda conn: conn.execute(left.values(ended_at=operators.world.now)))
    card = (await operators.facts(OPERATOR, Needs(npsn="20100001"))).school_card
    assert card is not None
    assert card.member(school.ani.known_id) is None
    found = (await operators.facts(OPERATOR, Needs(person_name="ANI"))).found_people
    assert found == (FoundPerson(school.ani.known_id, "Ani", Role.GURU, SchoolLevel.SD),)


async def test_people_of_a_school_or_erased_are_not_found_by_name(operators: Store, school: School):
    assert (await operators.facts(OPERATOR, Needs(person_name="Ani"))).found_people == ()
    gone = await operators.register(50, wish_of("Élan"))
    assert len((await operators.facts(OPERATOR, Needs(person_name="Élan"))).found_people) == 1
    erased = update(person).where(person.c.id == gone.person_id).values(erased_at=operators.world.now)
    await operators.database.transact(lambda conn: conn.execute(erased))
    assert (await operators.facts(OPERATOR, Needs(person_name="Élan"))).found_people == ()


async def test_registered_schools_are_told_from_others(operators: Store, school: School):
    known = (await operators.facts(OPERATOR, Needs(npsns=("20109999", "20100001")))).known_schools
    assert [one.npsn for one in known] == ["20100001"]


async def test_health_counts_people_schools_plans_and_what_waits(operators: Store, school: School):
    await operators.submit(school.ani)
    await operators.do(school.sari, ReportProblem("Tidak bisa"))
    lost = {"bot_id": BOT_ID, "update_id": 1, "failed_at": 1, "error": "KeyError", "payload": {}}

    def trouble(conn):
        set_reachable(conn, school.sari.chat_id, False)
        conn.execute(failed_update.insert().values(**lost))

    await operators.database.transact(trouble)
    await operators.register(50, wish_of("Eko"))
    health = (await operators.facts(OPERATOR, Needs(health=True))).health
    assert health is not None
    assert (health.people, health.unreachable, health.schools, health.schools_without_ks) == (4, 1, 1, 0)
    assert health.plans == {status: int(status is PlanStatus.MENUNGGU_PERSETUJUAN) for status in PlanStatus}
    assert (health.outbox_waiting, health.outbox_failed, health.failed_updates) == (2, 0, 1)
    assert health.outbox_lanes == {"urgent": 0, "normal": 2, "retry": 0, "bulk": 0}
    assert (health.outbox_oldest_seconds < 60, health.outbox_sent_last_minute) == (True, 0)
    assert health.unanswered_reports == 1


async def test_what_operators_may_know_nobody_else_is_told(operators: Store, school: School):
    await operators.do(school.sari, ReportProblem("Tidak bisa"))
    everything = Needs(
        npsn="20100001",
        npsns=("20100001",),
        person_name="Ani",
        health=True,
        reports=True,
        report_id=1,
        made_for=("20100001", Role.KS),
        relink_for=school.ani.person_id,
    )
    for actor in (school.budi, school.ani, stranger(70)):
        facts = await operators.facts(actor, everything)
        told = (facts.school_card, facts.health, facts.report, facts.made_invite, facts.made_relink)
        assert told == (None,) * 5
        assert (facts.known_schools, facts.found_people, facts.reports) == ((), (), ())
    own = await operators.facts(school.sari, everything)
    assert own.report is not None
    assert own.report.text == "Tidak bisa"


async def test_a_report_is_told_to_every_operator_and_answered_once(operators: Store, school: School):
    await operators.do(school.ani, ReportProblem("Tidak bisa"))
    told = [(row["chat_id"], row["payload"]) for row in await operators.rows(outbox)]
    assert told == [(chat, {"person_id": None, "subject_id": 1}) for chat in (900, 901)]
    await operators.do(OPERATOR, AnswerReport(1, "Coba lagi"))
    with pytest.raises(ConflictError):
        await operators.do(OPERATOR, AnswerReport(1, "Sekali lagi"))
    (report,) = (await operators.facts(OPERATOR, Needs(reports=True))).reports
    assert (report.person_name, report.text, report.answer) == ("Ani", "Tidak bisa", "Coba lagi")
    answered = (await operators.rows(outbox))[-1]
    assert (answered["kind"], answered["chat_id"]) == (PersonNoticeKind.REPORT_ANSWERED, school.ani.chat_id)
    audited = [(row["kind"], row["by_operator"]) for row in await operators.rows(audit_event)][-2:]
    assert audited == [("problem_reported", False), ("report_answered", True)]


async def test_only_operators_answer(operators: Store, school: School):
    await operators.do(school.ani, ReportProblem("Tidak bisa"))
    for actor in (school.ani, school.budi, stranger(70)):
        with pytest.raises(ConflictError):
            await operators.do(actor, AnswerReport(1, "Ya"))


async def test_at_most_five_reports_of_a_person_wait(operators: Store, school: School):
    for number in range(5):
        await operators.do(school.ani, ReportProblem(f"Masalah {number}"))
    with pytest.raises(ConflictError):
        await operators.do(school.ani, ReportProblem("Masalah 6"))
    await operators.do(school.sari, ReportProblem("Masalah lain"))
    assert (await operators.facts(school.ani, Needs(open_reports=True))).open_reports == 5
    await operators.do(OPERATOR, AnswerReport(1, "Ya"))
    await operators.do(school.ani, ReportProblem("Masalah 6"))
    assert len(await operators.rows(problem_report)) == 7


async def test_reports_without_an_answer_come_first_and_the_oldest_at_the_top(
    operators: Store, school: School
):
    for actor in (school.ani, school.budi, school.sari):
        await operators.do(actor, ReportProblem("Masalah"))
    await operators.do(OPERATOR, AnswerReport(1, "Ya"))
    reports = (await operators.facts(OPERATOR, Needs(reports=True))).reports
    assert [report.id for report in reports] == [2, 3, 1]


async def test_a_report_that_is_gone_cannot_be_answered(operators: Store, school: School):
    await operators.do(school.ani, ReportProblem("Masalah"))
    await operators.database.transact(lambda conn: conn.execute(delete(problem_report)))
    with pytest.raises(ConflictError):
        await operators.do(OPERATOR, AnswerReport(1, "Ya"))
