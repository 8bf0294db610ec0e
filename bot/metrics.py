"""What one process counts of its own doing, for Prometheus: never a name, a text, a chat or a token."""

from collections.abc import Iterable
from enum import StrEnum
from functools import cache

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
)

from bot.store.vital_signs import MOST_COUNTED, VitalSigns

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

_PREFIX = "asisten_"
# When each series began says nothing here and would nearly double the text.
disable_created_metrics()
# A tap is answered within milliseconds, a call within tens, and what waits out trouble takes a minute.
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class UpdateOutcome(StrEnum):
    """What became of an update."""

    DECIDED = "decided"
    REPEATED = "repeated"
    GROUP = "group"
    FLOOD = "flood"


class ScreenOutcome(StrEnum):
    """What became of a screen; one in trouble is tried again or shown by the next look at what is late."""

    SHOWN = "shown"
    REFUSED = "refused"
    IN_TROUBLE = "in_trouble"
    LATE = "late"


class NoticeOutcome(StrEnum):
    """What became of an attempt to send a notice."""

    SENT = "sent"
    FAILED = "failed"
    UNTRUE = "no_longer_true"
    THROTTLED = "throttled"
    RETRY = "retry"


class Metrics:
    """The counters of this process."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._turns = self._histogram(
            "turn_seconds",
            "From an update's arrival to the commit of what was decided, by outcome",
            "outcome",
        )
        self._failures = self._counter("turn_failures", "Turns that ended with an error")
        self._poison = self._counter("poison_updates", "Updates that failed twice and are kept")
        self._requests = self._counter("webhook_requests", "Requests of the webhook by HTTP status", "status")
        self._screens = self._counter("screens", "Screens by what became of them", "outcome")
        self._showing = self._histogram("screen_seconds", "From the decision to the screen on the server")
        self._notices = self._counter("notices", "Attempts to send a notice", "outcome")
        self._takeovers = self._counter("lease_takeovers", "Notices taken over from a sender that died")
        self._calls = self._counter(
            "api_calls", "Calls of the Bot API by method and result", "method", "result"
        )
        self._calling = self._histogram("api_call_seconds", "How long the Bot API takes to answer")
        self._ticks = self._counter("clock_ticks", "Ticks of this process's clock", "outcome")
        self._ticking = self._histogram("clock_tick_seconds", "How long a tick takes")
        self._stored = _StoredGauges(self._registry)
        # Looked up once and there from the start, at 0.
        self._turn_of = {outcome: self._turns.labels(outcome) for outcome in UpdateOutcome}
        self._screen_of = {outcome: self._screens.labels(outcome) for outcome in ScreenOutcome}
        self._notice_of = {outcome: self._notices.labels(outcome) for outcome in NoticeOutcome}
        self._request_of = cache(self._requests.labels)
        self._call_of = cache(self._calls.labels)

    def turn(self, outcome: UpdateOutcome, seconds: float) -> None:
        """An update was decided, or deliberately not."""
        self._turn_of[outcome].observe(seconds)

    def turn_failed(self) -> None:
        """A turn ended with an error; it is tried once more, or comes again."""
        self._failures.inc()

    def poison(self) -> None:
        """An update that failed twice was kept for the operator."""
        self._poison.inc()

    def webhook_request(self, status: int) -> None:
        """The webhook has answered with this HTTP status."""
        self._request_of(status).inc()

    def screen(self, outcome: ScreenOutcome, seconds: float | None = None) -> None:
        """Something became of a screen, so many seconds after its decision."""
        self._screen_of[outcome].inc()
        if seconds is not None:
            self._showing.observe(seconds)

    def notice(self, outcome: NoticeOutcome) -> None:
        """Something became of an attempt to send a notice."""
        self._notice_of[outcome].inc()

    def took_over(self, count: int) -> None:
        """So many claimed notices had been claimed by somebody before, whose lease has ended."""
        if count:
            self._takeovers.inc(count)

    def api_call(self, method: str, result: str, seconds: float) -> None:
        """The Bot API has answered, or not; long polls are left out, for they only wait."""
        self._call_of(method, result).inc()
        self._calling.observe(seconds)

    def tick(self, seconds: float, *, has_failed: bool) -> None:
        """The clock has ticked."""
        self._ticks.labels("failed" if has_failed else "done").inc()
        self._ticking.observe(seconds)

    def text(self, signs: Iterable[VitalSigns]) -> bytes:
        """Everything in Prometheus's text format; the signs are those of the stored work of each bot."""
        self._stored.set(signs)
        return generate_latest(self._registry)

    def own_text(self) -> bytes:
        """Only what this process knows, where the database cannot be read."""
        self._stored.clear()
        return generate_latest(self._registry)

    def _counter(self, name: str, words: str, *labels: str) -> Counter:
        return Counter(f"{_PREFIX}{name}", words, labels, registry=self._registry)

    def _histogram(self, name: str, words: str, *labels: str) -> Histogram:
        return Histogram(f"{_PREFIX}{name}", words, labels, buckets=_SECONDS, registry=self._registry)


class _StoredGauges:
    """What waits in the database, the same whichever process is asked."""

    def __init__(self, registry: CollectorRegistry) -> None:
        def gauge(name: str, words: str, *labels: str) -> Gauge:
            return Gauge(f"{_PREFIX}{name}", words, ["bot", *labels], registry=registry)

        most = f"(counted up to {MOST_COUNTED})"
        self._waiting = gauge("outbox_waiting", f"Notices that wait, by lane {most}", "lane")
        self._oldest = gauge(
            "outbox_oldest_seconds",
            "For how long the next notice of a lane has waited since it was written",
            "lane",
        )
        self._screens = gauge("screens_late", f"Screens not shown for more than 5 seconds {most}")
        self._pace = gauge("pace_ahead_seconds", "How far ahead the pace of notices is given away")
        self._blocked = gauge("pace_blocked_seconds", "For how long Telegram still refuses notices")
        self._tick_age = gauge("clock_tick_age_seconds", "How long ago any clock ticked last")
        self._overdue = gauge(
            "clock_overdue_seconds", "By how much the next due instant is past, in the world's time"
        )
        self._reachable = Gauge(
            f"{_PREFIX}database_reachable", "Whether the database could be read just now", registry=registry
        )
        self._all = (
            self._waiting,
            self._oldest,
            self._screens,
            self._pace,
            self._blocked,
            self._tick_age,
            self._overdue,
        )

    def clear(self) -> None:
        """Nothing is known of the database."""
        for gauge in self._all:
            gauge.clear()
        self._reachable.set(0)

    def set(self, signs: Iterable[VitalSigns]) -> None:
        """Show these."""
        self.clear()
        self._reachable.set(1)
        for sign in signs:
            bot = str(sign.bot_id)
            for lane, waiting in sign.lanes.items():
                self._waiting.labels(bot, lane).set(waiting.count)
                self._oldest.labels(bot, lane).set(waiting.oldest_seconds)
            self._screens.labels(bot).set(sign.screens_late)
            self._pace.labels(bot).set(sign.pace_ahead_seconds)
            self._blocked.labels(bot).set(sign.pace_blocked_seconds)
            if sign.tick_age_seconds is not None:
                self._tick_age.labels(bot).set(sign.tick_age_seconds)
            self._overdue.labels(bot).set(sign.overdue_seconds)
