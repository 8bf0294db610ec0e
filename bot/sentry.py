"""Errors to Sentry: the place of a fault and its turn, nothing that anybody wrote."""

import atexit
import logging
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.errors import CommandError
from bot.logs import Redactor, chain_of, words_of
from bot.turn_ids import current_turn_id

_KEPT = frozenset(
    {
        "event_id",
        "timestamp",
        "platform",
        "level",
        "logger",
        "logentry",
        "exception",
        "tags",
        "release",
        "environment",
        "server_name",
        "sdk",
    }
)
_LEVELS = {logging.ERROR: "error", logging.CRITICAL: "fatal"}
_FLUSH_SECONDS = 2.0
# Those that send the reports: what they complain of cannot be reported.
_SENDERS = ("sentry_sdk", "urllib3")


def report_errors(dsn: str, redactor: Redactor, **options: Any) -> None:
    """Send what is logged as an error from now on, to the end of the process.

    A CommandError where the library is not installed.
    """
    try:
        import sentry_sdk
    except ImportError:
        raise CommandError(
            "SENTRY_DSN is set, but sentry-sdk is not installed: pip install 'asisten-kinerja[sentry]'"
        ) from None
    try:
        sentry_sdk.init(
            dsn,
            default_integrations=False,
            auto_enabling_integrations=False,
            include_local_variables=False,
            max_request_body_size="never",
            max_breadcrumbs=0,
            before_send=only_ours,
            **options,
        )
    except ValueError:
        # Its own words would repeat the address, which holds a key.
        raise CommandError("SENTRY_DSN is wrong: it must be the DSN of a Sentry project") from None
    logging.getLogger().addHandler(_Reporter(redactor))
    # Later than the hook for what nobody caught, which logs it.
    atexit.register(lambda: sentry_sdk.get_client().close(timeout=_FLUSH_SECONDS))


def only_ours(event: Any, hint: Mapping[str, Any]) -> Any:
    """What we made of an event: no requests, users, local variables, or whatever else a library adds."""
    return {name: value for name, value in event.items() if name in _KEPT}


class _Reporter(logging.Handler):
    """Makes an event of a log line, in the words that the log has."""

    def __init__(self, redactor: Redactor) -> None:
        super().__init__(logging.ERROR)
        self._redactor = redactor

    def emit(self, record: logging.LogRecord) -> None:
        """Hand on one event; it is sent by a thread of its own."""
        import sentry_sdk

        if not record.name.startswith(_SENDERS):
            sentry_sdk.capture_event(self._event(record))

    def _event(self, record: logging.LogRecord) -> Any:
        event: dict[str, Any] = {
            "timestamp": datetime.fromtimestamp(record.created, UTC),
            "level": _LEVELS.get(record.levelno, "error"),
            "logger": record.name,
            # By the unfilled line events of a kind are told apart.
            "logentry": {
                "message": self._redactor.redact(str(record.msg)),
                "formatted": self._redactor.redact(record.getMessage()),
            },
        }
        if turn_id := current_turn_id():
            event["tags"] = {"turn": turn_id}
        if isinstance(record.exc_info, tuple) and record.exc_info[1] is not None:
            event["exception"] = {"values": [self._exception(exc) for exc in chain_of(record.exc_info[1])]}
        return event

    def _exception(self, exc: BaseException) -> dict[str, Any]:
        frames = [
            {"filename": frame.filename, "function": frame.name, "lineno": frame.lineno}
            for frame in traceback.extract_tb(exc.__traceback__)
        ]
        return {
            "type": type(exc).__qualname__,
            "module": type(exc).__module__,
            "value": self._redactor.redact(words_of(exc)),
            "stacktrace": {"frames": frames},
        }
