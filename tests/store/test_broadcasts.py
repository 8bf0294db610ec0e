"""Broadcasts: to whom, once each, whatever happens in between; and what is left of them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, update

from bot.broadcast_notices import draw_broadcast, draw_broadcast_report
from bot.broadcasting import Broadcaster
from bot.delivery.outbox import Notice
from bot.i18n import load_languages
from bot.store.actor import Actor
from bot.store.broadcast_progress import enqueue_chunk, strike_off
from bot.store.database import ConflictError
from bot.store.exporting import load_export
from bot.store.outbox import OutboxState
from bot.store.people import set_reachable
from bot.store.sessions import lock_session, read_session, save_session
from bot.store.tables import audit_event, broadcast, outbox, person
from conversations.broadcast_effects import StartBroadcast, StopBroadcast
from conversations.broadcast_facts import Audience, AudienceKind, Broadcast, BroadcastState, Receivers, Tally
from conversations.broadcasting.state import BroadcastingState, Place
from conversations.facts import Needs, Zone
from conversations.people_effects import ErasePerson, LeaveSchool
from conversations.rules.terms import Role, SchoolLevel, StageId
from conversations.session import Session, dump_session
from tests.store.acting import BOT_ID, School, Store, agreement, approval, stranger, wish_of

TO_SCHOOL = Audience(AudienceKind.MEMBERS, 1)
TO_ALL = Audience(AudienceKind.EVERYBODY)
RAPAT = StartBroadcast(TO_SCHOOL, "Rapat pukul 10.\nMohon hadir & tepat waktu.")
OPERATOR = replace(stranger(99), is_operator=True)
LANGUAGES = load_languages()


@pytest.fixture
def store(store: Store) -> Store:
    store.world = replace(store.world, operator_ids=frozenset({99}))
    return store


async def told(store: Store) -> list[object]:
    """The chats of those who are in the outbox for a broadcast, in order."""
    return [row["chat_id"] for row in await store.rows(outbox) if row["kind"] == "broadcast"]


async def settle(store: Store, **state: Any) -> None:
    """What waits for a broadcast has come to this."""
    waiting = (outbox.c.kind == "broadcast", outbox.c.state == OutboxState.PENDING)
    await store.database.transact(lambda conn: conn.execute(update(outbox).where(*waiting).values(**state)))


async def look(store: Store) -> None:
    """One look of the process that gets broadcasts on."""

    async def redraw() -> None:
        """There is no screen here."""

    world, nothing = (lambda: store.world), (lambda: None)
    await Broadcaster(store.database, BOT_ID, world, on_enqueued=nothing, redraw=redraw).look()


async def latest(store: Store, actor: Actor) -> Broadcast:
    """What its maker sees of it."""
    known = (await store.facts(actor, Needs(broadcasting=True))).broadcasting
    assert known is not None
    found = known.mass if actor.is_operator else known.own
    assert found is not None
    return found


async def drawn(store: Store, index: int = 0) -> str | None:
    """What the receiver of a row reads now."""
    row = [row for row in await store.rows(outbox) if str(row["kind"]).startswith("broadcast")][index]
    payload = row["payload"]
    assert isinstance(payload, Mapping)
    assert isinstance(row["chat_id"], int)
    notice = Notice(1, row["chat_id"], "broadcast", payload, 1, "claim")
    draw = draw_broadcast if row["kind"] == "broadcast" else draw_broadcast_report
    made = await store.database.read(lambda conn: draw(conn, notice, store.world, LANGUAGES))
    return None if made is None else made.html


async def block(store: Store, actor: Actor) -> None:
    await store.database.transact(lambda conn: set_reachable(conn, actor.chat_id, False))


async def test_everybody_at_the_school_is_told_once_but_not_who_writes(store: Store, school: School) -> None:
    await store.enroll(20, "Tono", Role.KS, "20100002")
    await store.do(school.budi, RAPAT)
    assert await told(store) == [school.ani.chat_id, school.sari.chat_id]
    text = "<b>Dari kepala sekolah SDN Contoh</b>\n\nRapat pukul 10.\nMohon hadir &amp; tepat waktu."
    assert await drawn(store) == text
    assert [row["kind"] for row in await store.rows(audit_event)][-1] == "broadcast_started"


async def test_who_joins_later_is_not_told(store: Store, school: School) -> None:
    await store.do(school.budi, RAPAT)
    store.world = replace(store.world, now=store.world.now + timedelta(minutes=1))
    await store.enroll(21, "Dewi", Role.GURU, "20100001")
    await look(store)
    assert await told(store) == [school.ani.chat_id, school.sari.chat_id]


async def test_a_broadcast_written_down_in_parts_goes_on_where_a_crash_left_it(
    store: Store, school: School
) -> None:
    await store.do(school.budi, RAPAT)
    begun = {"state": BroadcastState.FILLING, "upto": 0}
    await store.database.transact(lambda conn: conn.execute(update(broadcast).values(begun)))
    await store.database.transact(lambda conn: conn.execute(outbox.delete()))

    def crash(conn: Connection) -> None:
        enqueue_chunk(conn, 1, 1)
        raise KeyError

    assert not await store.database.transact(lambda conn: enqueue_chunk(conn, 1, 1))
    with pytest.raises(KeyError):
        await store.database.transact(crash)
    assert await told(store) == [school.ani.chat_id]
    await look(store)
    assert await told(store) == [school.ani.chat_id, school.sari.chat_id]


async def test_who_has_blocked_the_assistant_is_counted_and_named_to_the_principal(
    store: Store, school: School
) -> None:
    await block(store, school.sari)
    asked = Needs(broadcasting=True, broadcast_to=TO_SCHOOL)
    known = (await store.facts(school.budi, asked)).broadcasting
    assert known is not None
    assert known.receivers == Receivers(2, 1)
    await store.do(school.budi, RAPAT)
    assert (await latest(store, school.budi)).tally == Tally(unreachable=1, waiting=1)
    await settle(store, state=OutboxState.SENT)
    await look(store)
    found = await latest(store, school.budi)
    assert (found.state, found.tally) == (BroadcastState.FINISHED, Tally(sent=1, unreachable=1))
    assert found.unreached == ("Sari",)


async def test_the_report_says_what_failed_on_the_way(store: Store, school: School) -> None:
    await store.do(school.budi, RAPAT)
    await settle(store, state=OutboxState.FAILED, error="BadRequest: something")
    await block(store, school.ani)
    await look(store)
    assert (await latest(store, school.budi)).tally == Tally(unreachable=1, failed=1)


async def test_one_a_time_and_so_many_a_day(store: Store, school: School) -> None:
    for _ in range(store.world.broadcasts_a_day):
        await store.do(school.budi, RAPAT)
        with pytest.raises(ConflictError):
            await store.do(school.budi, RAPAT)
        await settle(store, state=OutboxState.SENT)
        await look(store)
    with pytest.raises(ConflictError):
        await store.do(school.budi, RAPAT)
    store.world = replace(store.world, now=store.world.now + timedelta(days=1))
    await store.do(school.budi, RAPAT)


async def test_what_has_not_left_is_stopped_and_what_is_on_its_way_is_not_drawn(
    store: Store, school: School
) -> None:
    await store.do(school.budi, RAPAT)
    in_flight = {"claim": "c" * 32, "due_at": 9_000_000_000_000}
    of_ani = outbox.c.chat_id == school.ani.chat_id
    await store.database.transact(lambda conn: conn.execute(update(outbox).where(of_ani).values(in_flight)))
    await store.do(school.budi, StopBroadcast(1))
    with pytest.raises(ConflictError):
        await store.do(school.budi, StopBroadcast(1))
    await look(store)
    assert (await latest(store, school.budi)).tally == Tally(stopped=1, waiting=1)
    assert await drawn(store) is None
    await settle(store, state=OutboxState.SENT)
    await look(store)
    found = await latest(store, school.budi)
    assert (found.state, found.tally) == (BroadcastState.STOPPED, Tally(sent=1, stopped=1))


async def test_striking_off_goes_in_parts(store: Store, school: School) -> None:
    await store.do(school.budi, RAPAT, StopBroadcast(1))
    assert [await store.database.transact(lambda conn: strike_off(conn, 1, 1)) for _ in range(3)] == [
        False,
        False,
        True,
    ]


async def test_a_principal_who_was_replaced_tells_nobody_any_more(store: Store, school: School) -> None:
    await store.do(school.budi, RAPAT)
    await store.enroll(30, "Tono", Role.KS, "20100001")
    assert await drawn(store) is None
    await look(store)
    found = await latest(store, school.budi)
    assert (found.state, found.tally.stopped) == (BroadcastState.STOPPED, 2)


async def test_others_neither_start_nor_stop_it(store: Store, school: School) -> None:
    for actor in (school.ani, OPERATOR):
        with pytest.raises(ConflictError):
            await store.do(actor, RAPAT)
    await store.do(school.budi, RAPAT)
    for actor in (school.ani, OPERATOR):
        with pytest.raises(ConflictError):
            await store.do(actor, StopBroadcast(1))


async def test_a_penilai_writes_to_the_principals_of_the_own_schools(store: Store, school: School) -> None:
    tono = await store.enroll(20, "Tono", Role.KS, "20100002")
    await store.enroll(21, "Bela", Role.KS, "20100003")
    token = await store.invite(Role.APPRAISER, "20100001")
    pia = await store.register(
        40, replace(wish_of("Pia", Role.APPRAISER), invite_id=await store.invite_id(token))
    )
    wish = StartBroadcast(Audience(AudienceKind.PRINCIPALS), "Laporan ditunggu.")
    await store.do(pia, wish)
    assert await told(store) == [school.budi.chat_id]
    assert tono.chat_id not in await told(store)
    assert await drawn(store) == "<b>Dari penilai Anda, Pia</b>\n\nLaporan ditunggu."
    await store.do(pia, LeaveSchool(1, Role.APPRAISER))
    assert await drawn(store) is None


async def test_operators_write_to_everybody_without_being_anybody(store: Store, school: School) -> None:
    alone = await store.register(50, wish_of("Mira"))
    await store.do(OPERATOR, StartBroadcast(TO_ALL, "Pemeliharaan malam ini."))
    everybody = [school.budi, school.ani, school.sari, alone]
    assert await told(store) == [actor.chat_id for actor in everybody]
    assert await drawn(store) == "<b>Dari operator</b>\n\nPemeliharaan malam ini."
    await settle(store, state=OutboxState.SENT)
    await look(store)
    found = await latest(store, OPERATOR)
    assert (found.tally, found.unreached) == (Tally(sent=4), ())
    reports = [row for row in await store.rows(outbox) if row["kind"] == "broadcast_report"]
    assert [row["chat_id"] for row in reports] == [99]
    report = await drawn(store, -1)
    assert report is not None
    assert "Terkirim: <b>4</b> dari 4" in report


@pytest.mark.parametrize(
    ("audience", "names"),
    [
        (replace(TO_ALL, role=Role.KS), {"Budi"}),
        (replace(TO_ALL, role=Role.GURU), {"Ani", "Sari", "Mira"}),
        (replace(TO_ALL, zone=Zone.WIT), {"Budi", "Ani", "Sari"}),
        (replace(TO_ALL, level=SchoolLevel.SMP, zone=Zone.WIB), {"Mira"}),
        (replace(TO_ALL, level=SchoolLevel.SMP, zone=Zone.WITA), set()),
        (replace(TO_ALL, stage=StageId.SKP), {"Budi", "Sari", "Mira"}),
        (replace(TO_ALL, stage=StageId.A), {"Budi", "Ani", "Sari", "Mira"}),
        (replace(TO_ALL, stage=StageId.B), {"Budi"}),
        (replace(TO_ALL, role=Role.GURU, stage=StageId.SKP), {"Sari", "Mira"}),
    ],
)
async def test_operators_choose_by_level_role_zone_and_stage(
    store: Store, school: School, audience: Audience, names: set[str]
) -> None:
    mira = replace(wish_of("Mira"), zone=Zone.WIB, school_level=SchoolLevel.SMP)
    await store.register(50, mira)
    await store.do(school.budi, approval(await store.submit(school.ani)))
    await store.do(school.ani, agreement(await store.plan(school.ani)))
    known = (await store.facts(OPERATOR, Needs(broadcasting=True, broadcast_to=audience))).broadcasting
    assert known is not None
    assert known.receivers == Receivers(len(names))
    await store.do(OPERATOR, StartBroadcast(audience, "Halo."))
    payloads = [row["payload"] for row in await store.rows(outbox) if row["kind"] == "broadcast"]
    ids = {payload["person_id"] for payload in payloads if isinstance(payload, Mapping)}
    assert {row["name"] for row in await store.rows(person) if row["id"] in ids} == names


async def test_whoever_erases_themselves_leaves_no_text_and_tells_nobody_any_more(
    store: Store, school: School
) -> None:
    await store.do(school.budi, RAPAT)
    export = await store.database.read(lambda conn: load_export(conn, school.budi.known_id, store.world))
    assert export is not None
    assert [made["text"] for made in export["broadcasts_made"]] == [RAPAT.text]
    await store.do(school.budi, ErasePerson())
    assert await drawn(store) is None
    await look(store)
    [row] = await store.rows(broadcast)
    assert (row["text"], row["chat_id"], row["state"]) == ("", 0, BroadcastState.STOPPED)
    assert [row["chat_id"] for row in await store.rows(outbox) if row["kind"] == "broadcast_report"] == []


async def test_who_watches_sees_it_in_place_and_gets_no_message(store: Store, school: School) -> None:
    await stands(store, school.budi, Place.PROGRESS)
    await store.do(school.budi, RAPAT)
    long_ago = update(broadcast).values(shown_at=0)
    await store.database.transact(lambda conn: conn.execute(long_ago))
    await look(store)
    assert await shown(store, school.budi) == (3, 2)
    await settle(store, state=OutboxState.SENT)
    await look(store)
    revision, shown_revision = await shown(store, school.budi)
    assert (revision, shown_revision) == (4, 2)
    assert "broadcast_report" not in [row["kind"] for row in await store.rows(outbox)]


async def test_who_does_something_else_is_left_alone_until_the_report(store: Store, school: School) -> None:
    await stands(store, school.budi, Place.WRITE)
    await store.do(school.budi, RAPAT)
    await store.database.transact(lambda conn: conn.execute(update(broadcast).values(shown_at=0)))
    await look(store)
    await settle(store, state=OutboxState.SENT)
    await look(store)
    await look(store)
    assert await shown(store, school.budi) == (3, 3)
    reports = [row for row in await store.rows(outbox) if row["kind"] == "broadcast_report"]
    assert [row["chat_id"] for row in reports] == [school.budi.chat_id]


async def stands(store: Store, actor: Actor, place: Place) -> None:
    """Somebody stands there, and has been shown it."""

    def work(conn: Connection) -> None:
        lock_session(conn, BOT_ID, actor.chat_id)
        state = dump_session(Session("broadcasting", 1, BroadcastingState(place=place).dump()))
        save_session(conn, BOT_ID, actor.chat_id, state=state, revision=3, screen_message_id=7)
        conn.exec_driver_sql("UPDATE session SET shown_revision = 3")

    await store.database.transact(work)


async def shown(store: Store, actor: Actor) -> tuple[int, int]:
    """The revision of somebody's screen, and the one that was shown."""
    row = await store.database.read(lambda conn: read_session(conn, BOT_ID, actor.chat_id))
    assert row is not None
    return row.revision, row.shown_revision
