"""What the logs tell: which message follows from which update, and nothing that anybody wrote."""

import json
import logging
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, literal, select

from bot.logs import set_up_logs
from bot.simulator.settings import DEFAULT_TOKEN
from bot.store.outbox import enqueue
from bot.store.tables import failed_update, outbox
from conversations import engine
from conversations.events import Event, Text
from conversations.facts import Facts
from conversations.rules.terms import PlanStatus
from conversations.session import Session, Step
from conversations.words import say
from tests.e2e.conftest import OPERATOR_ID
from tests.e2e.stage import Player, Stage
from tests.simulator.pictures import png

# Whatever somebody wrote holds one of these, and so would a log line that repeats it.
MARKS = ("rahasia", "kelinci", "geheim")
NAME = "Kelinci Rahasiawati, S.Pd."


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    root, hook = logging.getLogger(), sys.excepthook
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], sys.excepthook = handlers, hook
    root.setLevel(level)
    logging.captureWarnings(False)


def records(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


async def test_the_id_of_an_update_follows_it_to_the_messages_of_others(
    stage: Stage, sri: Player, ani: Player, capsys: pytest.CaptureFixture[str]
) -> None:
    await ani.has_plan()
    await ani.types("/rencana")
    await ani.presses(say("Ajukan"))
    set_up_logs("debug", "json")
    submitted = await ani.presses(say("Ya, ajukan"))
    await stage.everyone_reads(PlanStatus.MENUNGGU_PERSETUJUAN, ani, sri)

    lines = records(capsys)
    [notice] = [row for row in await stage.rows(outbox) if row["kind"] == "plan_submitted"]
    turn_id = notice["turn_id"]
    assert turn_id.startswith(f"{submitted.update_id}-")
    told = [line["message"] for line in lines if line.get("turn") == turn_id]
    assert any(message.startswith("screen ") for message in told)
    assert f"notice {notice['id']} was sent as message {notice['message_id']}" in told
    turns = {line["turn"] for line in lines if "turn" in line}
    assert len({turn.partition("-")[0] for turn in turns}) == len(turns) > 2


async def test_a_conversation_with_every_kind_of_trouble_leaves_no_word_of_it_in_the_logs(
    stage: Stage, sri: Player, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up_logs("debug", "json", [DEFAULT_TOKEN])
    operator = await stage.world.user("Operator", user_id=OPERATOR_ID)
    await operator.start()
    guru = await stage.teacher("kelinci", NAME)
    await guru.has_submitted()
    monkeypatch.setattr(engine, "advance", _failing(engine.advance))
    for text in ("rahasia biasa", "rahasia nilai", "rahasia kunci", "/start rahasia", "/rahasia"):
        await guru.types(text)
    await guru.person.upload(png(8, 8), "rahasia.png", photo=True, caption="rahasia foto")
    await guru.person.upload(b"%PDF-1.4", "rahasia.pdf", mime="application/pdf")
    await guru.forges("p:1:rahasia")
    for kind in ("garbage", "hangup_before"):
        await stage.world.fault(kind, method="sendMessage")
        await guru.types("/bantuan")
    await _database_trouble(stage)
    await sri.presses(say("Minta perbaikan"))
    await sri.types("rahasia: perbaiki RHK")
    await stage.settled()

    assert await stage.count(failed_update) == 2
    lines = records(capsys)
    assert {"error", "warning", "debug"} <= {line["level"] for line in lines}
    assert sum("trace" in line for line in lines) >= 3
    everything = json.dumps(lines, ensure_ascii=False).casefold()
    assert [mark for mark in MARKS if mark in everything] == []
    assert DEFAULT_TOKEN.partition(":")[2].casefold() not in everything


def _failing(advance: Any) -> Any:
    """An engine whose faults repeat what was typed, as those of libraries do."""

    def fails(session: Session, event: Event, facts: Facts) -> Step:
        if isinstance(event, Text) and event.text == "rahasia nilai":
            int(event.text)
        if isinstance(event, Text) and event.text == "rahasia kunci":
            raise KeyError(event.text)
        step: Step = advance(session, event, facts)
        return step

    return fails


async def _database_trouble(stage: Stage) -> None:
    """Statements with texts as parameters are refused, and the refusals logged."""

    text = MARKS[0]
    row = {"bot_id": 1, "chat_id": 1, "lane": 99, "kind": "x", "dedup_key": text, "payload": {}}
    works: tuple[Callable[[Connection], object], ...] = (
        lambda conn: enqueue(conn, [row]),
        lambda conn: conn.execute(select(literal(text).op("nothing")(text))),
    )
    for work in works:
        try:
            await stage.write(work)
        except Exception as exc:
            logging.getLogger("bot").exception("the database refused it", exc_info=exc)
