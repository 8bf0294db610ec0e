import json
import logging
import sys
import warnings
from collections.abc import Iterator

import pytest
from telegram.error import BadRequest, InvalidToken, NetworkError

from bot.logs import Redactor, describe_trace, set_up_logs
from bot.simulator import Simulator
from bot.simulator.client import World
from bot.simulator.person import Person
from bot.simulator.settings import DEFAULT_TOKEN
from bot.telegram.api import TelegramApi

TOKEN = "123456789:AAbbCC-ddEE_ffGGhhIIjjKKllMM"


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level, hook = root.handlers[:], root.level, sys.excepthook
    levels = {name: logging.getLogger(name).level for name in ("telegram", "aiohttp", "asyncio")}
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, kept in levels.items():
        logging.getLogger(name).setLevel(kept)
    logging.captureWarnings(False)
    sys.excepthook = hook


def logged(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().err


@pytest.mark.parametrize(
    "line",
    [
        f"POST https://api.telegram.org/bot{TOKEN}/sendMessage",
        f"The token `{TOKEN}` was rejected",
        TOKEN,
        f"{TOKEN}{TOKEN}",
        TOKEN.replace(":", "%3A"),
    ],
)
def test_a_token_is_hidden_wherever_it_stands(line: str) -> None:
    hidden = Redactor().redact(line)

    assert "AAbbCC" not in hidden
    assert "[hidden]" in hidden


def test_given_secrets_are_hidden_and_times_are_not() -> None:
    assert Redactor(["s3cret(", ""]).redact("at 12:30:05 with s3cret(") == "at 12:30:05 with [hidden]"


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_no_way_of_logging_lets_a_token_through(log_format: str, capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("debug", log_format, [TOKEN])
    log = logging.getLogger("somewhere")
    log.info("url %s", f"/bot{TOKEN}/getMe")
    log.info(f"url /bot{TOKEN}/getMe")
    try:
        raise RuntimeError(f"cannot reach /bot{TOKEN}/getMe") from OSError(TOKEN)
    except RuntimeError:
        log.exception("failed with %s", TOKEN)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(True)
        warnings.warn(f"old {TOKEN}", stacklevel=1)
    sys.excepthook(InvalidToken, InvalidToken(f"The token `{TOKEN}` was rejected"), None)

    lines = logged(capsys)
    assert "AAbbCC" not in lines
    assert lines.count("[hidden]") >= 5


def test_json_lines_are_json_with_the_trace(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("info", "json")
    try:
        raise RuntimeError("broken")
    except RuntimeError:
        logging.getLogger("bot.turn").exception("update %d failed", 5)

    line = json.loads(logged(capsys))
    assert (line["level"], line["logger"], line["message"]) == ("error", "bot.turn", "update 5 failed")
    assert line["trace"].endswith("RuntimeError: broken")
    assert "test_json_lines_are_json" in line["trace"]


def test_the_level_counts_for_us_and_libraries_stay_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("debug", "text")
    logging.getLogger("bot.turn").debug("ours")
    logging.getLogger("telegram.Bot").debug("theirs")
    logging.getLogger("aiohttp.access").info("theirs")

    lines = logged(capsys)
    assert "ours" in lines
    assert "theirs" not in lines

    set_up_logs("error", "text")
    logging.getLogger("telegram.Bot").warning("theirs")
    assert logged(capsys) == ""


@pytest.mark.parametrize(
    ("exc", "is_told"),
    [
        (ValueError("invalid literal: 'yang diketik'"), False),
        (KeyError("yang diketik"), False),
        (UnicodeEncodeError("utf-8", "yang diketik", 0, 1, "no"), False),
        (InvalidToken("yang diketik"), False),
        (BadRequest("yang diketik"), True),
        (NetworkError("satu\nyang diketik"), False),
        (OSError("yang diketik"), True),
        (TypeError("yang diketik"), True),
    ],
    ids=lambda value: type(value).__name__,
)
def test_only_words_that_repeat_nothing_typed_are_told(exc: Exception, is_told: bool) -> None:
    trace = describe_trace(exc)

    assert type(exc).__name__ in trace
    assert ("yang diketik" in trace) is is_told


def test_a_trace_tells_its_cause_its_notes_and_ends(capsys: pytest.CaptureFixture[str]) -> None:
    first, second = OSError("away"), RuntimeError("failed")
    first.__context__, second.__cause__ = second, first
    second.add_note("planning step=3")

    assert describe_trace(second) == "OSError: away\nRuntimeError: failed [planning step=3]"


async def test_a_whole_conversation_at_debug_level_shows_neither_token_nor_text(
    simulator: Simulator, world: World, ani: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logs("debug", "text", [DEFAULT_TOKEN])
    api = TelegramApi(DEFAULT_TOKEN, simulator.base_url, simulator.base_file_url)
    await api.start()
    await ani.say("rahasia dari Ani")
    await api.fetch_updates(None, 0)
    for kind in ("garbage", "502", "hangup_before", "blocked", "unauthorized"):
        await world.fault(kind, method="sendMessage")
        try:
            await api.bot.send_message(ani.id, "rahasia untuk Ani")
        except Exception:
            logging.getLogger("bot").exception("a call failed")
    await api.close()

    lines = logged(capsys)
    assert lines.count("a call failed") == 5
    assert DEFAULT_TOKEN.partition(":")[2] not in lines
    assert "rahasia" not in lines.replace('"rahasia untuk Ani")', "")
