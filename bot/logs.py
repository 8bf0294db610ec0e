"""Logging: one handler, text or JSON, without tokens and without what people wrote."""

import json
import logging
import re
import sys
import traceback
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from types import TracebackType

from telegram.error import InvalidToken, TelegramError

from bot.turn_ids import current_turn_id

_TOKEN = re.compile(r"[0-9]{1,20}(?:(?::|%3A)[A-Za-z0-9_-]{10,})+", re.ASCII)
_HIDDEN = "[hidden]"
# These log parameters, addresses or answers at lower levels, and so texts and tokens.
_TALKATIVE = (
    "telegram",
    "aiohttp",
    "aiohttp.access",
    "httpx",
    "httpcore",
    "sqlalchemy",
    "asyncio",
    "apscheduler",
    "alembic",
    "uvicorn",
)
# Only the words of these are sure to repeat nothing that somebody typed.
_TELLING = (OSError, TypeError, AttributeError, NameError, ImportError, RuntimeError, TelegramError)


class Redactor:
    """Hides whatever looks like a bot token, and the given secrets."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        known = sorted((secret for secret in secrets if secret), key=len, reverse=True)
        self._pattern = re.compile("|".join([*map(re.escape, known), _TOKEN.pattern]), re.ASCII)

    def redact(self, text: str) -> str:
        """The text with every secret hidden."""
        return self._pattern.sub(_HIDDEN, text)


class TextFormatter(logging.Formatter):
    """One line for a person, followed by the trace if there is one."""

    def __init__(self, redactor: Redactor) -> None:
        super().__init__()
        self._redactor = redactor

    def format(self, record: logging.LogRecord) -> str:
        """The whole line."""
        turn = f" [{turn_id}]" if (turn_id := current_turn_id()) else ""
        line = f"{_instant(record)} {record.levelname:<7} {record.name}{turn}: {record.getMessage()}"
        trace = _trace(record)
        return self._redactor.redact(f"{line}\n{trace}" if trace else line)


class JsonFormatter(logging.Formatter):
    """One JSON object a line for a machine."""

    def __init__(self, redactor: Redactor) -> None:
        super().__init__()
        self._redactor = redactor

    def format(self, record: logging.LogRecord) -> str:
        """The whole line."""
        fields = {
            "at": _instant(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            **({"turn": turn_id} if (turn_id := current_turn_id()) else {}),
            "message": self._redactor.redact(record.getMessage()),
        }
        if trace := _trace(record):
            fields["trace"] = self._redactor.redact(trace)
        return json.dumps(fields, ensure_ascii=False)


def set_up_logs(level: str = "info", log_format: str = "text", secrets: Iterable[str] = ()) -> None:
    """Send all logs to standard error in a format (`text` or `json`) from a level on."""
    redactor = Redactor(secrets)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter(redactor) if log_format == "json" else TextFormatter(redactor))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLogger().level))
    logging.captureWarnings(True)
    sys.excepthook = _log_uncaught


def describe_trace(exc: BaseException) -> str:
    """The trace of an exception and its causes; words only where they repeat nothing typed."""
    return "\n".join(_describe_one(link) for link in chain_of(exc))


def _trace(record: logging.LogRecord) -> str:
    exc = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
    return "" if exc is None else describe_trace(exc)


def chain_of(exc: BaseException) -> Iterator[BaseException]:
    """An exception after its causes, the first cause first."""
    links: list[BaseException] = []
    link: BaseException | None = exc
    while link is not None and link not in links:
        links.append(link)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return reversed(links)


def _describe_one(exc: BaseException) -> str:
    frames = "".join(traceback.format_tb(exc.__traceback__))
    notes = "".join(f" [{note}]" for note in getattr(exc, "__notes__", ()))
    words = f": {said}" if (said := words_of(exc)) else ""
    return f"{frames}{type(exc).__qualname__}{words}{notes}"


def words_of(exc: BaseException) -> str:
    """The words of an exception where they repeat nothing typed, else none."""
    is_operational = type(exc).__name__ == "OperationalError"
    if isinstance(exc, InvalidToken) or not (is_operational or isinstance(exc, _TELLING)):
        return ""
    # Further lines of a database error hold the statement and its parameters.
    return str(exc).partition(chr(10))[0][:200]


def _instant(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def _log_uncaught(kind: type[BaseException], exc: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, exc, trace)
        return
    logging.getLogger("bot").critical("stopped by an error", exc_info=exc)
