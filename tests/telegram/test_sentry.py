"""What Sentry is told: where it failed and in which turn, nothing that anybody wrote."""

import logging
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import sentry_sdk
from sentry_sdk.envelope import Envelope
from sentry_sdk.transport import Transport

from bot.errors import CommandError
from bot.logs import Redactor
from bot.sentry import only_ours, report_errors
from bot.turn_ids import InTurn

TOKEN = "123456789:AAbbCC-ddEE_ffGGhhIIjjKKllMM"
DSN = "https://key@sentry.invalid/1"


class Collected(Transport):
    def __init__(self) -> None:
        super().__init__()
        self.events: list[Any] = []

    def capture_envelope(self, envelope: Envelope) -> None:
        self.events += [event for item in envelope.items if (event := item.get_event()) is not None]


@pytest.fixture
def collected() -> Iterator[Collected]:
    root = logging.getLogger()
    handlers = root.handlers[:]
    transport = Collected()
    report_errors(DSN, Redactor([TOKEN]), transport=transport)
    yield transport
    root.handlers[:] = handlers
    sentry_sdk.init()


def test_an_error_is_reported_with_its_place_and_turn_and_without_words_or_values(
    collected: Collected,
) -> None:
    log = logging.getLogger("bot.turn")
    note = "rahasia " + "Ani"
    with InTurn("5-abcdef"):
        log.warning("only a warning")
        try:
            try:
                int(note)
            except ValueError as cause:
                raise OSError(f"cannot reach /bot{TOKEN}/getMe") from cause
        except OSError:
            log.exception("update %d failed with %s", 5, TOKEN)

    [event] = collected.events
    assert event["logentry"]["formatted"] == "update 5 failed with [hidden]"
    assert event["tags"] == {"turn": "5-abcdef"}
    cause, failure = event["exception"]["values"]
    assert (cause["type"], cause["value"]) == ("ValueError", "")
    assert failure["value"] == "cannot reach /bot[hidden]/getMe"
    assert failure["stacktrace"]["frames"][-1]["function"] == sys._getframe().f_code.co_name
    assert "rahasia Ani" not in str(event)
    assert "AAbbCC" not in str(event)


def test_what_libraries_add_to_an_event_does_not_leave(collected: Collected) -> None:
    sentry_sdk.set_user({"id": "42"})
    sentry_sdk.set_extra("text", "rahasia")
    sentry_sdk.add_breadcrumb(message="rahasia")
    logging.getLogger("bot").error("failed")

    [event] = collected.events
    assert not {"request", "user", "extra", "breadcrumbs", "modules", "contexts"} & set(event)
    assert only_ours({"request": {"data": "rahasia"}, "level": "error"}, {}) == {"level": "error"}


def test_without_the_library_it_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentry_sdk", None)
    with pytest.raises(CommandError, match="pip install"):
        report_errors(DSN, Redactor())
