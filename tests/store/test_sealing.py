"""With keys nothing that people typed can be read in the database itself, and everything works as without."""

from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import String, Table, Text, cast, select, text, update

from bot.reencrypting import rewrite
from bot.store.columns import Base, SealedJson, SealedText
from bot.store.database import Database
from bot.store.exporting import load_export
from bot.store.sealing import Keyring, KeysError, new_key, parse_keys
from bot.store.sealing_keys import sealed_columns
from bot.store.sessions import lock_session, read_session, save_session, store_failed_update
from bot.store.tables import (
    failed_update,
    performance_plan,
    person,
    plan_event,
    question_wording,
    sealing_key,
)
from bot.store.world import World
from conversations.answers.effects import KeepQuestion, Why
from conversations.people_effects import ErasePerson, ReportProblem
from conversations.rules.cycle import RuleCalendar, parse_rule_set_map
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import PlanStatus, Role
from tests.store.acting import BOT_ID, LESS, Store, agreement, approval, request, revision, stranger

OLD, NEW = (parse_keys(new_key())[0] for _ in range(2))
TYPED = (
    "Pembina pramuka",
    "Mencoba hal baru",
    "Mohon tambah bukti",
    "Tombolnya macet",
    "naskah setengah jadi",
)


@pytest.fixture
async def stores(database_url: str, rule_sets: Mapping[str, RuleSet]) -> AsyncIterator[Any]:
    """The same database, opened with these keys."""
    opened: list[Database] = []
    now = datetime(2026, 8, 10, 1, 30, tzinfo=UTC)
    world = World(now, rule_sets, RuleCalendar(parse_rule_set_map("*=pmm_2024")))

    async def with_keys(*keys: bytes, seals: bool = True) -> Store:
        opened.append(Database.open(database_url, Keyring(keys, seals=seals) if keys else None))
        await opened[-1].upgrade()
        return Store(opened[-1], world)

    yield with_keys
    for database in opened:
        await database.close()


async def live(store: Store) -> None:
    """Everything that people type, in the ways in which it is written."""
    budi = await store.enroll(1, "Budi", Role.KS, "20100001")
    ani = await store.enroll(2, "Ani", Role.GURU, "20100001")
    plan = await store.submit(ani)
    await store.do(budi, request(plan, "Mohon tambah bukti"))
    await store.do(ani, ReportProblem("Tombolnya macet"))
    await store.do(ani, KeepQuestion("Kapan pramuka cair?", "id", None, Why.UNANSWERED))
    await store.do(ani, KeepQuestion("Kapan pramuka cair?", "id", None, Why.UNANSWERED))
    state = {"flow": "home", "v": 1, "data": {"draft": "naskah setengah jadi"}, "word": None}
    payload = {"message": {"text": "naskah setengah jadi"}}

    def write(conn: Any) -> None:
        lock_session(conn, BOT_ID, 2)
        save_session(conn, BOT_ID, 2, state, 1, None)
        store_failed_update(conn, BOT_ID, 7, error="KeyError", payload=payload)

    await store.database.transact(write)


async def dump(store: Store) -> str:
    """Every cell of every table as the database itself has it."""

    def read(conn: Any) -> str:
        cells: list[str] = []
        for table in Base.metadata.sorted_tables:
            columns = [cast(column, Text) for column in table.c]
            cells += [str(cell) for row in conn.execute(select(*columns)) for cell in row]
        return "\n".join(cells)

    return await store.database.read(read)


async def shows(store: Store) -> None:
    """Everything reads as it was typed."""
    ani = stranger(2).registered(await person_id(store, "Ani"))
    plan = await store.plan(ani)
    assert [duty.text for duty in plan.content.duties if duty.text] == ["Pembina pramuka"]
    assert "Mencoba hal baru" in [choice.text for choice in plan.content.behaviors]
    assert plan.revision_note == "Mohon tambah bukti"
    assert [event.note for event in plan.history if event.note] == ["Mohon tambah bukti"]
    row = await store.database.read(lambda conn: read_session(conn, BOT_ID, 2))
    assert row is not None
    assert row.state is not None
    assert row.state["data"] == {"draft": "naskah setengah jadi"}
    [failed] = await store.rows(failed_update)
    assert failed["payload"] == {"message": {"text": "naskah setengah jadi"}}
    [wording] = await store.rows(question_wording)
    assert (wording["text"], wording["asked"]) == ("Kapan pramuka cair?", 2)


async def person_id(store: Store, name: str) -> int:
    query = select(person.c.id).where(person.c.name == name)
    return await store.database.read(lambda conn: int(conn.execute(query).scalar_one()))


async def test_nothing_that_was_typed_can_be_read_in_the_database(stores: Any) -> None:
    store = await stores(NEW)
    await live(store)
    written = await dump(store)

    assert [typed for typed in (*TYPED, "pramuka") if typed in written] == []
    assert "\x02" in written
    await shows(store)


async def test_the_copy_of_the_own_data_is_in_clear_words_and_erasing_finds_every_trace(stores: Any) -> None:
    store = await stores(NEW)
    await live(store)
    ani = stranger(2).registered(await person_id(store, "Ani"))
    found = await store.database.read(lambda conn: load_export(conn, ani.known_id, store.world))
    assert [typed for typed in TYPED if typed not in str(found)] == ["naskah setengah jadi"][:0]

    await store.do(ani, ErasePerson())
    everything = [row for table in Base.metadata.sorted_tables for row in await store.rows(table)]
    assert [typed for typed in ("Pembina pramuka", "Tombolnya macet") if typed in str(everything)] == []


async def test_plans_go_their_whole_way_with_keys(stores: Any) -> None:
    store = await stores(NEW)
    budi = await store.enroll(1, "Budi", Role.KS, "20100001")
    ani = await store.enroll(2, "Ani", Role.GURU, "20100001")
    plan = await store.submit(ani)
    await store.do(budi, request(plan, "Mohon tambah bukti"))
    await store.ask_change(await store.submit_again(ani), ani)
    asked = await store.plan(ani)
    assert asked.change_note == "Mohon diubah"
    await store.do(budi, revision(asked, LESS))
    await store.do(budi, approval(await store.plan(ani)))
    await store.do(ani, agreement(await store.plan(ani)))
    final = await store.plan(ani)
    assert (final.status, final.content, final.change_note) == (PlanStatus.DISEPAKATI, LESS, "")
    assert any(row["changes"] for row in await store.rows(plan_event))


async def test_what_was_plain_stays_readable_and_is_encrypted_on_demand(stores: Any) -> None:
    plain = await stores()
    await live(plain)
    store = await stores(NEW)
    await shows(store)

    assert await rewrite(store.database) > len(TYPED)
    assert await rewrite(store.database) == 0
    written = await dump(store)
    assert [typed for typed in TYPED if typed in written] == []
    await shows(store)


async def test_keys_change_and_the_old_one_can_go_once_nothing_needs_it(stores: Any) -> None:
    await live(await stores(OLD))
    with pytest.raises(KeysError, match="ENCRYPTION_KEYS lacks the key"):
        await stores(NEW)
    both = await stores(NEW, OLD)
    await shows(both)
    assert await rewrite(both.database) > len(TYPED)

    store = await stores(NEW)
    await shows(store)
    assert len(await store.rows(sealing_key)) == 1


async def test_without_its_keys_an_encrypted_database_is_refused_until_it_is_plain(stores: Any) -> None:
    await live(await stores(NEW))
    with pytest.raises(KeysError, match="ENCRYPTION_KEYS is missing"):
        await stores()
    await rewrite((await stores(NEW, seals=False)).database)

    await shows(await stores())


async def test_a_text_that_was_moved_to_another_column_is_noticed(stores: Any) -> None:
    store = await stores(NEW)
    await live(store)
    moved = "UPDATE performance_plan SET change_note = revision_note WHERE revision_note <> ''"
    await store.database.transact(lambda conn: conn.execute(text(moved)))
    with pytest.raises(KeysError, match="change_note was changed"):
        await store.rows(performance_plan)


async def test_what_only_looks_encrypted_is_plain(stores: Any) -> None:
    store = await stores()
    await live(store)
    fake = update(performance_plan).values(revision_note="\x02beef.x")
    await store.database.transact(lambda conn: conn.execute(fake))
    [plan] = await (await stores(NEW)).rows(performance_plan)
    assert plan["revision_note"] == "\x02beef.x"


def test_every_column_of_typed_texts_is_encrypted_and_named_by_its_place() -> None:
    places = {
        f"{table.name}.{column.name}" for table, columns in sealed_columns().items() for column in columns
    }
    named = {column.type.place for columns in sealed_columns().values() for column in columns}
    assert named == places
    plain = {column for table in Base.metadata.sorted_tables for column in typed(table)}
    assert plain == {
        *("person.name", "school.name", "outbox.dedup_key", "outbox.error", "failed_update.error"),
        "unanswered_question.nearest",
    }, "a new text column is typed by somebody, or belongs here"


def typed(table: Table) -> list[str]:
    """Texts of any length that are not encrypted."""
    kinds = [(column, column.type) for column in table.c]
    return [
        f"{table.name}.{column.name}"
        for column, kind in kinds
        if isinstance(kind, Text) and not isinstance(kind, SealedText | SealedJson)
    ]


@pytest.mark.parametrize("wrong", ["x", "", "AAAA", "A" * 40, "A" * 43 + "=,", "\x00"])
def test_what_is_no_key_is_refused_without_being_repeated(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"key \d is not base64 of 32 bytes") as refused:
        parse_keys(wrong)
    assert not wrong or wrong not in str(refused.value)


def test_keys_are_read_in_both_forms_of_base64_and_not_twice() -> None:
    key = new_key()
    assert parse_keys(key) == parse_keys(key.translate(str.maketrans("+/", "-_")))
    with pytest.raises(ValueError, match="twice"):
        parse_keys(f"{key}, {key}")


def test_without_keys_texts_pass_as_they_are() -> None:
    database = Database.open("sqlite:///:memory:")
    kind = performance_plan.c.revision_note.type
    dialect = database._backend.dialect
    plain = String()
    assert kind.dialect_impl(dialect).bind_processor(dialect) is plain.bind_processor(dialect)
    assert kind.dialect_impl(dialect).result_processor(dialect, None) is plain.result_processor(dialect, None)
