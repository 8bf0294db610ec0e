"""`kill -9` around an erasure: it happens once and whole, also in the files."""

import signal

from sqlalchemy import select

from bot.store.tables import channel_account, session
from conversations.words import say
from tests.faults.instants import Instant
from tests.faults.stage import ANI_ID, SRI_ID
from tests.faults.walk import Walk
from tests.journeys import ANI, activation, joining
from tests.searching import found_in_files, found_in_tables
from tests.steps import Done, Picks, Step, Types

DELETED = say("Everything that was stored about you is deleted.")


async def test_wherever_it_is_killed_nothing_is_left_and_farewell_is_said(
    walk: Walk, database_url: str
) -> None:
    walk.victim.start()
    for step in (*activation(), *joining(), _step(Types("/hapusdata")), _step(Picks("confirm"))):
        await walk.calm(await walk.act(step))
    assert await found_in_tables(walk.database, (ANI,), (ANI_ID,))

    done = await _type_and_die(walk, (Instant.BEFORE_COMMIT, Instant.AFTER_COMMIT))
    await walk.calm(done)

    assert walk.cast.words("ani", DELETED) in (await walk.cast.people["ani"].last()).text
    assert await found_in_tables(walk.database, (ANI,)) == []
    assert await _chats(walk) == {SRI_ID}
    walk.victim.send(signal.SIGTERM)
    await walk.victim.ends()
    assert found_in_files(database_url, (ANI,)) == []


async def _type_and_die(walk: Walk, instants: tuple[Instant, ...]) -> Done:
    walk.victim.order(instants[0])
    done = await walk.act(_step(Types("HAPUS")))
    for following in (*instants[1:], None):
        await walk.victim.dies()
        if following is not None:
            walk.victim.order(following)
        walk.victim.start()
    return done


async def _chats(walk: Walk) -> set[int]:
    """Whose chats are known."""
    known = [select(channel_account.c.chat_id), select(session.c.chat_id)]
    return {
        chat_id
        for query in known
        for chat_id in await walk.database.read(lambda conn, query=query: list(conn.execute(query).scalars()))
    }


def _step(deed: Types | Picks) -> Step:
    return Step("ani", deed, ())
