"""What is the same for everybody at an instant."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.links import Links
from bot.schedule.policy import load_policy
from bot.store.bots import ONE_BOT, Bots
from conversations.answers.book import AnswerBook
from conversations.facts import Zone
from conversations.labels import Read, read_key
from conversations.rules.cycle import Period, RuleCalendar
from conversations.rules.regulation import RuleSet
from conversations.rules.reminder_policy import ReminderPolicy
from conversations.rules.reminders import Timetable, WorkCalendar
from conversations.values import value


@value
class World:
    """What is the same for everybody: the world's clock in aware UTC, the rules, what the operator set.

    `answers_trouble` is what is wrong with the newest file of answers, which is not in use then.
    """

    now: datetime
    rule_sets: Mapping[str, RuleSet]
    calendar: RuleCalendar
    default_zone: Zone = Zone.WIB
    operator_ids: frozenset[int] = frozenset()
    operator_contact: str = ""
    links: Links = field(default_factory=lambda: Links("", b""))
    invite_lasts: timedelta = timedelta(days=7)
    policy: ReminderPolicy = field(default_factory=load_policy)
    broadcasts_a_day: int = 3
    bulk_per_second: float = 28.0
    work: WorkCalendar = field(default_factory=WorkCalendar)
    answers: AnswerBook = field(default_factory=AnswerBook)
    answers_trouble: str = ""
    read: Read = read_key
    bots: Bots = ONE_BOT

    def period(self, zone: Zone | None = None) -> Period:
        """The present half-year in a zone."""
        return Period.of(self.now.astimezone(ZoneInfo(zone or self.default_zone)).date())

    def day(self, zone: Zone | None = None) -> str:
        """The present day in a zone, such as 2026-08-14."""
        return self.now.astimezone(ZoneInfo(zone or self.default_zone)).date().isoformat()

    def timetable(self, day: date) -> Timetable:
        """The reminders of the half-year that a day lies in."""
        period = Period.of(day)
        rules = self.rule_sets[self.calendar.name_for(period)]
        return Timetable(self.policy, rules, period, self.calendar.final_date(period), self.work)
