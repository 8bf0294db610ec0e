"""Draws the reminders that the clock has enqueued, from what is true when they are sent."""

from sqlalchemy import Connection

from bot.delivery.outbox import Notice
from bot.drawing import draw_screen
from bot.drawn import Drawn
from bot.i18n import Languages
from bot.store.facts import load_facts
from bot.store.reminder_dues import load_dues
from bot.store.world import World
from conversations.events import NOTICE
from conversations.needs import NOTHING_MORE
from conversations.reminders import reminder_screen


def draw_reminder(conn: Connection, notice: Notice, world: World, languages: Languages) -> Drawn | None:
    """A reminder; None where nothing of it is undone, wanted and in force any more."""
    told = notice.payload
    facts = load_facts(conn, person_id=told["person_id"], needs=NOTHING_MORE, world=world)
    # After the half-year has ended nothing of it can be done.
    if facts.person is None or facts.period.key != told["period"]:
        return None
    dues = load_dues(conn, facts.person, told["dues"], told["digest"], world)
    screen = None if dues is None else reminder_screen(facts, dues)
    if screen is None:
        return None
    return draw_screen(screen, languages[facts.person.language], facts.person.zone, NOTICE, 0)
