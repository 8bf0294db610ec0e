"""The turn that erases leaves no place of the chat behind, whatever comes after it."""

from sqlalchemy import Table, select

from bot.store.sessions import Mark, mark_shown
from bot.store.tables import channel_account, person, session
from bot.telegram.inbound import Membership
from bot.turn import Taken, Turns
from conversations.events import Command, Text, parse_press
from conversations.people_effects import UpdateProfile
from tests.turns.talking import ANI, BOT, Talk

DELETED = "sudah dihapus"


async def rows(talk: Talk, table: Table) -> list[object]:
    return await talk.database.read(lambda conn: list(conn.execute(select(table)).mappings().all()))


async def press(talk: Talk, taken: Taken, action: str) -> Taken:
    """Press the button with that action on the screen that was just painted."""
    assert taken.paint is not None
    data = [button.data or "" for row in taken.paint.drawn.rows for button in row]
    return await talk.says(parse_press(next(each for each in data if each.endswith(f":{action}"))))


async def erased(talk: Talk) -> Taken:
    """Ani has deleted everything."""
    await talk.registers()
    await press(talk, await talk.says(Command("hapusdata")), "confirm")
    return await talk.says(Text("HAPUS"))


async def test_the_farewell_is_shown_and_no_place_is_kept(talk: Talk) -> None:
    taken = await erased(talk)

    assert taken.has_erased
    assert taken.paint is not None
    assert DELETED in taken.paint.drawn.html
    assert taken.paint.drawn.rows == ()
    assert await rows(talk, session) == []


async def test_the_farewell_speaks_the_language_of_whoever_leaves(talk: Talk) -> None:
    await talk.registers(UpdateProfile(language="en"))
    await press(talk, await talk.says(Command("hapusdata")), "confirm")
    taken = await talk.says(Text("HAPUS"))

    assert taken.paint is not None
    assert "Everything that was stored about you is deleted." in taken.paint.drawn.html


async def test_delivered_again_it_says_farewell_again_and_keeps_nothing(talk: Talk) -> None:
    first = await erased(talk)
    talk.update_id -= 1
    again = await talk.says(Text("HAPUS"))

    assert first.paint is not None
    assert again.paint is not None
    assert again.paint.drawn == first.paint.drawn
    assert await rows(talk, session) == []


async def test_whoever_then_blocks_the_assistant_leaves_no_row_either(talk: Talk) -> None:
    await erased(talk)
    await talk.says(None, Membership.BLOCKED)
    assert await rows(talk, session) == []


async def test_a_mark_of_the_farewell_and_a_look_for_unshown_screens_find_nothing(talk: Talk) -> None:
    taken = await erased(talk)
    assert taken.paint is not None
    mark = Mark(BOT, ANI, taken.paint.revision, 9)
    await talk.database.transact(lambda conn: mark_shown(conn, [mark]))

    assert await talk.turns.current(BOT, ANI) is None
    assert await rows(talk, session) == []


async def test_whoever_comes_back_is_asked_the_first_questions(talk: Talk) -> None:
    await erased(talk)
    taken = await talk.says(Command("start"))

    assert taken.paint is not None
    assert "Ani" not in taken.paint.drawn.html
    assert taken.paint.revision == 1
    assert len(await rows(talk, session)) == 1
    assert len(await rows(talk, person)) == 1


async def test_what_follows_an_erasure_is_asked_for_once_it_is_stored(talk: Talk) -> None:
    asked: list[int] = []

    def on_erased() -> None:
        asked.append(talk.update_id)

    languages = talk.turns._languages
    talk.turns = Turns(talk.database, languages, lambda: talk.world, on_erased=on_erased)
    await erased(talk)
    await talk.says(Command("start"))

    assert asked == [3]


async def test_where_the_person_has_another_account_now_nothing_is_said_to_be_deleted(talk: Talk) -> None:
    await talk.registers()
    await talk.says(Command("profil"))
    for table in (session, channel_account):
        await talk.database.transact(lambda conn, table=table: conn.execute(table.delete()))
    talk.update_id -= 1
    again = await talk.says(Command("profil"))

    assert again.paint is None
    assert not again.has_erased
    assert await rows(talk, session) == []
