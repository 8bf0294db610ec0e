"""Every setting: read from the environment and `.env`, refused by name where it is wrong."""

import hmac
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, SecretStr, StringConstraints, ValidationError

from bot.envfile import EnvFileError, read_env_file
from bot.errors import CommandError
from bot.schedule.holidays import HolidayChanges
from bot.setting_types import (
    ClockFile,
    Database,
    Days,
    DaysButOne,
    Dsn,
    Format,
    GroupRate,
    Holidays,
    Keys,
    LastDays,
    Level,
    LogFormat,
    LogLevel,
    Operators,
    Port,
    Rate,
    RuleSets,
    Server,
    Token,
    Tokens,
    Username,
    WebhookSecret,
    WebhookUrl,
    kept_days,
)
from bot.store.sealing import Keyring, parse_keys
from bot.tokens import bot_id_in, tokens_in
from conversations.rules.cycle import FinalDates, RuleCalendar, parse_rule_set_map

DEFAULT_ENV_FILE = Path(".env")
_WEBHOOK_PURPOSE = b"asisten-kinerja/webhook/1"


class SettingsError(CommandError):
    """Settings that stop the start; one line for each."""


class Settings(BaseModel):
    """All settings by their lower-case names; each description says what is accepted."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", hide_input_in_errors=True, arbitrary_types_allowed=True
    )

    bot_token: Token | None = Field(
        default=None, description="the token that @BotFather gave, such as 123456:AAbbCC-ddEE_ff"
    )
    bot_tokens: Tokens | None = Field(
        default=None,
        description="tokens of different bots with commas between them, in place of BOT_TOKEN",
    )
    bot_username: Username | None = Field(
        default=None, description="the bot's name without @; asked from the server when empty"
    )
    bot_api_url: Server = Field(
        default="https://api.telegram.org/bot",
        description="an http or https address of a Bot API server, ending where the token follows",
    )
    bot_file_url: Server = Field(
        default="https://api.telegram.org/file/bot",
        description="an http or https address of that server's files, ending where the token follows",
    )
    database_url: Database = Field(
        default=SecretStr("sqlite:///asisten-kinerja.db"),
        description="sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME",
    )
    operator_ids: Operators = Field(
        default=frozenset(), description="Telegram user numbers separated by commas"
    )
    operator_contact: Annotated[str, StringConstraints(max_length=200)] = Field(
        default="", description="how to reach the operator, at most 200 characters"
    )
    log_format: Format = Field(default=LogFormat.TEXT, description="text or json")
    log_level: Level = Field(default=LogLevel.INFO, description="debug, info, warning or error")
    sentry_dsn: Dsn | None = Field(
        default=None, description="the DSN of a Sentry project, such as https://KEY@HOST/1; empty for none"
    )
    rule_sets: RuleSets = Field(
        default=parse_rule_set_map("*=pmm_2024"),
        description="the rule set of each half-year, such as *=pmm_2024,2026-S2=NAME",
    )
    final_dates: LastDays = Field(
        default=FinalDates(),
        description="last days for Ajukan, such as 2026-S2=2026-12-15; else the half-year's last day",
    )
    invite_days: int = Field(default=7, ge=1, le=90, description="a whole number of days from 1 to 90")
    broadcasts_a_day: int = Field(default=3, ge=0, le=100, description="a whole number from 0 to 100")
    world_clock_file: ClockFile | None = Field(
        default=None, description="a file with seconds to add to the real time; empty for the real time"
    )
    holidays_file: Holidays = Field(
        default=HolidayChanges(),
        description="a file with a line for each day, such as 2026-03-20 Cuti bersama, or -2026-03-22 for "
        "one that is none",
    )
    faq_file: Path | None = Field(
        default=None, description="a TOML file with the answers in Indonesian; empty for those of the product"
    )
    faq_file_en: Path | None = Field(
        default=None,
        description="a TOML file with the same answers in English; empty for those of the product",
    )
    tick_seconds: float = Field(
        default=30.0, ge=0.1, le=3600, allow_inf_nan=False, description="a number from 0.1 to 3600"
    )
    rate_bulk_per_second: Rate = Field(default=28.4, description="a number above 0 and up to 1000")
    rate_chat_burst: int = Field(default=5, ge=1, le=100, description="a whole number from 1 to 100")
    rate_chat_per_second: Rate = Field(default=1.0, description="a number above 0 and up to 1000")
    rate_group_per_minute: GroupRate = Field(default=20.0, description="a number above 0 and up to 60000")
    rate_person_per_second: int = Field(
        default=20, ge=1, le=1000, description="a whole number from 1 to 1000"
    )
    encryption_keys: Keys | None = Field(
        default=None,
        description="keys as python -m bot key prints them, with commas between them; the first one encrypts",
    )
    keep_seen_updates_days: DaysButOne = Field(
        default=7, description="a whole number of days from 2 to 36500, or 0 for ever"
    )
    keep_message_contents_days: Days = kept_days(30)
    keep_messages_days: Days = kept_days(180)
    keep_visitors_days: Days = kept_days(90)
    keep_failed_updates_days: Days = kept_days(90)
    keep_questions_days: Days = kept_days(730)
    keep_audit_days: Days = kept_days(1825)
    keep_invites_days: Days = kept_days(365)
    keep_erased_days: Days = kept_days(30)

    webhook_url: WebhookUrl | None = Field(
        default=None,
        description="an https address that Telegram reaches and that ends in /telegram, such as "
        "https://bot.example.sch.id/telegram",
    )
    webhook_secret: WebhookSecret | None = Field(
        default=None,
        description="32 to 256 of the characters A-Z, a-z, 0-9, _ and -; empty for one that follows from the "
        "token",
    )
    webhook_max_connections: int = Field(
        default=100, ge=1, le=100, description="a whole number from 1 to 100"
    )
    webhook_max_bytes: int = Field(
        default=1024 * 1024,
        ge=65_536,
        le=16 * 1024 * 1024,
        description="a whole number from 65536 to 16777216",
    )
    web_host: str = Field(default="127.0.0.1", description="an address of this machine, or 0.0.0.0 for all")
    port: Port = Field(default=8080, description="a whole number from 1 to 65535")
    metrics_port: Port | None = Field(default=None, description="a whole number from 1 to 65535")

    @property
    def tokens(self) -> tuple[str, ...]:
        """The token of each bot, the first one first; a SettingsError where there is none."""
        if self.bot_tokens is not None:
            return tokens_in(self.bot_tokens)
        if self.bot_token is None:
            raise SettingsError(f"BOT_TOKEN is missing: it must be {_accepted('bot_token')}")
        return (self.bot_token.get_secret_value(),)

    @property
    def token(self) -> str:
        """The token of the only bot, or of the first one; a SettingsError where there is none."""
        return self.tokens[0]

    @property
    def webhook_address(self) -> str:
        """Where Telegram brings updates, below it those of several bots; a SettingsError where not set."""
        if self.webhook_url is None:
            raise SettingsError(f"WEBHOOK_URL is missing: it must be {_accepted('webhook_url')}")
        return self.webhook_url

    def below_webhook(self, bot_id: int) -> str:
        """What follows the address, and the path, of a bot's updates: nothing where there is only one."""
        return f"/{bot_id}" if len(self.tokens) > 1 else ""

    def webhook_secret_of(self, token: str) -> bytes:
        """What the updates of the bot with that token bring along, so that nobody else's are believed."""
        if self.webhook_secret is not None:
            secret = self.webhook_secret.get_secret_value().encode()
            if len(self.tokens) == 1:
                return secret
            # Who learns the secret of one bot knows none of the others.
            return hmac.new(secret, str(bot_id_in(token)).encode(), "sha256").hexdigest().encode()
        return hmac.new(token.encode(), _WEBHOOK_PURPOSE, "sha256").hexdigest().encode()

    @property
    def keyring(self) -> Keyring | None:
        """What encrypts, None where nothing is to be encrypted."""
        return (
            None
            if self.encryption_keys is None
            else Keyring(parse_keys(self.encryption_keys.get_secret_value()))
        )

    @property
    def calendar(self) -> RuleCalendar:
        """Rule set and final date of every half-year."""
        return RuleCalendar(self.rule_sets, self.final_dates)


def load_settings(environ: Mapping[str, str] | None = None, env_file: Path = DEFAULT_ENV_FILE) -> Settings:
    """Read the settings; the environment wins over the file, an empty value means the default."""
    try:
        from_file = read_env_file(env_file)
    except EnvFileError as error:
        raise SettingsError(str(error)) from None
    given = {**from_file, **(os.environ if environ is None else environ)}
    values: dict[str, Any] = {
        name: text for name in Settings.model_fields if (text := given.get(name.upper(), "").strip())
    }
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        raise SettingsError("\n".join(_refusals(error))) from None


def _refusals(error: ValidationError) -> Iterable[str]:
    for fault in error.errors(include_input=False, include_url=False):
        name = str(fault["loc"][0])
        # Reasons of our own never repeat a secret; pydantic's only repeat what is accepted.
        reason = f" ({fault['ctx']['error']})" if fault["type"] == "value_error" else ""
        yield f"{name.upper()} is wrong{reason}: it must be {_accepted(name)}"


def _accepted(name: str) -> str:
    return str(Settings.model_fields[name].description)
