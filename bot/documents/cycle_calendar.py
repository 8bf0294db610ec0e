"""The stages of a half-year as a calendar file (RFC 5545) that a phone's calendar takes."""

from collections.abc import Iterator
from datetime import date, timedelta

from icalendar import Calendar, Event
from sqlalchemy import Connection

from bot.documents.observation_calendar import observation_event
from bot.documents.reader import Reader, reader_of
from bot.drawn import Attachment, Drawn
from bot.i18n import Languages
from bot.notifier import DocumentWish
from bot.store.facts import load_facts
from bot.store.world import World
from conversations.facts import Needs
from conversations.plan_text import period_name
from conversations.rules.cycle import Period, stage_window
from conversations.schedule_text import FINAL_DATE, RECOMMENDED, actor_line
from conversations.stages.subject import subject_of
from conversations.words import Words, rule_text, say

_PRODUCT = "-//Asisten Kinerja//Jadwal//ID"


def draw_calendar(conn: Connection, wish: DocumentWish, world: World, languages: Languages) -> Drawn | None:
    """The file in the reader's language; None where the reader is gone."""
    reader = reader_of(conn, wish, languages)
    if reader.person is None:
        return None
    period = Period(*divmod(wish.subject_id, 10))
    caption = reader.html(
        say("Calendar {period}", period=period_name(period)),
        say("Open the file to add it to your calendar. Opened once more it replaces what it added."),
    )
    observed = _observed(conn, wish, period, world, reader)
    file = Attachment(f"jadwal-{period.key}.ics", calendar_file(period, world, reader, observed))
    return Drawn(caption, (), file)


def calendar_file(period: Period, world: World, reader: Reader, observed: Event | None = None) -> bytes:
    """One whole-day event for each stage and for the final date, and the own observation.

    The ids are the same whenever it is made.
    """
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for event in _events(period, world, reader):
        calendar.add_component(event)
    if observed is not None:
        calendar.add_component(observed)
    content: bytes = calendar.to_ical()
    return content


def _events(period: Period, world: World, reader: Reader) -> Iterator[Event]:
    rules = world.rule_sets[world.calendar.name_for(period)]
    for stage in rules.stages:
        window = stage_window(rules, period, stage.id)
        lines = (rule_text(stage.explanation), actor_line(stage.actor), RECOMMENDED)
        yield _event(f"{period.key}-{stage.id}", stage.name, lines, window, world, reader)
    final = world.calendar.final_date(period)
    yield _event(f"{period.key}-final", FINAL_DATE, (), (final, final), world, reader)


def _observed(
    conn: Connection, wish: DocumentWish, period: Period, world: World, reader: Reader
) -> Event | None:
    """When the reader is observed in that half-year, once the date is agreed."""
    facts = load_facts(conn, person_id=wish.person_id, needs=Needs(execution=True), world=world)
    subject = subject_of(facts)
    observation = None if subject is None else subject.execution.observation
    if subject is None or subject.plan.period != period:
        return None
    if observation is None or observation.agreed_at is None:
        return None
    return observation_event(subject, observation, world, reader)


def _event(
    name: str, title: Words, lines: tuple[Words, ...], days: tuple[date, date], world: World, reader: Reader
) -> Event:
    event = Event()
    event.add("uid", f"{name.lower()}@asisten-kinerja")
    event.add("dtstamp", world.now.replace(microsecond=0))
    event.add("dtstart", days[0])
    # The end of a whole-day event is the day after its last.
    event.add("dtend", days[1] + timedelta(days=1))
    event.add("summary", f"PMM: {reader.plain(title)}")
    if lines:
        event.add("description", "\n".join(reader.plain(line) for line in lines))
    # Whoever has a stage is not busy all month.
    event.add("transp", "TRANSPARENT")
    return event
