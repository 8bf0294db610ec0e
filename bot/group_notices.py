"""Draws what groups are told, from what is true when it is sent."""

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.delivery.outbox import Notice
from bot.drawing import draw_screen
from bot.drawn import Drawn
from bot.i18n import Languages
from bot.store.group_counts import language_of_school, load_group_counts
from bot.store.groups import GroupPlace, school_of_group, school_with_group
from bot.store.world import World
from conversations.answers.in_group import GroupReply
from conversations.events import NOTICE
from conversations.facts import School
from conversations.groups.answers import GroupAnswer
from conversations.groups.texts import GroupSight, answer_screen, post_screen
from conversations.rules.cycle import Period
from conversations.rules.terms import StageId
from conversations.screens import Screen


def draw_group_answer(conn: Connection, notice: Notice, world: World, languages: Languages) -> Drawn | None:
    """An answer to what was written in a group, or what its principal has sent it."""
    answer = GroupAnswer(notice.payload["answer"])
    school, _ = school_of_group(conn, GroupPlace(notice.payload["bot_id"], notice.chat_id))
    period = Period.of(_today(school, world))
    with_counts = answer in (GroupAnswer.SUMMARY, GroupAnswer.LINKED)
    sight = _sight(conn, school, period, world, with_counts=with_counts)
    sight = replace(sight, answers=world.answers, reply=_reply(notice))
    return _drawn(conn, answer_screen(answer, sight), sight, world, languages, notice.payload["language"])


def draw_group_post(conn: Connection, notice: Notice, world: World, languages: Languages) -> Drawn | None:
    """The opening of a stage, or that it ends soon; None where the group is not the school's any more."""
    payload = notice.payload
    school = school_with_group(conn, payload["school_id"], notice.chat_id)
    if school is None:
        return None
    sight = _sight(conn, school, Period.parse(payload["period"]), world, with_counts=True)
    screen = post_screen(StageId(payload["stage"]), payload["occasion"], sight)
    return _drawn(conn, screen, sight, world, languages, "")


def _reply(notice: Notice) -> GroupReply | None:
    """What answers a question, as it was stored."""
    stored = notice.payload.get("reply")
    if stored is None:
        return None
    entries, candidates = tuple(stored["entries"]), tuple(stored["candidates"])
    return GroupReply(stored["language"], entries, candidates, stored["is_partial"])


def _sight(
    conn: Connection, school: School | None, period: Period, world: World, *, with_counts: bool
) -> GroupSight:
    has_counts = school is not None and with_counts
    return GroupSight(
        username=world.links.username,
        rules=world.rule_sets[world.calendar.name_for(period)],
        period=period,
        today=_today(school, world),
        school=school,
        counts=load_group_counts(conn, school.id, period) if school is not None and has_counts else None,
    )


def _drawn(
    conn: Connection,
    screen: Screen | None,
    sight: GroupSight,
    world: World,
    languages: Languages,
    language: str,
) -> Drawn | None:
    """In the language of the principal, a reply in its own; where there is no school, of whoever wrote."""
    if screen is None:
        return None
    of_school = language if sight.school is None else language_of_school(conn, sight.school.id)
    zone = (sight.school.zone if sight.school else None) or world.default_zone
    return draw_screen(screen, languages[screen.language or of_school], zone, NOTICE, 0)


def _today(school: School | None, world: World) -> date:
    zone = (school.zone if school else None) or world.default_zone
    return world.now.astimezone(ZoneInfo(zone)).date()
