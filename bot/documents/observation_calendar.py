"""An agreed observation as a calendar file (RFC 5545) for either side."""

from datetime import timedelta

from icalendar import Alarm, Calendar, Event
from sqlalchemy import Connection

from bot.documents.reader import Reader, reader_of
from bot.drawn import Attachment, Drawn
from bot.i18n import Languages
from bot.notifier import DocumentWish
from bot.store.facts import load_facts
from bot.store.world import World
from conversations.execution_facts import OBSERVATION_LASTS, ObservationDate
from conversations.facts import Needs
from conversations.stages.subject import Subject, other_side, subject_of
from conversations.words import say

_REMINDED_BEFORE = (timedelta(days=1), timedelta(hours=1))
_PRODUCT = "-//Asisten Kinerja//Observasi//ID"


def draw_observation_calendar(
    conn: Connection, wish: DocumentWish, world: World, languages: Languages
) -> Drawn | None:
    """The file in the reader's language; None where no date is agreed, or it is none of the reader's."""
    needs = Needs(plan_id=wish.subject_id, execution=True)
    facts = load_facts(conn, person_id=wish.person_id, needs=needs, world=world)
    subject = subject_of(facts)
    observation = None if subject is None else subject.execution.observation
    if subject is None or observation is None or observation.agreed_at is None:
        return None
    reader = reader_of(conn, wish, languages)
    caption = reader.html(
        say("Observation on {at}", at=observation.starts_at),
        say(
            "Open the file to add it to your calendar, which then reminds you a day and an hour before. "
            "Opened once more it replaces what it added."
        ),
    )
    file = Attachment("observasi.ics", observation_file(subject, observation, world, reader))
    return Drawn(caption, (), file)


def observation_file(subject: Subject, observation: ObservationDate, world: World, reader: Reader) -> bytes:
    """A calendar with that one event."""
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add_component(observation_event(subject, observation, world, reader))
    content: bytes = calendar.to_ical()
    return content


def observation_event(subject: Subject, observation: ObservationDate, world: World, reader: Reader) -> Event:
    """The observation in UTC; its id stays when the date is moved, and its sequence grows."""
    plan = subject.plan
    event = Event()
    event.add("uid", f"observation-{plan.id}@asisten-kinerja")
    event.add("sequence", observation.version)
    event.add("dtstamp", world.now.replace(microsecond=0))
    event.add("dtstart", observation.starts_at)
    event.add("dtend", observation.starts_at + OBSERVATION_LASTS)
    title = f"PMM: {reader.plain(say('Observasi Kinerja: {name}', name=plan.owner_name))}"
    event.add("summary", title)
    if not subject.is_alone:
        event.add("description", reader.plain(say("Agreed with {who}.", who=other_side(subject))))
    if plan.school is not None:
        event.add("location", plan.school.name)
    for before in _REMINDED_BEFORE:
        event.add_component(_alarm(title, before))
    return event


def _alarm(title: str, before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -before)
    return alarm
