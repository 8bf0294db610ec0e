"""Who would be reminded of what at an instant, on the command line."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from bot.i18n import load_languages
from bot.rule_sets import load_rule_sets
from bot.schedule.clock import Clock
from bot.schedule.holidays import work_calendar
from bot.schedule.moments import open_moments, possible_hours
from bot.settings import Settings
from bot.store.audience import Moment
from bot.store.bots import ONE_BOT, Bots
from bot.store.clock_runs import complete_runs, hours_in_use
from bot.store.due import new_dues
from bot.store.group_posts import due_group_posts
from bot.store.tables import person
from bot.store.world import World
from bot.tokens import bot_id_in
from bot.upgrading import opened_database
from conversations.facts import Zone
from conversations.rules.reminder_policy import DIGEST, SNOOZED, Occasion
from conversations.rules.terms import Capacity, StageId
from conversations.session import DEFAULT_LANGUAGE
from conversations.words import Say, say

_LAST_ID = 2**62
_WHEN: Mapping[str, Say] = {
    Occasion.OPENING: say("The stage has begun"),
    Occasion.HALFWAY: say("Half of the days of the stage are over"),
    Occasion.DAYS_3: say("The stage ends in three days"),
    Occasion.DAY_1: say("The stage ends the next day"),
    Occasion.LAST_DAY: say("The last day of the stage to remind on"),
    Occasion.OVERDUE: say("The days of the stage are over"),
    SNOOZED: say("Asked to be reminded again"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One stage of one message: to whom, which occasion, from when on (local), and why in words.

    A post in the group of a school has no person but the school's id as `group_of`.
    """

    person: int | None
    name: str
    stage: str
    occasion: str
    at: str
    why: str
    group_of: int | None = None

    def text(self) -> str:
        """The line for people."""
        whom = self.person if self.group_of is None else f"[group] {self.group_of}"
        return f"{self.at}  {whom} {self.name}  {self.stage} {self.occasion}  {self.why}"

    def json(self) -> str:
        """The line for machines."""
        fields = asdict(self)
        if self.group_of is None:
            del fields["group_of"]
        return json.dumps(fields, ensure_ascii=False)


async def remind(settings: Settings, at: datetime, *, is_dry_run: bool) -> Sequence[Line]:
    """What a tick at that instant enqueues, judged by the present database; unless dry, it does so."""
    bots = _bots(settings, is_needed=not is_dry_run)
    calendar = settings.calendar
    rule_sets = load_rule_sets(calendar.rule_sets.names)
    world = World(at, rule_sets, calendar, work=work_calendar(settings.holidays_file), bots=bots)
    async with opened_database(settings) as database:
        lines = await database.read(lambda conn: _lines(conn, bots, world))
        if not is_dry_run:
            await Clock(database, lambda: world, bots.own).tick()
    return lines


def _lines(conn: Connection, bots: Bots, world: World) -> Sequence[Line]:
    moments = open_moments(world, hours_in_use(conn, possible_hours(world), world.policy.hour))
    known = complete_runs(conn, bots.own, [moment.key for moment in moments])
    lines: list[Line] = []
    for moment in moments:
        if moment.key not in known:
            lines += [*_of(conn, moment, world), *_of_groups(conn, bots, moment, world)]
    return lines


def _of_groups(conn: Connection, bots: Bots, moment: Moment, world: World) -> Sequence[Line]:
    agenda = world.timetable(moment.day).agenda(moment.day)
    language = load_languages()[DEFAULT_LANGUAGE]
    return [
        Line(
            None,
            f"{post.school_name} ({post.title})",
            post.planned.stage,
            post.planned.occasion,
            moment.at(moment.day).isoformat(),
            language.translate(_WHEN[post.planned.occasion], Zone.WIB),
            group_of=post.school_id,
        )
        for post in due_group_posts(conn, list(bots.names), moment, agenda)
    ]


def _of(conn: Connection, moment: Moment, world: World) -> Sequence[Line]:
    agenda = world.timetable(moment.day).agenda(moment.day)
    statement, parameters = new_dues(moment, agenda)
    due = statement.subquery()
    order = {stage: number for number, stage in enumerate(StageId)}
    query = select(due, person.c.name).join_from(due, person, due.c.person_id == person.c.id)
    rows = list(conn.execute(query, {**parameters, "at_after": 0, "at_upto": _LAST_ID}))
    rows.sort(key=lambda row: (row.person_id, order.get(row.stage, len(order))))
    capacities = {stage.stage: stage.capacity for stage in agenda.stages}
    language = load_languages()[DEFAULT_LANGUAGE]
    at = moment.at(moment.day).isoformat()
    return [
        Line(
            row.person_id,
            row.name,
            row.stage,
            row.occasion,
            at,
            language.translate(_why(row, capacities), Zone.WIB),
        )
        for row in rows
    ]


def _why(row: Any, capacities: Mapping[StageId, Capacity]) -> Say:
    if row.stage == DIGEST:
        return say("Plans wait for a decision")
    if row.stage == StageId.SKP:
        undone = say("the plan is not final and waits for nobody else")
    elif capacities[StageId(row.stage)] is Capacity.APPRAISER:
        undone = say("somebody's plan is final, and this is not done for them")
    else:
        undone = say("the own plan is final, and this is not marked as done")
    return say("{when}; {undone}", when=_WHEN[row.occasion], undone=undone)


def _bots(settings: Settings, *, is_needed: bool) -> Bots:
    """Whose sweeps count, and by which bot each is reminded; without a token none is known."""
    if settings.bot_token is settings.bot_tokens is None and not is_needed:
        return ONE_BOT
    ids = [bot_id_in(token) for token in settings.tokens]
    # What is enqueued names no bot.
    return Bots(ids[0], dict.fromkeys(ids, ""))
