"""Questions that found no good answer: kept without the asker, counted together, read by operators."""

import asyncio
import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import DateTime, delete

from bot.store import tables
from bot.store.columns import UtcDateTime
from bot.store.database import ConflictError
from bot.store.exporting import load_export
from bot.store.questions import MOST_WORDINGS
from bot.store.tables import question_band, question_wording, unanswered_question
from conversations.answers.effects import FinishQuestion, KeepQuestion, Why
from conversations.facts import KeptQuestion, KeptQuestions, Needs
from conversations.people_effects import ErasePerson
from conversations.questions.state import PAGE_QUESTIONS
from tests.store.acting import School, Store, stranger

OPERATOR = replace(stranger(9), is_operator=True)
KEPT_TABLES = (unanswered_question, question_wording, question_band)


def asking(question: str, nearest: str | None = None, why: Why = Why.UNANSWERED) -> KeepQuestion:
    return KeepQuestion(question, "id", nearest, why)


async def listed(store: Store, page: int = 0) -> KeptQuestions:
    found = (await store.facts(OPERATOR, Needs(questions=page))).questions
    assert found is not None
    return found


async def opened(store: Store, question_id: int) -> KeptQuestion:
    found = (await store.facts(OPERATOR, Needs(question_id=question_id))).question
    assert found is not None
    return found


async def test_like_questions_are_counted_together_with_their_wordings(store: Store) -> None:
    for question in (
        "Kapan TPG cair?",
        "tpg kapan cair ya bu",
        "tpg kapan cair ya bu",
        "Cara ganti jenjang?",
    ):
        await store.do(stranger(1), asking(question))
    kept = (await listed(store)).questions
    assert [(one.text, one.asked) for one in kept] == [("Kapan TPG cair?", 3), ("Cara ganti jenjang?", 1)]
    assert (await opened(store, kept[0].id)).wordings == (("tpg kapan cair ya bu", 2), ("Kapan TPG cair?", 1))


async def test_the_reason_and_the_entry_tell_like_questions_apart(store: Store) -> None:
    for wish in (
        asking("Kapan cair?", "satu"),
        asking("Kapan cair?", "dua"),
        asking("Kapan cair?", "satu", Why.UNHELPFUL),
        asking("Kapan cair?", "dua", Why.UNHELPFUL),
        replace(asking("Kapan cair?"), language="en"),
    ):
        await store.do(stranger(1), wish)
    kept = {(one.why, one.nearest, one.language): one.asked for one in (await listed(store)).questions}
    assert kept == {
        ("unanswered", "dua", "id"): 2,
        ("unhelpful", "satu", "id"): 1,
        ("unhelpful", "dua", "id"): 1,
        ("unanswered", None, "en"): 1,
    }


async def test_the_last_day_is_that_of_the_world(store: Store) -> None:
    await store.do(stranger(1), asking("Kapan cair?"))
    later = replace(store, world=replace(store.world, now=store.world.now + timedelta(days=3)))
    await later.do(stranger(2), asking("kapan cair"))
    assert (await listed(store)).questions[0].last_day == date(2026, 8, 13)


async def test_who_asked_and_when_is_nowhere_kept(store: Store, school: School) -> None:
    audited = await store.rows(tables.audit_event)
    await store.do(school.ani, asking("Pak budi dan ani, NIP 198001012005011001, kapan cair?"))
    kept = [row for table in KEPT_TABLES for row in await store.rows(table)]
    told = json.dumps(kept)
    assert "[nama] dan [nama], NIP [nomor], kapan cair?" in told
    for secret in ("budi", "ani,", "198001012005011001"):
        assert secret not in told.lower()
    assert await store.rows(tables.audit_event) == audited


async def test_no_column_could_hold_who_asked_or_an_hour() -> None:
    for table in KEPT_TABLES:
        assert not any(isinstance(column.type, UtcDateTime | DateTime) for column in table.columns)
        assert {key.column.table for key in table.foreign_keys} <= {unanswered_question}
    numbers = {
        column.name for table in KEPT_TABLES for column in table.columns if column.type.python_type is int
    }
    assert numbers == {"id", "question_id", "asked", "band"}


async def test_a_copy_of_ones_data_holds_no_question_and_erasing_leaves_them(
    store: Store, school: School
) -> None:
    await store.do(school.ani, asking("Kapan cair?"))
    export = await store.database.read(lambda conn: load_export(conn, school.ani.known_id, store.world))
    assert "Kapan cair?" not in json.dumps(export)
    await store.do(school.ani, ErasePerson())
    assert (await listed(store)).count == 1


async def test_a_question_without_a_text_is_not_kept(store: Store) -> None:
    await store.do(stranger(1), asking(" \u200b\n"))
    assert (await listed(store)).count == 0


async def test_a_question_that_is_done_comes_back_when_it_is_asked_again(store: Store) -> None:
    for _ in range(3):
        await store.do(stranger(1), asking("Kapan cair?"))
    question_id = (await listed(store)).questions[0].id
    await store.do(OPERATOR, FinishQuestion(question_id))
    assert (await listed(store)).questions == ()
    assert (await opened(store, question_id)).is_done
    await store.do(stranger(1), asking("kapan cair"))
    assert [(one.id, one.asked) for one in (await listed(store)).questions] == [(question_id, 1)]


async def test_only_an_operator_is_done_with_a_question_and_only_once(store: Store, school: School) -> None:
    await store.do(school.ani, asking("Kapan cair?"))
    question_id = (await listed(store)).questions[0].id
    with pytest.raises(ConflictError):
        await store.do(school.ani, FinishQuestion(question_id))
    await store.do(OPERATOR, FinishQuestion(question_id))
    for of_nobody in (question_id, question_id + 1):
        with pytest.raises(ConflictError):
            await store.do(OPERATOR, FinishQuestion(of_nobody))


async def test_only_operators_read_them(store: Store, school: School) -> None:
    await store.do(school.ani, asking("Kapan cair?"))
    question_id = (await listed(store)).questions[0].id
    for actor in (school.ani, school.budi, stranger(8)):
        facts = await store.facts(actor, Needs(questions=0, question_id=question_id))
        assert facts.questions is None
        assert facts.question is None


async def test_the_most_asked_come_first_page_by_page_and_the_menu_counts_them(store: Store) -> None:
    different = ("cuti", "mutasi", "ijazah", "pensiun", "honorer", "zonasi", "beasiswa")
    for often, question in enumerate(different, start=1):
        await store.do(stranger(1), *[asking(question)] * often)
    first, second = await listed(store), await listed(store, 1)
    assert [one.text for one in (*first.questions, *second.questions)] == list(reversed(different))
    assert (first.count, first.pages, len(first.questions)) == (7, 2, PAGE_QUESTIONS)
    assert await listed(store, 99) == second
    health = (await store.facts(OPERATOR, Needs(health=True))).health
    assert health is not None
    assert health.open_questions == 7


async def test_like_questions_at_the_same_time_are_counted_together(store: Store) -> None:
    await asyncio.gather(*(store.do(stranger(n), asking("Kapan cair?")) for n in range(1, 5)))
    assert [one.asked for one in (await listed(store)).questions] == [4]


async def test_only_so_many_wordings_of_a_question_are_kept(store: Store) -> None:
    polite = ("bu", "pak", "kak", "mas", "mbak")
    wordings = [f"{one} {other} kapan cair" for one in polite for other in polite]
    await store.do(stranger(1), *map(asking, wordings))
    (kept,) = (await listed(store)).questions
    assert kept.asked == len(wordings)
    assert len((await opened(store, kept.id)).wordings) == MOST_WORDINGS


async def test_whatever_is_older_than_a_day_is_deleted_by_one_statement(store: Store) -> None:
    await store.do(stranger(1), asking("Kapan cair?"))
    await store.database.transact(
        lambda conn: conn.execute(
            delete(unanswered_question).where(unanswered_question.c.last_day < "2026-08-11")
        )
    )
    assert [await store.rows(table) for table in KEPT_TABLES] == [[], [], []]
