from bot.store.people import set_reachable
from bot.telegram.inbound import Membership
from conversations.events import Command, Returned, Text
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


async def test_whoever_returns_sees_at_home_what_could_not_be_told(talk: Talk) -> None:
    await talk.registers()
    await talk.says(Command("rencana"))
    await talk.says(None, Membership.BLOCKED)

    taken = await talk.says(Returned(), Membership.UNBLOCKED)

    assert taken.paint is not None
    assert taken.paint.message_id is None
    assert "Halo" in taken.paint.drawn.html


async def test_a_newcomer_who_returns_goes_on_with_the_same_question(talk: Talk) -> None:
    before = await talk.says(Command("start"))

    taken = await talk.says(Returned(), Membership.UNBLOCKED)

    assert before.paint is not None
    assert taken.paint is not None
    assert taken.paint.drawn.html == before.paint.drawn.html
