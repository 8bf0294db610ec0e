"""What the page asks for, against one demo that runs."""

import asyncio
import io
import string

import aiohttp
import pytest
import pytest_asyncio

from bot.demo.options import parse_options
from bot.demo.page_words import WORDS
from bot.demo.web.uploading import MOST_BYTES
from bot.stage.files import made_up
from bot.transcript.reading import read
from bot.transcript.replay import replay
from tests.demo.page import ANI, BUDI, MADE, RINA, SITI, labels, opened

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.xdist_group("demo")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def page(tmp_path_factory):
    options = parse_options(["--no-open", "--port", "0"])
    async with opened(options, tmp_path_factory.mktemp("demo")) as page:
        yield page


async def test_the_state_names_phones_chats_links_and_the_time(page):
    state = await page.get("/demo/state")
    people = {one["id"]: one for one in state["people"]}
    assert [(one["name"], one["role"]) for one in state["people"][:2]] == [("Ani", "Guru"), ("Budi", "KS")]
    assert (people[RINA]["role"], people[RINA]["is_hidden"]) == ("Operator", True)
    assert {one["start"] for one in state["people"]} == {None}
    (group,) = state["groups"]
    assert (group["title"], group["members"]) == ("Grup Guru SDN Contoh 1", [BUDI, ANI, MADE, SITI])
    assert [link["label"] for link in state["links"][:2]] == [
        "Tautan KS SDN Contoh 1",
        "Tautan guru SDN Contoh 1",
    ]
    assert state["clock"]["stages"] == ["Perencanaan Kinerja"]
    assert (await page.get("/demo/clock"))["clock"].keys() == state["clock"].keys()
    assert {chat["id"] for chat in state["chats"]} >= {BUDI, ANI, group["id"]}
    assert state["product"]["alive"]


async def test_words_come_in_both_languages_with_their_placeholders(page):
    for language in ("id", "en"):
        words = await page.get("/demo/words", language=language)
        assert set(words) == set(WORDS)
        for key, text in words.items():
            assert placeholders(text) == placeholders(WORDS[key].key), key


def placeholders(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


async def test_a_press_is_seen_on_the_socket_and_a_second_one_at_once_is_part_of_it(page):
    async with page.live() as one, page.live() as other:
        first, second = await page.press(MADE, "Mulai menyusun rencana", times=2)
        assert (await one.until("edit"))["message"] == (await other.until("edit"))["message"]
    assert first["callback_query_id"] != second["callback_query_id"]
    assert "Made> [Mulai menyusun rencana] x2\n" in await transcript(page)


async def test_what_was_sent_is_done_although_the_page_goes_at_once(page):
    await page.post("/demo/clock", by="1 hari")
    # It waits for the clock; the second answer says that the first request has arrived.
    going = asyncio.create_task(page.post("/demo/act", do="write", person=MADE, chat=MADE, text="/jadwal"))
    await page.get("/demo/clock")
    going.cancel()
    await asyncio.gather(going, return_exceptions=True)
    await page.sees(MADE, "Jadwal Juli")


async def transcript(page):
    async with page.http.get(f"{page.url}/demo/transcript") as answer:
        assert answer.headers["Content-Disposition"].startswith('attachment; filename="percakapan-2026-')
        return await answer.text()


async def test_what_comes_is_unread_until_it_is_read_on_any_phone(page):
    await page.write(SITI, "/jadwal")
    message = await page.sees(SITI, "Jadwal Juli")
    assert await unread(page, SITI) == 1
    async with page.live() as live:
        await page.post("/demo/read", chat=SITI, message=message["message_id"])
        assert (await live.until("read"))["message_id"] == message["message_id"]
    assert await unread(page, SITI) == 0


async def unread(page, chat):
    return next(one["unread"] for one in (await page.get("/demo/state"))["chats"] if one["id"] == chat)


async def test_older_messages_come_page_by_page(page):
    newest = (await page.messages(SITI))[-1]["message_id"]
    latest = await page.get(f"/demo/chats/{SITI}/messages", limit="2")
    assert [one["message_id"] for one in latest["messages"]][-1] == newest
    assert latest["has_more"]
    first = latest["messages"][0]["message_id"]
    before = await page.get(f"/demo/chats/{SITI}/messages", before=str(first), limit="200")
    assert before["messages"][-1]["message_id"] < first
    assert not before["has_more"]


async def test_a_place_that_is_forgotten_or_of_another_world_begins_anew(page):
    last = page.director.simulator.world.events.last
    async with page.live(after=last + 1000) as live:
        assert (await live.frame())["reset"]


async def test_a_button_that_is_gone_is_refused_in_the_language_of_the_page(page):
    status, answer = await page.tries(
        "/demo/act?language=en", do="press", person=ANI, chat=ANI, message=99_999, data="h:1:plan"
    )
    assert (status, answer["error"]) == (409, "This button is no longer there.")


async def test_an_old_button_can_be_pressed_again(page):
    await page.write(SITI, "/start")
    await page.sees(SITI, lambda message: "Jadwal" in labels(message) and message["version"] == 1)
    await page.press(SITI, "Jadwal")
    await page.sees(SITI, lambda one: "Semester berikutnya" in labels(one) and one["version"] > 1)
    offered = (await page.get(f"/demo/chats/{SITI}/old_buttons"))["buttons"]
    old = next(one for one in offered if one["label"] == "Jadwal")
    deed = {"do": "press", "person": SITI, "chat": SITI, "message": old["message"], "data": old["data"]}
    await page.post("/demo/act", **deed)
    await page.sees(SITI, "Tombol itu dari langkah sebelumnya")
    assert "Siti> [Jadwal] lama\n" in await transcript(page)


async def test_a_blocked_bot_is_refused_until_it_is_unblocked(page):
    async with page.live() as live:
        await page.post("/demo/act", do="block", person=SITI, blocked=True)
        assert (await live.until("people"))["person"] == SITI
    assert next(one["blocked"] for one in (await page.get("/demo/state"))["people"] if one["id"] == SITI)
    status, answer = await page.tries("/demo/act", do="write", person=SITI, chat=SITI, text="/start")
    assert (status, answer["error"]) == (409, "Ponsel ini memblokir bot. Buka dahulu blokirnya.")
    await page.post("/demo/act", do="block", person=SITI, blocked=False)


async def test_files_and_stickers_are_sent_and_too_large_ones_are_not(page):
    pdf = made_up("bukti.pdf", 2000).data
    assert await upload(page, pdf) == 200
    message = next(one for one in reversed(await page.messages(ANI)) if not one["from_bot"])
    async with page.http.get(page.url + message["file"]["url"]) as answer:
        assert await answer.read() == pdf
    assert await upload(page, b"") == 400
    assert await upload(page, bytes(MOST_BYTES + 1)) == 413
    assert [await upload(page, pdf, album) for album in ("a1", "a1", "a 1")] == [200, 200, 400]
    await page.post("/demo/act", do="kind", person=ANI, chat=ANI, kind="sticker")
    text = await transcript(page)
    assert text.count("Ani> (dokumen bukti.pdf, 2 kB, album a1) ini\n") == 2
    assert "Ani> (dokumen bukti.pdf, 2 kB) ini\n" in text
    assert "Ani> (stiker)\n" in text


async def upload(page, content, album=""):
    fields = {"person": str(ANI), "chat": str(ANI), "as": "document", "caption": "ini", "album": album}
    form = aiohttp.FormData(fields)
    form.add_field("file", io.BytesIO(content), filename="bukti.pdf", content_type="application/pdf")
    async with page.http.post(f"{page.url}/demo/upload", data=form) as answer:
        return answer.status


async def test_a_message_tells_its_calls_and_a_chat_what_is_stored(page):
    newest = next(one for one in reversed(await page.messages(ANI)) if one["from_bot"])
    calls = (await page.get(f"/demo/inspect/message/{ANI}/{newest['message_id']}"))["calls"]
    assert [call["id"] for call in calls] == newest["call_ids"]
    stored = await page.get(f"/demo/inspect/chat/{ANI}")
    assert stored["session"]["chat_id"] == ANI
    assert stored["person"]["name"] == "Ani Lestari, S.Pd."
    assert [one["npsn"] for one in stored["person"]["memberships"]] == ["20100001"]
    nobody = await page.get(f"/demo/inspect/chat/{RINA}")
    assert (nobody["person"], nobody["plans"]) == (None, [])


async def test_the_clock_brings_every_reminder_on_its_day(page):
    assert (await page.post("/demo/clock", to="2026-07-31 09.00"))["is_moving"]
    clock = (await page.state_when(lambda state: not state["clock"]["is_moving"]))["clock"]
    assert clock["text"] == "Jumat, 31 Juli 2026 pukul 09.00 WIB"
    reminders = [one for one in await page.messages(ANI) if "\N{BELL}" in one["text"]]
    # Half of July, three days and a day before its end, and its last day; 08.00 WIB each time.
    assert [one["date_iso"][:16] for one in reminders] == [f"2026-07-{day}T01:00" for day in (16, 28, 30, 31)]
    status, answer = await page.tries("/demo/clock", by="selamanya")
    assert (status, set(answer)) == (400, {"error"})


async def test_a_newcomer_opens_the_link_of_the_school(page):
    made = await page.post("/demo/people", name="Dewi Lestari, S.Pd.", school="20100001")
    dewi = await person(page, made["id"])
    assert (dewi["name"], dewi["address"], dewi["school"]) == ("Dewi", "Dewi Lestari, S.Pd.", "SDN Contoh 1")
    # However a link to the bot is written.
    url = dewi["start"].replace("https://t.me/", "http://telegram.me/")
    await page.post("/demo/act", do="open", person=dewi["id"], url=url)
    await page.sees(dewi["id"], "SDN Contoh 1, NPSN 20100001")


async def person(page, number):
    return next(one for one in (await page.get("/demo/state"))["people"] if one["id"] == number)


async def test_a_new_school_has_links_and_a_principal_who_opens_theirs(page):
    made = await page.post("/demo/schools", name="SDN Contoh 2", principal="Joko Susilo")
    joko = await person(page, made["person"])
    await page.post("/demo/act", do="open", person=joko["id"], url=joko["start"])
    await page.sees(joko["id"], f"SDN Contoh 2, NPSN {made['npsn']}")
    assert (await page.tries("/demo/schools", name=" ", principal="Joko"))[0] == 400
    assert (await page.tries("/demo/people", name="Eka", school="20109999"))[0] == 404


async def test_faults_wait_for_their_call_and_can_be_taken_back(page):
    ordered = await page.post("/demo/fault", kind=429, method="sendDocument", times=3)
    assert [(one["kind"], one["times"]) for one in ordered["faults"]] == [("429", 3)]
    await page.post("/demo/fault", kind=500)
    one = f"{page.url}/demo/faults/{ordered['faults'][0]['id']}"
    async with page.http.delete(one) as answer:
        assert [fault["kind"] for fault in (await answer.json())["faults"]] == ["500"]
    async with page.http.delete(one) as answer:
        assert answer.status == 404
    async with page.http.delete(f"{page.url}/demo/faults") as answer:
        assert (await answer.json())["faults"] == []
    assert (await page.tries("/demo/fault", kind="earthquake"))[0] == 400


async def test_who_is_to_be_killed_in_mid_step_waits_for_a_step_that_has_an_answer(page):
    group = (await page.get("/demo/state"))["groups"][0]["id"]
    await page.post("/demo/product", do="kill_midway")
    await page.write(ANI, "Selamat pagi", chat=group)
    product = (await page.get("/demo/state"))["product"]
    assert product["alive"]
    assert product["note"]
    async with page.live() as live:
        await page.post("/demo/product", do="kill")
        told = await live.until("product")
        assert (told["alive"], told["turning"]) == (True, "ending")
    await page.post("/demo/product", do="start")
    product = (await page.get("/demo/state"))["product"]
    assert (product["alive"], product["note"], product["turning"]) == (True, "", "")


async def test_what_was_played_with_faults_and_kills_plays_again_without_a_difference(page):
    await page.post("/demo/fault", kind="hangup_after", method="sendMessage")
    async with page.live() as live:
        await page.write(ANI, "/poin")
        assert (await live.until("fault"))["kind"] == "hangup_after"
        await page.sees(ANI, "Yang masih kurang")
    await page.post("/demo/redeliver")
    group = (await page.get("/demo/state"))["groups"][0]["id"]
    await page.write(ANI, "/bantuan", chat=group)
    await page.post("/demo/product", do="kill_midway")
    assert (await page.get("/demo/state", language="en"))["product"]["note"]
    await page.write(ANI, "/rencana")
    assert not (await page.get("/demo/state"))["product"]["alive"]
    await page.post("/demo/clock", by="1 hari")
    await page.state_when(lambda state: not state["clock"]["is_moving"])
    assert (await page.write(ANI, "/poin"))["update_id"]
    assert (await page.post("/demo/product", do="start"))["alive"]
    await page.sees(ANI, "Poin")
    await replay(read(await transcript(page)))
