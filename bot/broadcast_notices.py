"""Draws a broadcast for one receiver, and the report for whoever sent it."""

from typing import Any

from sqlalchemy import Connection, Row, select

from bot.delivery.outbox import Notice
from bot.drawing import draw_screen
from bot.drawn import Drawn
from bot.i18n import Languages
from bot.store.actor import TELEGRAM
from bot.store.broadcasts import has_right, load_broadcast
from bot.store.group_counts import language_of_school
from bot.store.people import load_person, person_of
from bot.store.schools import load_school
from bot.store.tables import broadcast
from bot.store.world import World
from conversations.broadcast_facts import AudienceKind, BroadcastState, Sender
from conversations.broadcasting import message_screen, report_screen
from conversations.events import NOTICE
from conversations.facts import Zone
from conversations.session import DEFAULT_LANGUAGE

_RUNS = frozenset({BroadcastState.FILLING, BroadcastState.SENDING})


def draw_broadcast(conn: Connection, notice: Notice, world: World, languages: Languages) -> Drawn | None:
    """What a receiver reads; None once it was stopped, or whoever sent it may not do so any more."""
    query = select(broadcast).where(broadcast.c.id == notice.payload["broadcast_id"])
    row = conn.execute(query).one_or_none()
    if row is None or row.state not in _RUNS or not has_right(conn, row, world):
        return None
    screen = message_screen(sender_of(conn, row), row.text)
    if row.kind == AudienceKind.GROUP:
        language = languages[language_of_school(conn, row.school_id)]
        return draw_screen(screen, language, world.default_zone, NOTICE, 0)
    reader = load_person(conn, notice.payload["person_id"])
    if reader is None:
        return None
    return draw_screen(screen, languages[reader.language], reader.zone, NOTICE, 0)


def draw_broadcast_report(
    conn: Connection, notice: Notice, world: World, languages: Languages
) -> Drawn | None:
    """What became of it, for whoever sent it and has gone on meanwhile."""
    found = load_broadcast(conn, notice.payload["broadcast_id"])
    if found is None:
        return None
    # The id of a private chat is that of its user.
    person_id = person_of(conn, TELEGRAM, str(notice.chat_id))
    reader = None if person_id is None else load_person(conn, person_id)
    language = languages[DEFAULT_LANGUAGE if reader is None else reader.language]
    zone = Zone.WIB if reader is None else reader.zone
    return draw_screen(report_screen(found[0]), language, zone, NOTICE, 0)


def sender_of(conn: Connection, row: Row[Any]) -> Sender:
    """In whose name it is: of a penilai the name, of a KS the school."""
    kind = AudienceKind(row.kind)
    if kind is AudienceKind.PRINCIPALS and row.made_by is not None:
        maker = load_person(conn, row.made_by)
        return Sender(kind, name=maker.name if maker else "")
    school = None if row.school_id is None else load_school(conn, row.school_id)
    return Sender(kind) if school is None else Sender(kind, school.name, school.led_by_plt)
