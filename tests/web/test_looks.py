"""Health, readiness and metrics: what they answer, what they cost, and what they never tell."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

import aiohttp
import pytest
from sqlalchemy import Connection, event, insert, text, update

from bot import wiring
from bot.delivery.budget import USUAL
from bot.settings import Settings as ProductSettings
from bot.simulator import Simulator
from bot.simulator.client import World
from bot.simulator.person import Person
from bot.store.clock_runs import note_tick
from bot.store.database import Database, now_ms
from bot.store.migrate import is_current
from bot.store.outbox import Lane, enqueue
from bot.store.pace import lock_pace
from bot.store.tables import outbox, session
from bot.store.vital_signs import VitalSigns, load_vital_signs
from tests.faults.fleet import free_ports
from tests.web.running import running

BOT, OTHER_BOT = 1, 2
NOW = datetime(2026, 7, 15, 1, 0, tzinfo=UTC)


def notice(number: int, lane: Lane, bot_id: int = BOT) -> dict[str, object]:
    return {
        "bot_id": bot_id,
        "chat_id": number,
        "lane": lane,
        "kind": "too_many_at_once",
        "dedup_key": f"{lane}/{number}",
        "payload": {},
    }


def fill(conn: Connection) -> None:
    enqueue(conn, [notice(1, Lane.URGENT), *(notice(n, Lane.BULK) for n in range(30))])
    enqueue(conn, [notice(1, Lane.NORMAL, OTHER_BOT)])
    conn.execute(update(outbox).where(outbox.c.chat_id == 0).values(written_at=now_ms(conn) - 90_000))
    for chat_id, age, shown in ((1, 60_000, 1), (2, 60_000, 2), (3, 0, 1)):
        row = {"bot_id": BOT, "chat_id": chat_id, "state": {}, "revision": 2, "shown_revision": shown}
        conn.execute(insert(session).values(**row, updated_at=now_ms(conn) - age))
    note_tick(conn, BOT, NOW, NOW)
    lock_pace(conn, BOT, USUAL)


async def signs(database: Database, now: datetime = NOW) -> VitalSigns:
    return await database.read(lambda conn: load_vital_signs(conn, BOT, now))


async def test_what_waits_and_for_how_long(database: Database) -> None:
    assert (await signs(database)).tick_age_seconds is None
    await database.transact(fill)
    found = await signs(database, NOW.replace(minute=2))
    assert {lane: waiting.count for lane, waiting in found.lanes.items()} == {
        "urgent": 1,
        "normal": 0,
        "retry": 0,
        "bulk": 30,
    }
    assert 90 <= found.lanes["bulk"].oldest_seconds < 120
    assert found.lanes["urgent"].oldest_seconds < 30
    assert found.screens_late == 1
    assert found.overdue_seconds == 120
    assert found.tick_age_seconds is not None
    assert found.tick_age_seconds < 30
    assert (found.pace_ahead_seconds, found.pace_blocked_seconds) == (0, 0)


async def test_it_costs_one_statement_however_much_waits(database: Database) -> None:
    await database.transact(fill)
    statements: list[str] = []

    def work(conn: Connection) -> None:
        def note(*of: object) -> None:
            statements.append(str(of[2]))

        event.listen(conn, "before_cursor_execute", note)
        load_vital_signs(conn, BOT, NOW)
        event.remove(conn, "before_cursor_execute", note)

    await database.read(work)
    assert len(statements) == 1


async def test_tables_are_current_when_they_are_the_newest_or_newer_than_the_program(
    database: Database,
) -> None:
    assert await database.read(is_current)
    for revision, expected in (("0001", False), ("9999_of_tomorrow", True)):
        await database.transact(
            lambda conn, to=revision: conn.execute(
                text("UPDATE alembic_version SET version_num = :to"), {"to": to}
            )
        )
        assert await database.read(is_current) is expected
    await database.transact(lambda conn: conn.execute(text("DELETE FROM alembic_version")))
    assert not await database.read(is_current)


async def get(port: int, path: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as client, client.get(f"http://127.0.0.1:{port}{path}") as answer:
        return answer.status, await answer.text()


def value(metrics: str, series: str) -> float:
    return next(
        float(line.rpartition(" ")[2]) for line in metrics.splitlines() if line.startswith(f"{series} ")
    )


async def test_a_conversation_is_counted_and_nothing_of_it_is_told(
    product: ProductSettings, world: World, ani: Person, port: int
) -> None:
    async with running(product, wiring.WEB):
        number = (await ani.say("rahasia besar"))["update_id"]
        await world.confirmed(number)
        await world.redeliver(number)
        await world.settled()
        code, metrics = await get(port, "/metrics")
    assert code == 200
    assert value(metrics, 'asisten_turn_seconds_count{outcome="decided"}') == 2
    assert value(metrics, 'asisten_turn_seconds_count{outcome="repeated"}') == 1
    assert value(metrics, 'asisten_webhook_requests_total{status="200"}') == 3
    assert value(metrics, 'asisten_screens_total{outcome="shown"}') >= 2
    assert value(metrics, 'asisten_api_calls_total{method="sendMessage",result="ok"}') >= 1
    assert value(metrics, "asisten_database_reachable") == 1
    for private in ("rahasia", "Ani", "Lestari", str(ani.id), product.token.partition(":")[2]):
        assert private not in metrics


async def test_it_is_ready_only_with_its_database(
    product: ProductSettings, simulator: Simulator, port: int
) -> None:
    async with running(product, wiring.WEB) as serving:
        assert await get(port, "/healthz") == (200, "ok\n")
        assert await get(port, "/readyz") == (200, "ready\n")
        await serving.database.transact(lambda conn: conn.execute(text("DELETE FROM alembic_version")))
        assert await get(port, "/readyz") == (503, "the database is to be upgraded\n")
        await serving.database.transact(lambda conn: conn.execute(text("DROP TABLE alembic_version")))
        await serving.database.transact(lambda conn: conn.execute(text("DROP TABLE clock_tick")))
        assert value((await get(port, "/metrics"))[1], "asisten_database_reachable") == 0
        assert (await get(port, "/healthz"))[0] == 200


async def test_it_answers_before_it_is_ready(
    product: ProductSettings, simulator: Simulator, port: int
) -> None:
    """The Bot API server does not answer yet: updates have to come again."""
    async with World(simulator.url) as world:
        await world.fault("500", method="getMe", times=1)
        made = wiring.build(product, wiring.WEB)
        starting = asyncio.create_task(made.start())
        await world.wait_for(lambda e: e["type"] == "fault" and e["method"] == "getMe")
        assert await get(port, "/readyz") == (503, "not ready yet\n")
        assert (await get(port, "/healthz"))[0] == 200
        await starting
        assert (await get(port, "/readyz"))[0] == 200
        await made.stop()


@pytest.mark.parametrize("roles", [wiring.EVERYTHING, wiring.WORKER, wiring.CLOCK])
async def test_every_process_shows_how_it_does_where_it_is_told(
    product: ProductSettings, simulator: Simulator, port: int, roles: Sequence[wiring.MakeRole]
) -> None:
    async with running(product.model_copy(update={"metrics_port": port}), roles):
        assert (await get(port, "/readyz"))[0] == 200
        assert "asisten_outbox_waiting" in (await get(port, "/metrics"))[1]
        assert (await get(port, "/telegram"))[0] == 404


async def test_with_a_port_of_its_own_for_metrics_the_open_one_does_not_show_them(
    product: ProductSettings, simulator: Simulator, port: int
) -> None:
    (other,) = free_ports(1)
    async with running(product.model_copy(update={"metrics_port": other}), wiring.WEB):
        assert (await get(port, "/metrics"))[0] == 404
        assert (await get(other, "/metrics"))[0] == 200
