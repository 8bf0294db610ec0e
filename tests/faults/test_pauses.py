"""A process that is frozen, not dead: it comes back and must not do again what others did for it."""

import signal

import pytest

from bot.store.outbox import OutboxState
from tests.e2e import seeding
from tests.faults.instants import Instant
from tests.faults.settling import WORLD, settle
from tests.faults.stage import SRI_ID
from tests.faults.walk import Walk
from tests.steps import Step, Types


@pytest.mark.parametrize(("instant", "copies"), [(Instant.NOTICE_CLAIMED, 1), (Instant.NOTICE_SENT, 2)])
async def test_a_sender_frozen_beyond_its_lease_is_replaced_and_repeats_nothing(
    walk: Walk, instant: Instant, copies: int
) -> None:
    ani = await settle(walk)
    walk.victim.order(instant, signal.SIGSTOP)
    await walk.database.transact(lambda conn: seeding.submit_plan(conn, ani, WORLD))
    await walk.victim.obeys()
    written = await walk.act(Step("ani", Types("/rencana"), ()))

    walk.helper.start()
    await walk.all_sent()
    walk.victim.send(signal.SIGCONT)
    moment = await walk.calm(written)

    assert moment.stored.records["notices"] == ((SRI_ID, "plan_submitted", OutboxState.SENT),)
    assert [times for shown, times in moment.shown.items() if shown.who == "sri"] == [copies]
    assert [times for shown, times in moment.shown.items() if shown.who == "ani"] == [1]
