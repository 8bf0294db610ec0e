"""The bench of faults notices what it is there for."""

from pathlib import Path

from sqlalchemy import Connection

from bot.simulator import Settings
from bot.simulator.world import World
from bot.store.database import Database
from bot.store.outbox import enqueue
from bot.store.sessions import first_time, save_session, store_failed_update
from bot.store.sessions import lock_session as begin_session
from tests.bench.faults.ledger import check_ledger
from tests.bench.faults.people import OPERATOR_ID, People
from tests.bench.faults.school import BOT_ID
from tests.bench.faults.told import Told
from tests.bench.faults.troubles import Happening
from tests.bench.faults.verdict import Verdict

CHAT = 5001


def shown(seq: int, revision: int, *, call: int = 1, data: str = "") -> dict[str, object]:
    """The server's record of a new message, a screen unless its button says otherwise."""
    button = {"text": "Ya", "callback_data": data or f"p:{revision:x}:yes"}
    message = {"from_bot": True, "text": "Halo", "buttons": [[button]], "call_ids": [call], "version": 1}
    return {"seq": seq, "type": "message", "chat_id": CHAT, "message_id": seq, "message": message}


def judged(*events: dict[str, object], record: tuple[Happening, ...] = ()) -> Verdict:
    verdict = Verdict()
    calls = {1: {"time": 1000.0, "fault": None}, 2: {"time": 1005.0, "fault": "500"}}
    Told(events, calls, record, verdict)._check_order(CHAT, [(_revision(each), each) for each in events])
    return verdict


def _revision(event: dict[str, object]) -> int:
    return int(str(event["message"]).partition("p:")[2].partition(":")[0], 16)


def test_a_screen_that_comes_twice_needs_a_fault_at_its_first_call() -> None:
    assert len(judged(shown(1, 7), shown(2, 7)).unexplained) == 1
    assert len(judged(shown(1, 7, call=2), shown(2, 7)).explained) == 1
    killed, long_ago = Happening("kill -9 web", 1000.5, 1000.6), Happening("kill -9 web", 990.0, 990.1)
    assert judged(shown(1, 7), shown(2, 7), record=(killed,)).faults == []
    assert judged(shown(1, 7), shown(2, 7), record=(long_ago,)).is_bad
    orderly = Happening("another release deployed", 999.0, 1003.0)
    assert judged(shown(1, 7), shown(2, 7), record=(orderly,)).is_bad


def test_a_screen_that_comes_after_a_newer_one_without_a_fault_is_an_untruth() -> None:
    assert len(judged(shown(1, 8), shown(2, 7)).untruths) == 1
    assert len(judged(shown(1, 8), shown(2, 7, call=2)).overtaken) == 1


async def test_the_ledger_misses_updates_counts_revisions_and_knows_poison(
    database: Database, tmp_path: Path
) -> None:
    people = People(World(Settings(clock_file=tmp_path / "clock")), [])
    people.sent, people.poison = {1: CHAT, 2: CHAT, 3: CHAT}, {4: None}

    def write(conn: Connection) -> None:
        for update_id in (1, 2, 9):
            first_time(conn, BOT_ID, update_id)
        store_failed_update(conn, BOT_ID, 2, error="", payload={})
        begin_session(conn, BOT_ID, CHAT)
        save_session(conn, BOT_ID, CHAT, {"flow": "home"}, 5, None)
        row = {"bot_id": BOT_ID, "chat_id": OPERATOR_ID, "lane": 1, "kind": "update_failed"}
        enqueue(conn, [{**row, "dedup_key": "a", "payload": {}}])

    await database.transact(write)
    verdict = Verdict()
    await database.read(lambda conn: check_ledger(conn, people, verdict))
    assert verdict.losses == [
        "update 3 was not decided",
        "poison 4 was not kept",
        "update 2 was taken for poison",
        f"update_failed for {OPERATOR_ID}: PENDING, None",
    ]
    assert verdict.doubles == ["update 9 is nobody's", f"3 updates made 5 revisions in chat {CHAT}"]
