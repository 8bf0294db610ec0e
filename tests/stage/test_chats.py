"""What is remembered of a chat: what changed since it was accepted, and the names of its buttons."""

from collections.abc import Sequence
from typing import Any

import pytest

from bot.simulator.state import KEYBOARDS_KEPT
from bot.stage.buttons import NoSuchButtonError, find_button, name_button, old_buttons
from bot.stage.chats import ChatLog
from bot.stage.masks import Masks
from bot.transcript.model import Change, Pressed

Data = tuple[str, str]


def message(number: int, text: str, *buttons: Data, from_bot: bool = True) -> dict[str, Any]:
    rows = [[{"text": label, "callback_data": data}] for label, data in buttons]
    return {"message_id": number, "text": text, "from_bot": from_bot, "kind": "text", "buttons": rows}


@pytest.fixture
def log() -> ChatLog:
    return ChatLog("Ani")


def seen(log: ChatLog) -> list[tuple[Change, str]]:
    log.look(Masks({}))
    return [(sight.change, sight.text) for sight in log.changes()]


def places(log: ChatLog) -> Sequence[tuple[int, str, str | None]]:
    return [(place.message_id, place.label, place.data) for place in old_buttons(log)]


def test_what_is_gone_changed_and_new_is_seen_in_this_order_until_it_is_accepted(log: ChatLog) -> None:
    for number, text in enumerate(("satu", "dua", "tiga"), 1):
        log.put(message(number, text))
    log.look(Masks({}))
    log.accept()
    log.put(message(4, "empat"))
    log.put(message(2, "dua lagi"))
    log.drop(1)
    expected = [(Change.REMOVED, "satu"), (Change.CHANGED, "dua lagi"), (Change.NEW, "empat")]
    assert seen(log) == expected
    log.put(message(5, "lima"))
    log.accept()
    assert seen(log) == [(Change.NEW, "lima")]


def test_what_came_and_went_or_stands_as_before_is_not_seen(log: ChatLog) -> None:
    log.put(message(1, "satu"))
    log.look(Masks({}))
    log.accept()
    log.put(message(1, "sebentar"))
    assert seen(log) == [(Change.CHANGED, "sebentar")]
    log.put(message(1, "satu"))
    log.put(message(2, "dua"))
    log.drop(2)
    log.put(message(3, "dari Ani", from_bot=False))
    assert seen(log) == []


def test_all_that_is_loaded_again_is_compared_with_what_was_accepted(log: ChatLog) -> None:
    log.put(message(1, "satu"))
    log.put(message(2, "dua"))
    log.look(Masks({}))
    log.accept()
    log.load([message(number, text) | {"past_buttons": []} for number, text in ((2, "dua!"), (3, "tiga"))])
    assert seen(log) == [(Change.REMOVED, "satu"), (Change.CHANGED, "dua!"), (Change.NEW, "tiga")]
    assert [shown.text for shown in log.shown] == ["dua!", "tiga"]


def test_every_button_is_found_by_the_name_that_it_is_given(log: ChatLog) -> None:
    log.put(message(1, "satu", ("+", "a"), ("+", "b"), ("Kembali", "c")))
    log.put(message(2, "dua", ("Kembali", "d")))
    log.put(message(3, "tiga", ("+", "e"), ("Kembali", "f")))
    log.put(message(3, "tiga", ("+", "g"), ("+", "h"), ("Kembali", "i")))
    log.put(message(3, "tiga", ("Selesai", "j"), ("Kembali", "k")))
    now = [(1, "a"), (1, "b"), (1, "c"), (2, "d"), (3, "j"), (3, "k")]
    past = [(3, "g"), (3, "h"), (3, "i"), (3, "e"), (3, "f")]
    for message_id, data in now + past:
        name = name_button(log, message_id, data)
        assert name is not None
        assert name.was == ((message_id, data) in past)
        place = find_button(log, name)
        assert (place.message_id, place.data) == (message_id, data)
    assert name_button(log, 1, "b") == Pressed("+", nth=2)
    assert name_button(log, 1, "c") == Pressed("Kembali", older=2)
    assert name_button(log, 3, "e") == Pressed("+", nth=3, was=True)


def test_what_never_was_there_has_no_name_and_is_not_found(log: ChatLog) -> None:
    log.put(message(1, "satu", ("Kembali", "a")))
    assert name_button(log, 1, "forged") is None
    assert name_button(log, 2, "a") is None
    with pytest.raises(NoSuchButtonError, match=r"no button \[Ajukan\]; in sight: \['Kembali'\]"):
        find_button(log, Pressed("Ajukan"))
    with pytest.raises(NoSuchButtonError):
        find_button(log, Pressed("Kembali", was=True))


def test_the_newest_keyboards_of_a_message_are_remembered_and_a_removed_message_has_none(
    log: ChatLog,
) -> None:
    for number in range(KEYBOARDS_KEPT + 3):
        log.put(message(1, "satu", ("Lanjut", f"{number}")))
    newest = KEYBOARDS_KEPT + 1
    kept = range(newest, newest - KEYBOARDS_KEPT, -1)
    assert places(log) == [(1, "Lanjut", f"{number}") for number in kept]
    log.drop(1)
    assert places(log) == []
