"""A kept question as a block for the file of answers, where topic and answer are still to be written."""

import json

from sqlalchemy import Connection

from bot.documents.reader import reader_of
from bot.drawn import Attachment, Drawn
from bot.i18n import Languages
from bot.notifier import DocumentWish
from bot.store.questions import load_question
from bot.store.world import World
from conversations.answers.entries import Confidence, Readers
from conversations.facts import KeptQuestion
from conversations.words import say


def draw_question_entry(
    conn: Connection, wish: DocumentWish, world: World, languages: Languages
) -> Drawn | None:
    """The block, for operators only; the id of a private chat is that of its user."""
    if wish.chat_id not in world.operator_ids:
        return None
    question = load_question(conn, wish.subject_id)
    if question is None:
        return None
    nearest = None if question.nearest is None else world.answers.entry(question.nearest, question.language)
    block = entry_block(question, "" if nearest is None else nearest.topic)
    caption = say("For the catalogue: write topic and answer, and add the block to your FAQ_FILE.")
    name = f"pertanyaan-{question.id}.toml"
    return Drawn(reader_of(conn, wish, languages).html(caption), (), Attachment(name, block.encode()))


def entry_block(question: KeptQuestion, topic: str) -> str:
    """TOML that a catalogue takes once topic and answer are filled in."""
    others = [text for text, _ in question.wordings if text != question.text] or [question.text]
    near = [] if question.nearest is None else [question.nearest]
    lines = [
        "[[entry]]",
        f'id = "pertanyaan-{question.id}"',
        f"topic = {_quoted(topic)}",
        f'audience = "{Readers.BOTH.value}"',
        f'confidence = "{Confidence.PUBLIC.value}"',
        f"title = {_quoted(question.text)}",
        "ways = [",
        *(f"  {_quoted(text)}," for text in others),
        "]",
        'answer = """',
        '"""',
        "sources = []",
        f"near = [{', '.join(map(_quoted, near))}]",
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A string of TOML, which is written as in JSON; what is kept has no control characters."""
    return json.dumps(text, ensure_ascii=False)
