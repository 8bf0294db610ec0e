"""A file is shown by the bot that was sent it; by others it is said where it can be seen."""

from dataclasses import replace

import pytest

from bot.drawn import Attachment
from bot.store.bots import Bots
from bot.store.tables import evidence
from conversations.document_effects import DocumentKind
from conversations.execution_effects import KeepFile
from conversations.execution_facts import FileKind, SentFile
from tests.documents.conftest import Post
from tests.store.acting import BOT_ID, School, agreement, approval

PDF = SentFile("pdf-1", "u1", FileKind.PDF, "Sertifikat.pdf", 1000)
OTHER = 88
NAMES = {BOT_ID: "pertama_bot", OTHER: "kedua_bot"}
BOTH, ALONE = Bots(OTHER, NAMES), Bots(OTHER, {OTHER: "kedua_bot"})


@pytest.fixture
async def kept(post: Post, school: School) -> int:
    """The id of a file that Ani has sent for her final plan."""
    plan = await post.store.submit(school.ani)
    await post.store.do(school.budi, approval(plan))
    await post.store.do(school.ani, agreement(await post.store.plan(school.ani)))
    await post.store.do(school.ani, KeepFile(plan.id, PDF))
    [row] = await post.store.rows(evidence)
    return int(str(row["id"]))


async def test_only_the_bot_that_was_sent_a_file_shows_it(post: Post, school: School, kept: int) -> None:
    drawn = await post.draw(school.budi, DocumentKind.EVIDENCE_FILE, kept)
    assert drawn is not None
    assert drawn.attachment == Attachment("Sertifikat.pdf", is_picture=False, file_id="pdf-1")
    assert await post.redraw(lambda world: replace(world, bots=Bots(BOT_ID, NAMES))) == drawn


@pytest.mark.parametrize(("bots", "said"), [(BOTH, "@pertama_bot"), (ALONE, "sudah tidak ada")])
async def test_another_bot_tells_where_the_file_is(
    post: Post, school: School, kept: int, bots: Bots, said: str
) -> None:
    post.store.world = replace(post.store.world, bots=bots)
    drawn = await post.draw(school.budi, DocumentKind.EVIDENCE_FILE, kept)
    assert drawn is not None
    assert drawn.attachment is None
    assert "Sertifikat.pdf" in drawn.html
    assert said in drawn.html
