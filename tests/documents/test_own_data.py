"""Everything about a person: complete as JSON, readable and harmless as a page."""

import json
from html.parser import HTMLParser
from typing import Any

import pytest

from bot.store.sessions import store_failed_update
from bot.store.tables import performance_plan
from conversations.document_effects import DocumentKind
from conversations.effects import AskChange
from conversations.people_effects import ErasePerson, ReportProblem, UpdateProfile
from tests.documents.conftest import Post
from tests.e2e.seeding import CONTENT
from tests.store.acting import BOT_ID, School, Store, request

EVIL = '<script>alert(1)</script> & "kutip"'


class Reading(HTMLParser):
    """The text and the tags of a page, which must be balanced."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append(tag)
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


async def file(post: Post, school: School, kind: DocumentKind) -> bytes:
    drawn = await post.draw(school.ani, kind)
    assert drawn is not None
    assert drawn.attachment is not None
    return drawn.attachment.content


async def live(store: Store, school: School) -> None:
    plan = await store.submit(school.ani, CONTENT)
    await store.do(school.budi, request(plan, EVIL))
    plan = await store.submit_again(school.ani)
    await store.do(school.ani, AskChange(plan.id, plan.version, EVIL), ReportProblem(EVIL))


async def test_json_is_versioned_and_whole(store: Store, school: School, post: Post) -> None:
    await live(store, school)
    data = json.loads(await file(post, school, DocumentKind.OWN_DATA_JSON))

    assert data["format"] == 1
    assert data["person"]["name"] == "Ani <b>& Co</b>"
    assert [row["external_id"] for row in data["accounts"]] == ["2"]
    (plan,) = data["plans"]
    assert (plan["change_note"], plan["school_npsn"]) == (EVIL, "20100001")
    assert [event["note"] for event in plan["history"] if event["note"]] == [EVIL, EVIL]
    assert [row["text"] for row in data["problem_reports"]] == [EVIL]


@pytest.mark.parametrize("kind", [DocumentKind.OWN_DATA_JSON, DocumentKind.OWN_DATA_PAGE])
async def test_an_update_that_is_kept_as_it_came_stops_no_file(
    store: Store, school: School, post: Post, kind: DocumentKind
) -> None:
    update = {"message": {"from": {"id": school.ani.chat_id}, "text": "setengah \ud800"}}
    await store.database.transact(
        lambda conn: store_failed_update(conn, BOT_ID, 5, error="KeyError", payload=update)
    )
    assert "setengah ?" in (await file(post, school, kind)).decode()


async def test_the_page_stands_alone_and_escapes_everything(store: Store, school: School, post: Post) -> None:
    await live(store, school)
    page = (await file(post, school, DocumentKind.OWN_DATA_PAGE)).decode()
    reading = Reading()
    reading.feed(page)

    assert reading.open == []
    assert not {"script", "link", "img", "iframe", "b"} & set(reading.tags)
    assert "http" not in page
    assert 'name="viewport"' in page
    text = "\n".join(reading.texts)
    for said in (
        EVIL,
        "Ani <b>& Co</b>",
        "SDN Contoh",
        "Menunggu Persetujuan",
        "32 / 32 poin",
    ):
        assert said in text


async def test_the_page_speaks_the_readers_language(store: Store, school: School, post: Post) -> None:
    await live(store, school)
    assert '<html lang="id">' in (await file(post, school, DocumentKind.OWN_DATA_PAGE)).decode()
    await store.do(school.ani, UpdateProfile(language="en"))
    page = (await file(post, school, DocumentKind.OWN_DATA_PAGE)).decode()
    assert '<html lang="en">' in page
    assert "asked for a change" in page


async def test_somebody_without_anything_gets_a_short_page(store: Store, school: School, post: Post) -> None:
    page = (await file(post, school, DocumentKind.OWN_DATA_PAGE)).decode()
    assert await store.rows(performance_plan) == []
    assert "Rencana kinerja" not in page
    assert "Laporan masalah" not in page


async def test_nothing_is_sent_to_somebody_who_was_erased(store: Store, school: School, post: Post) -> None:
    for kind in (DocumentKind.OWN_DATA_JSON, DocumentKind.OWN_DATA_PAGE, DocumentKind.CALENDAR):
        assert await post.draw(school.sari, kind, 20262) is not None
    await store.do(school.ani, ErasePerson())
    for kind in (DocumentKind.OWN_DATA_JSON, DocumentKind.OWN_DATA_PAGE, DocumentKind.CALENDAR):
        assert await post.draw(school.ani, kind, 20262) is None
