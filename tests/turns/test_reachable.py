from bot.store.people import set_reachable
from bot.telegram.inbox import Membership
from conversations.events import Returned, Text
from tests.turns.talking import ANI, Talk


async def test_whoever_writes_gets_notices_again_though_no_return_was_reported(talk: Talk) -> None:
    await talk.registers()
    await talk.database.transact(lambda conn: set_reachable(conn, ANI, False))

    await talk.says(Text("halo"))

    assert await talk.is_reachable()


async def test_whoever_blocks_gets_no_notices_until_the_return(talk: Talk) -> None:
    await talk.registers()

    await talk.says(None, Membership.BLOCKED)
    assert not await talk.is_reachable()

    await talk.says(Returned(), Membership.UNBLOCKED)
    assert await talk.is_reachable()
