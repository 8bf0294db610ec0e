import re
from datetime import date
from pathlib import Path

import pytest

from bot.setting_types import LogFormat, LogLevel
from bot.settings import Settings, SettingsError, load_settings
from conversations.rules.cycle import Period

ROOT = Path(__file__).parents[2]
TOKEN = "987654:geheim-geheim"


def load(tmp_path, file="", **environ):
    env_file = tmp_path / ".env"
    env_file.write_text(file, encoding="utf-8")
    return load_settings(environ, env_file)


def refusal(tmp_path, **environ):
    with pytest.raises(SettingsError) as refused:
        load(tmp_path, **environ)
    return str(refused.value)


def test_nothing_need_be_set_but_the_token(tmp_path):
    settings = load_settings({}, tmp_path / "none")
    assert settings.database_url.get_secret_value() == "sqlite:///asisten-kinerja.db"
    assert settings.calendar.name_for(Period(2030, 1)) == "pmm_2024"
    with pytest.raises(
        SettingsError, match=r"^BOT_TOKEN is missing: it must be the token that @BotFather gave"
    ):
        _ = settings.token


def test_every_setting_is_read(tmp_path):
    offset = tmp_path / "clock"
    offset.write_text("86400.5\n")
    settings = load(
        tmp_path,
        BOT_TOKEN=TOKEN,
        BOT_USERNAME="contoh_bot",
        BOT_API_URL="http://127.0.0.1:9000/bot",
        BOT_FILE_URL="http://127.0.0.1:9000/file/bot/",
        DATABASE_URL="postgres://u:pw@h/db",
        OPERATOR_IDS="1, 22",
        LOG_FORMAT="json",
        LOG_LEVEL="WARNING",
        RULE_SETS="*=pmm_2024,2026-S2=other",
        FINAL_DATES="2026-S2=2026-12-15",
        INVITE_DAYS="3",
        WORLD_CLOCK_FILE=str(offset),
        RATE_BULK_PER_SECOND="20.5",
        RATE_CHAT_BURST="4",
        RATE_CHAT_PER_SECOND="0.5",
        RATE_PERSON_PER_SECOND="30",
    )
    assert settings.token == TOKEN
    assert settings.bot_file_url == "http://127.0.0.1:9000/file/bot"
    assert settings.operator_ids == {1, 22}
    assert (settings.log_format, settings.log_level) == (LogFormat.JSON, LogLevel.WARNING)
    assert settings.calendar.name_for(Period(2026, 2)) == "other"
    assert settings.calendar.final_date(Period(2026, 2)) == date(2026, 12, 15)
    assert (settings.invite_days, settings.world_clock_file) == (3, offset)
    assert settings.rate_bulk_per_second == 20.5
    assert (settings.rate_chat_burst, settings.rate_chat_per_second) == (4, 0.5)
    assert settings.rate_person_per_second == 30


@pytest.mark.parametrize(
    ("name", "value", "accepted"),
    [
        ("BOT_TOKEN", "123456", "@BotFather"),
        ("BOT_USERNAME", "@contoh_bot", "without @"),
        ("BOT_API_URL", "127.0.0.1:9000", "http or https"),
        ("BOT_FILE_URL", "ftp://h", "http or https"),
        ("DATABASE_URL", "mysql://u:pw@h/db", "postgresql://"),
        ("OPERATOR_IDS", "1;2", "commas"),
        ("LOG_FORMAT", "xml", "text or json"),
        ("LOG_LEVEL", "loud", "debug, info, warning or error"),
        ("RULE_SETS", "2026-S2=pmm_2024", "*=pmm_2024"),
        ("FINAL_DATES", "2026-S3=2026-12-15", "2026-S2=2026-12-15"),
        ("INVITE_DAYS", "0", "from 1 to 90"),
        ("INVITE_DAYS", "1.5", "from 1 to 90"),
        ("WORLD_CLOCK_FILE", "no-such-file", "seconds"),
        ("RATE_BULK_PER_SECOND", "nan", "above 0"),
        ("RATE_CHAT_BURST", "0", "from 1 to 100"),
        ("RATE_CHAT_PER_SECOND", "-1", "above 0"),
        ("RATE_PERSON_PER_SECOND", "0", "from 1 to 1000"),
    ],
)
def test_a_wrong_setting_is_one_line_that_names_it_and_what_is_accepted(tmp_path, name, value, accepted):
    line = refusal(tmp_path, **{name: value})
    assert re.match(rf"{name} is wrong\b", line)
    assert accepted in line
    assert "\n" not in line


def test_several_tokens_come_in_place_of_one(tmp_path):
    settings = load(tmp_path, BOT_TOKENS=f"{TOKEN}, 42:geheim-geheim")
    assert (settings.tokens, settings.token) == ((TOKEN, "42:geheim-geheim"), TOKEN)
    assert "geheim" not in f"{settings!r} {settings}"


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"BOT_TOKENS": TOKEN, "BOT_TOKEN": TOKEN}, "BOT_TOKENS is wrong (BOT_TOKEN is set as well)"),
        ({"BOT_TOKENS": f"{TOKEN},42"}, "BOT_TOKENS is wrong (not a token)"),
        ({"BOT_TOKENS": f"{TOKEN},"}, "BOT_TOKENS is wrong (not a token)"),
        ({"BOT_TOKENS": f"{TOKEN},987654:other-other"}, "BOT_TOKENS is wrong (two are of bot 987654)"),
        (
            {"BOT_TOKENS": f"{TOKEN},42:geheim-geheim", "BOT_USERNAME": "contoh_bot"},
            "BOT_USERNAME is wrong (BOT_TOKENS are of several bots: leave it empty)",
        ),
    ],
)
def test_tokens_that_do_not_go_together_are_refused(tmp_path, given, reason):
    line = refusal(tmp_path, **given)
    assert line.startswith(f"{reason}: it must be ")
    assert "geheim" not in line


def test_all_wrong_settings_are_told_at_once(tmp_path):
    lines = refusal(tmp_path, LOG_LEVEL="loud", INVITE_DAYS="x").splitlines()
    assert [line.split()[0] for line in lines] == ["LOG_LEVEL", "INVITE_DAYS"]


def test_a_clock_file_without_a_number_is_refused(tmp_path):
    offset = tmp_path / "clock"
    offset.write_text("tomorrow")
    assert "holds no number" in refusal(tmp_path, WORLD_CLOCK_FILE=str(offset))


def test_secrets_are_neither_shown_nor_repeated(tmp_path):
    settings = load(tmp_path, BOT_TOKEN=TOKEN, DATABASE_URL="postgresql://u:geheim@h/db")
    assert "geheim" not in f"{settings!r} {settings}"
    refused = refusal(tmp_path, BOT_TOKEN=TOKEN + "!", DATABASE_URL="mysql://u:geheim@h/db")
    assert "geheim" not in refused


def test_the_environment_wins_over_the_file_and_empty_means_default(tmp_path):
    file = (
        "\ufeff# ours\n\nexport LOG_LEVEL = 'debug'\nINVITE_DAYS=5 # days\nLOG_FORMAT=json\nOPERATOR_IDS=\n"
    )
    settings = load(tmp_path, file, INVITE_DAYS="9", LOG_FORMAT="")
    assert settings.log_level is LogLevel.DEBUG
    assert settings.invite_days == 9
    assert settings.log_format is LogFormat.TEXT
    assert settings.operator_ids == frozenset()


def test_a_line_of_the_file_that_is_no_setting_is_named_but_not_shown(tmp_path):
    with pytest.raises(SettingsError, match="line 2: must be NAME=value") as refused:
        load(tmp_path, f"LOG_LEVEL=debug\n{TOKEN}\n")
    assert "geheim" not in str(refused.value)


def test_the_readme_lists_every_setting_with_its_default(tmp_path):
    rows = re.findall(
        r"^\| `([A-Z_]+)` \| (?:`([^`]*)`|) *\|", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE
    )
    assert [name.lower() for name, _ in rows] == list(Settings.model_fields)
    assert load(tmp_path, **dict(rows)) == load_settings({}, tmp_path / "none")


def test_the_example_file_lists_every_setting_with_its_default(tmp_path):
    lines = re.findall(r"^#? ?([A-Z_]+)=(.*)$", (ROOT / ".env.example").read_text("utf-8"), re.MULTILINE)
    assert [name.lower() for name, _ in lines] == list(Settings.model_fields)
    assert load(tmp_path, "\n".join(f"{name}={value}" for name, value in lines)) == load_settings(
        {}, tmp_path / "none"
    )
