"""The calendar file: valid, in the reader's language, and replaced when it is opened again."""

from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar

from conversations.document_effects import DocumentKind
from conversations.execution_effects import AgreeObservation, ProposeObservation
from conversations.people_effects import UpdateProfile
from conversations.rules.terms import Capacity
from tests.documents.conftest import Post, later
from tests.store.acting import School, Store, agreement, approval


async def drawn(post: Post, school: School, subject_id: int = 20262) -> bytes:
    made = await post.draw(school.ani, DocumentKind.CALENDAR, subject_id)
    assert made is not None
    assert made.attachment is not None
    assert made.attachment.name == f"jadwal-{subject_id // 10}-S{subject_id % 10}.ics"
    assert not made.attachment.is_picture
    return made.attachment.content


async def test_every_stage_and_the_final_date_are_whole_days(
    post: Post, school: School, store: Store
) -> None:
    events = Calendar.from_ical(await drawn(post, school)).walk("VEVENT")

    assert [str(event["uid"]) for event in events] == [
        *(f"2026-s2-{stage}@asisten-kinerja" for stage in ("skp", "a", "b", "c", "d", "e", "f_g")),
        "2026-s2-final@asisten-kinerja",
    ]
    discussion, final = events[1], events[-1]
    assert (discussion["dtstart"].dt, discussion["dtend"].dt) == (date(2026, 8, 1), date(2026, 9, 1))
    assert (final["dtstart"].dt, final["dtend"].dt) == (date(2026, 12, 15), date(2026, 12, 16))
    assert {event["dtstamp"].dt for event in events} == {datetime(2026, 8, 10, 1, 30, tzinfo=UTC)}
    assert {type(event["dtstart"].dt) for event in events} == {date}
    assert str(discussion["summary"]) == "PMM: Diskusi Persiapan"
    assert "anjuran" in str(discussion["description"])


async def test_the_file_keeps_to_the_form_of_rfc_5545(post: Post, school: School) -> None:
    content = await drawn(post, school)
    lines = content.split(b"\r\n")

    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75
    assert {b"VERSION:2.0", b"CALSCALE:GREGORIAN", b"METHOD:PUBLISH"} <= set(lines)
    assert any(line.startswith(b"PRODID:") for line in lines)
    assert content.count(b"DTSTART;VALUE=DATE:") == 8


async def test_made_later_it_has_the_same_events_with_a_later_stamp(post: Post, school: School) -> None:
    first = Calendar.from_ical(await drawn(post, school)).walk("VEVENT")
    again = await post.redraw(lambda world: later(world, 3))
    assert again is not None
    assert again.attachment is not None
    second = Calendar.from_ical(again.attachment.content).walk("VEVENT")

    assert [event["uid"] for event in first] == [event["uid"] for event in second]
    assert {b["dtstamp"].dt - a["dtstamp"].dt for a, b in zip(first, second, strict=True)} == {
        timedelta(days=3)
    }


async def test_it_speaks_the_readers_language(post: Post, school: School, store: Store) -> None:
    await store.do(school.ani, UpdateProfile(language="en"))
    events = Calendar.from_ical(await drawn(post, school, 20271)).walk("VEVENT")
    assert "recommendation" in str(events[0]["description"])
    assert events[0]["dtstart"].dt == date(2027, 1, 1)


async def test_the_own_observation_stands_in_it_once_the_date_is_agreed(
    post: Post, school: School, store: Store
) -> None:
    made = await store.submit(school.ani)
    await store.do(school.budi, approval(made))
    await store.do(school.ani, agreement(await store.plan(school.ani)))
    at = store.world.now + timedelta(days=30)
    await store.do(school.ani, ProposeObservation(made.id, None, at, Capacity.OWNER))
    uid = f"observation-{made.id}@asisten-kinerja"
    assert uid not in (await drawn(post, school)).decode()

    await store.do(school.budi, AgreeObservation(made.id, 1, Capacity.APPRAISER))
    *_, observed = Calendar.from_ical(await drawn(post, school)).walk("VEVENT")
    assert (observed["uid"], observed["dtstart"].dt) == (uid, at.replace(microsecond=0))
    reminded = [alarm["trigger"].dt for alarm in observed.walk("VALARM")]
    assert reminded == [-timedelta(days=1), -timedelta(hours=1)]
    assert uid not in (await drawn(post, school, 20271)).decode()
