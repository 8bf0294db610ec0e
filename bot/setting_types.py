"""What a setting may be; what it is refused for never repeats a secret."""

import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, StringConstraints

from bot.schedule.holidays import HolidayChanges, read_holidays
from bot.store.sealing import parse_keys
from bot.store.urls import parse_url
from bot.tokens import check_token, check_tokens, check_username
from conversations.rules.cycle import FinalDates, RuleSetMap, parse_final_dates, parse_rule_set_map

_DSN = re.compile(r"https?://[0-9A-Za-z]+(?::[0-9A-Za-z]+)?@[^@/\s]+/(?:[^@\s]*/)?[0-9]+")


class LogFormat(StrEnum):
    """How a log line looks."""

    TEXT = "text"
    JSON = "json"


class LogLevel(StrEnum):
    """The least serious kind of line that is logged."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


def _operator_ids(text: str) -> frozenset[int]:
    parts = [part.strip() for part in text.split(",")]
    if not all(part.isascii() and part.isdigit() for part in parts):
        raise ValueError("not all are numbers")
    return frozenset(int(part) for part in parts)


def _server(text: str) -> str:
    if not text.startswith(("http://", "https://")):
        raise ValueError("not an address")
    return text.rstrip("/")


def _dsn(address: SecretStr) -> SecretStr:
    if not _DSN.fullmatch(address.get_secret_value()):
        raise ValueError("not a DSN")
    return address


def _webhook_url(text: str) -> str:
    if not re.fullmatch(r"https?://[^/?#\s]+(/[^?#\s]*)?/telegram", text):
        raise ValueError("not such an address")
    return text


def _secret(secret: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[A-Za-z0-9_-]{32,256}", secret.get_secret_value(), re.ASCII):
        raise ValueError("not such a secret")
    return secret


def _database(address: SecretStr) -> SecretStr:
    parse_url(address.get_secret_value())
    return address


def _clock_file(text: str) -> Path:
    file = Path(text)
    try:
        float(file.read_text(encoding="ascii"))
    except OSError as error:
        raise ValueError(error.strerror) from None
    except ValueError:
        raise ValueError("it holds no number") from None
    return file


def _keys(text: SecretStr) -> SecretStr:
    parse_keys(text.get_secret_value())
    return text


def _not_one(days: int) -> int:
    # What was not fetched comes once more for a day.
    if days == 1:
        raise ValueError("too few")
    return days


def kept_days(usual: int) -> Any:
    """A number of days, with what is accepted."""
    return Field(default=usual, description="a whole number of days from 1 to 36500, or 0 for ever")


def _holidays(text: str) -> HolidayChanges:
    return read_holidays(Path(text))


Token = Annotated[SecretStr, AfterValidator(check_token)]
Tokens = Annotated[SecretStr, AfterValidator(check_tokens)]
Username = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_]{5,32}$"), AfterValidator(check_username)]
Server = Annotated[str, AfterValidator(_server)]
Database = Annotated[SecretStr, AfterValidator(_database)]
Operators = Annotated[frozenset[int], BeforeValidator(_operator_ids)]
Format = Annotated[LogFormat, BeforeValidator(str.lower)]
Level = Annotated[LogLevel, BeforeValidator(str.lower)]
Dsn = Annotated[SecretStr, AfterValidator(_dsn)]
RuleSets = Annotated[RuleSetMap, BeforeValidator(parse_rule_set_map)]
LastDays = Annotated[FinalDates, BeforeValidator(parse_final_dates)]
ClockFile = Annotated[Path, BeforeValidator(_clock_file)]
Holidays = Annotated[HolidayChanges, BeforeValidator(_holidays)]
Keys = Annotated[SecretStr, AfterValidator(_keys)]
WebhookUrl = Annotated[str, AfterValidator(_webhook_url)]
WebhookSecret = Annotated[SecretStr, AfterValidator(_secret)]
Port = Annotated[int, Field(ge=1, le=65535)]
Days = Annotated[int, Field(ge=0, le=36_500)]
DaysButOne = Annotated[Days, AfterValidator(_not_one)]
Rate = Annotated[float, Field(gt=0, le=1000, allow_inf_nan=False)]
GroupRate = Annotated[float, Field(gt=0, le=60_000, allow_inf_nan=False)]
