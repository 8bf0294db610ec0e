"""A kept question as a block that a catalogue takes once topic and answer are written."""

import tomllib
from dataclasses import replace

from bot.store.tables import unanswered_question
from conversations.answers.catalogue import parse_catalogue
from conversations.answers.effects import KeepQuestion, Why
from conversations.document_effects import DocumentKind
from tests.documents.conftest import OPERATOR_ID, Post
from tests.store.acting import School, Store, stranger

OPERATOR = replace(stranger(OPERATOR_ID), is_operator=True)
EVIL = 'Kapan "cair" \\ \'itu\' """ <b>'


async def kept(store: Store, *questions: str) -> int:
    for question in questions:
        await store.do(stranger(1), KeepQuestion(question, "id", None, Why.UNANSWERED))
    (row,) = await store.rows(unanswered_question)
    assert isinstance(row["id"], int)
    return row["id"]


async def test_a_catalogue_takes_the_block_with_topic_and_answer(post: Post, store: Store) -> None:
    question_id = await kept(store, EVIL, "kapan cair itu b")
    drawn = await post.draw(OPERATOR, DocumentKind.QUESTION_ENTRY, question_id)
    assert drawn is not None
    assert drawn.attachment is not None
    assert drawn.attachment.name == f"pertanyaan-{question_id}.toml"
    block = drawn.attachment.content.decode()
    assert tomllib.loads(block)["entry"][0]["answer"] == ""
    answered = block.replace('topic = ""', 'topic = "dasar"').replace('"""\n"""', '"""\nBesok.\n"""')
    catalogue = parse_catalogue(f'[[topic]]\nid = "dasar"\ntitle = "Dasar"\n{answered}', "faq.toml")
    (entry,) = catalogue.entries
    assert (entry.title, entry.ways, entry.answer) == (EVIL, ("kapan cair itu b",), "Besok.")


async def test_only_an_operator_gets_it_and_only_while_it_is_kept(
    post: Post, store: Store, school: School
) -> None:
    question_id = await kept(store, "Kapan cair?")
    assert await post.draw(school.budi, DocumentKind.QUESTION_ENTRY, question_id) is None
    assert await post.draw(OPERATOR, DocumentKind.QUESTION_ENTRY, question_id + 1) is None
