"""A question from the update to what is shown and kept, on both databases."""

from dataclasses import replace

from sqlalchemy import select

from bot.store.tables import session, unanswered_question
from conversations.events import Text
from tests.conversations.answers.book import BOOK, CERTAIN, ENGLISH, STRANGE
from tests.turns.talking import Talk


async def test_a_question_of_somebody_unknown_is_answered_and_one_without_an_answer_kept_without_them(
    talk: Talk,
) -> None:
    talk.world = replace(talk.world, answers=BOOK)
    answered = await talk.says(Text(CERTAIN))
    assert answered.paint is not None
    assert "Minimal 32 poin." in answered.paint.drawn.html
    refused = await talk.says(Text(STRANGE))
    assert refused.paint is not None
    assert "Mohon maaf" in refused.paint.drawn.html
    kept = await talk.database.read(lambda conn: conn.execute(select(unanswered_question)).all())
    assert [row.text for row in kept] == [STRANGE]


async def test_an_english_question_is_answered_in_english_and_home_stays_indonesian(talk: Talk) -> None:
    talk.world = replace(talk.world, answers=BOOK)
    await talk.registers()
    await talk.says(Text("halo"))
    answered = await talk.says(Text(ENGLISH))
    assert answered.paint is not None
    assert "At least 32 points." in answered.paint.drawn.html
    assert [button.label for button in answered.paint.drawn.rows[-1]] == ["Back", "Home"]
    home = await talk.says(Text("5"))
    assert home.paint is not None
    assert "Beranda" not in home.paint.drawn.html
    assert "Halo, Bapak/Ibu <b>Ani</b>" in home.paint.drawn.html
    stored = await talk.database.read(lambda conn: conn.execute(select(session.c.state)).scalar_one())
    assert ENGLISH not in str(stored)
