"""Pictures, files and erasure as people meet them in the chat."""

import json
from dataclasses import replace

from icalendar import Calendar

from bot.simulator.shown import Seen
from bot.store.database import Database
from conversations.notices import notice_button
from conversations.rules.plan import AdditionalDuty, BehaviorChoice
from conversations.words import say
from tests.e2e.conftest import OPERATOR_ID
from tests.e2e.seeding import CONTENT
from tests.e2e.stage import Player, Stage
from tests.journeys import ANI, SRI
from tests.searching import found_in_files, found_in_tables

DELETED = say("Everything that was stored about you is deleted.")
DUTY, FOCUS = "Pembina sanggar melati", "Menjawab surel di hari yang sama"
CHANGE, REPORT = "Mohon seminar diganti lokakarya", "Layar saya kosong sejak kemarin pagi"
ADVICE = "Tambahkan kegiatan komunitas belajar"
HERS = replace(
    CONTENT,
    duties=(AdditionalDuty("lain", DUTY),),
    behaviors=(BehaviorChoice(CONTENT.behaviors[0].aspect_id, None, FOCUS), *CONTENT.behaviors[1:]),
)


def content(stage: Stage, seen: Seen) -> bytes:
    """The file of a message, as the server has stored it."""
    stored = stage.simulator.world.files.get(seen.raw["file"]["file_id"])
    assert stored is not None
    return stored.upload.data


async def files(player: Player) -> dict[str, Seen]:
    """The files that arrived, by name."""
    await player.stage.settled()
    return {message.raw["file"]["name"]: message for message in player.messages() if message.raw["file"]}


async def test_the_schedule_comes_as_a_calendar_file(stage: Stage, ani: Player) -> None:
    await ani.types("/jadwal")
    await ani.sees(say("Now: <b>{stage}</b>", stage="Perencanaan Kinerja"))
    await ani.picks("save")
    (name, seen), *others = (await files(ani)).items()

    assert (name, seen.kind, others) == ("jadwal-2025-S2.ics", "document", [])
    assert "Kalender" in seen.text
    events = Calendar.from_ical(content(stage, seen)).walk("VEVENT")
    assert len(events) == 8
    await ani.picks("turn")


async def test_the_own_data_comes_as_a_page_and_as_json(stage: Stage, ani: Player) -> None:
    await ani.has_submitted(HERS)
    await ani.types("/unduhdata")
    await ani.picks("send")
    found = await files(ani)

    assert set(found) == {"data-saya.html", "data-saya.json"}
    data = json.loads(content(stage, found["data-saya.json"]))
    assert (data["format"], data["person"]["name"]) == (1, ANI)
    assert data["accounts"][0]["external_id"] == str(ani.person.id)
    assert data["sessions"][0]["state"]["flow"] == "own_data"
    assert FOCUS in content(stage, found["data-saya.html"]).decode()


async def test_a_principal_gets_the_link_as_a_picture(stage: Stage, sri: Player) -> None:
    await sri.types("/undang")
    await sri.picks("new")
    await sri.picks("uses:60")
    await sri.picks("qr")
    picture = (await files(sri))["undangan.png"]

    assert picture.kind == "photo"
    assert "https://t.me/asisten_kinerja_bot?start=" in picture.text
    assert content(stage, picture).startswith(b"\x89PNG")


async def test_after_a_full_life_nothing_of_a_teacher_and_of_a_principal_is_left_anywhere(
    stage: Stage, ani: Player, sri: Player, database_url: str
) -> None:
    operator = await stage.world.user("Wati", user_id=OPERATOR_ID)
    await operator.start()
    joko = await stage.teacher("joko", "Joko Susilo")
    await joko.has_submitted()
    await ani.has_submitted(HERS)
    await ani.types("/rencana")
    await ani.picks("ask")
    await ani.types(CHANGE)
    await ani.picks("send")
    await ani.types("/lapor")
    await ani.types(REPORT)
    await ani.picks("send")
    await ani.types("/unduhdata")
    await ani.picks("send")
    await stage.settled()
    assert (await sri.facts()).waiting_count == 2
    hers, his = (ANI, DUTY, FOCUS, CHANGE, REPORT), (SRI, ADVICE)
    before = await found_in_tables(stage.app.database, hers, (ani.person.id,))
    assert all(any(trace in place for place in before) for trace in hers)

    await _erases(ani)
    assert (await sri.facts()).waiting_count == 1
    await sri.forges(notice_button("revise", (await joko.plan()).id, (await joko.plan()).version))
    await sri.types(ADVICE)
    await sri.picks("send")
    await joko.finds(ADVICE)
    await _erases(sri)
    assert (await joko.plan()).revision_note == ""
    await joko.types("/rencana")

    await stage.app.stop()
    reopened = Database.open(database_url)
    numbers = (ani.person.id, sri.person.id)
    assert await found_in_tables(reopened, (*hers, *his), numbers) == []
    await reopened.close()
    assert found_in_files(database_url, (*hers, *his), numbers) == []


async def _erases(player: Player) -> None:
    await player.types("/hapusdata")
    await player.picks("confirm")
    await player.types("hapus")
    await player.sees(DELETED)
    await player.stage.settled()
