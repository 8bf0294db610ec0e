"""What takes long is rendered off the event loop, when no transaction is open any more."""

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import Connection

from bot.delivery.outbox import Notice
from bot.drawn import Drawn
from bot.i18n import Languages
from bot.notice_kinds import NOTICE_KINDS
from bot.notifier import Notifier
from bot.store.world import World
from tests.store.acting import Store

NOTICE = Notice(1, 2, "slow", {}, 1, "claim")


async def test_rendering_follows_the_transaction_in_a_thread(store: Store, languages: Languages) -> None:
    seen: list[tuple[bool, bool]] = []

    def load(conn: Connection, notice: Notice, world: World, spoken: Languages) -> Callable[[], Drawn]:
        def render() -> Drawn:
            is_apart = threading.current_thread() is not threading.main_thread()
            seen.append((conn.in_transaction(), is_apart))
            return Drawn("done", ())

        return render

    notifier = Notifier(store.database, languages, lambda: store.world, {"slow": load})
    assert await notifier.draw(NOTICE) == Drawn("done", ())
    assert seen == [(False, True)]


async def test_what_is_no_longer_true_is_not_rendered(store: Store, languages: Languages) -> None:
    notifier = Notifier(store.database, languages, lambda: store.world, {"slow": lambda *_: None})
    assert await notifier.draw(NOTICE) is None


async def test_whoever_waits_for_a_file_that_cannot_be_made_is_told_the_second_time(
    store: Store, languages: Languages
) -> None:
    def fail() -> Drawn:
        raise RuntimeError("no fonts")

    kinds = {**NOTICE_KINDS, "slow": lambda *_: fail}
    notifier = Notifier(store.database, languages, lambda: store.world, kinds)
    wanted = replace(NOTICE, payload={"person_id": None})
    with pytest.raises(RuntimeError):
        await notifier.draw(wanted)

    told = await notifier.draw(replace(wanted, attempts=2))
    assert told is not None
    assert "/lapor" in told.html
