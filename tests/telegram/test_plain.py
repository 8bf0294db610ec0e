from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.inbox import Inbox
from bot.telegram.plain import read_plainly

BOT = 100001
INBOX = Inbox(BOT, "asisten_kinerja_bot")
TEXTS = st.text(max_size=40) | st.sampled_from(["/rencana", "/start tok", "2", "h:3:back", "n:7:x", ""])
PEOPLE = st.fixed_dictionaries(
    {"id": st.integers(1, 2**40), "is_bot": st.booleans(), "first_name": st.text(min_size=1, max_size=10)},
    optional={"last_name": st.text(max_size=10), "language_code": st.sampled_from(["id", "en"])},
)
CHATS = st.sampled_from(["private", "group"])


def from_whom(person: dict[str, Any], kind: str, **content: Any) -> dict[str, Any]:
    chat = {"id": person["id"], "type": kind}
    return {"message_id": 3, "date": 1_700_000_000, "chat": chat, "from": person, **content}


def both_ways(**update: Any) -> None:
    """A field that we do not know makes python-telegram-bot read it."""
    raw = {"update_id": 11, **update}
    assert INBOX.parse(raw) == INBOX.parse({**raw, "of_later": {}})


@given(PEOPLE, CHATS, TEXTS)
def test_a_bare_text_is_read_as_python_telegram_bot_reads_it(
    person: dict[str, Any], kind: str, text: str
) -> None:
    both_ways(message=from_whom(person, kind, text=text))


@given(PEOPLE, CHATS, TEXTS, st.sampled_from([0, 1_700_000_000]))
def test_a_press_is_read_as_python_telegram_bot_reads_it(
    person: dict[str, Any], kind: str, data: str, date: int
) -> None:
    shown = {**from_whom({"id": BOT, "is_bot": True, "first_name": "Bot"}, kind), "date": date}
    shown["chat"]["id"] = person["id"]
    both_ways(
        callback_query={"id": "5", "from": person, "chat_instance": "1", "data": data, "message": shown}
    )


def test_only_what_has_exactly_that_shape_is_read_plainly() -> None:
    person = {"id": 7, "is_bot": False, "first_name": "Ani"}
    bare = from_whom(person, "private", text="halo")
    assert read_plainly({"update_id": 1, "message": bare}, BOT) is not None
    for other in ({**bare, "reply_to_message": bare}, {**bare, "text": 5}, {**bare, "chat": None}):
        assert read_plainly({"update_id": 1, "message": other}, BOT) is None
