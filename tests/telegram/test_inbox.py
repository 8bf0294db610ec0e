from typing import Any

import pytest

from bot.simulator.client import World
from bot.simulator.person import Person
from bot.telegram.api import TelegramApi
from bot.telegram.inbound import Inbound, Membership
from bot.telegram.inbox import Inbox, chat_id_of
from conversations.events import Attachment, Command, Edited, Event, Press, Returned, Text, UnknownPress

US = "asisten_kinerja_bot"
INBOX = Inbox(100001, US)
ANI = {"id": 7, "is_bot": False, "first_name": "Ani", "last_name": "Lestari", "language_code": "id"}
PRIVATE = {"id": 7, "type": "private", "first_name": "Ani"}
GROUP = {"id": -5, "type": "supergroup", "title": "Guru"}


def message(chat: dict[str, Any] = PRIVATE, **content: Any) -> dict[str, Any]:
    return {"message_id": 3, "date": 1_700_000_000, "chat": chat, "from": ANI, **content}


def parse(**update: Any) -> Inbound | None:
    return INBOX.parse({"update_id": 11, **update})


def event_of(**update: Any) -> Event | None:
    inbound = parse(**update)
    return None if inbound is None else inbound.event


def test_a_text_says_who_wrote_what_where() -> None:
    assert parse(message=message(text="halo")) == Inbound(
        bot_id=100001,
        update_id=11,
        chat_id=7,
        chat_type="private",
        user_id=7,
        user_name="Ani Lestari",
        language_code="id",
        event=Text("halo"),
    )


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("/start", Command("start")),
        ("/start aZ-_09", Command("start", "aZ-_09")),
        ("/START  tok ", Command("start", "tok")),
        (f"/Rencana@{US}", Command("rencana")),
        ("/bantuan\nsaya", Command("bantuan", "saya")),
        ("/apa@bot_lain", Command("apa")),
        ("/", Text("/")),
        ("/ rencana", Text("/ rencana")),
        ("a /rencana", Text("a /rencana")),
        ("/rencana!", Text("/rencana!")),
        ("2", Text("2")),
        ("x" * 5000, Text("x" * 5000)),
        ("  rata  ", Text("  rata  ")),
    ],
)
def test_commands_are_told_from_texts(text: str, event: Event) -> None:
    assert event_of(message=message(text=text)) == event


def test_what_no_database_stores_is_left_out() -> None:
    broken = {**ANI, "first_name": "A\0ni", "last_name": "\ud83d"}
    inbound = parse(message=message(text="ha\0lo \udc00") | {"from": broken})

    assert inbound is not None
    assert inbound.event == Text("halo ?")
    assert inbound.user_name == "Ani ?"


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (f"/start@{US}", Command("start")),
        (f"/tanya@{US.upper()} kapan?", Command("tanya", "kapan?")),
        ("/start", None),
        ("/start@bot_lain", None),
        ("halo semua", None),
        (f"halo @{US}", None),
    ],
)
def test_in_a_group_only_commands_addressed_to_us_count(text: str, event: Event | None) -> None:
    assert event_of(message=message(GROUP, text=text)) == event


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ({"document": {"file_id": "a", "file_unique_id": "b"}, "caption": "/start"}, "document"),
        ({"voice": {"file_id": "a", "file_unique_id": "b", "duration": 1}}, "voice"),
        ({"contact": {"phone_number": "1", "first_name": "B"}}, "contact"),
        ({"location": {"longitude": 1, "latitude": 2}}, "location"),
        ({"dice": {"emoji": "x", "value": 1}}, "dice"),
        (
            {
                "animation": {
                    "file_id": "a",
                    "file_unique_id": "b",
                    "width": 1,
                    "height": 1,
                    "duration": 1,
                },
                "document": {"file_id": "a", "file_unique_id": "b"},
            },
            "animation",
        ),
        ({"something_of_next_year": {"x": 1}}, "other"),
    ],
)
def test_what_is_not_text_is_named_by_its_kind(content: dict[str, Any], kind: str) -> None:
    assert event_of(message=message(**content)) == Attachment(kind)


@pytest.mark.parametrize(
    "update",
    [
        {"message": message(pinned_message=message(text="halo"))},
        {"message": message(GROUP, new_chat_members=[ANI])},
        {"message": message(GROUP, voice={"file_id": "a", "file_unique_id": "b", "duration": 1})},
        {"message": message(message_auto_delete_timer_changed={"message_auto_delete_time": 5})},
        {"message": message(text="halo") | {"from": {**ANI, "is_bot": True}}},
        {"message": {"message_id": 1, "date": 1, "chat": {"id": -9, "type": "channel"}, "text": "halo"}},
        {"channel_post": {"message_id": 1, "date": 1, "chat": {"id": -9, "type": "channel"}, "text": "x"}},
        {"edited_message": message(GROUP, text="halo")},
        {"poll": {"id": "1"} | {"question": "?", "options": [], "total_voter_count": 0, "is_closed": True}
         | {"is_anonymous": True, "type": "regular", "allows_multiple_answers": False}
         | {"allows_revoting": False, "members_only": False}},
        {"something_of_next_year": {"x": 1}},
        {},
    ],
    ids=lambda update: next(iter(update), "nothing"),
)  # fmt: skip
def test_what_is_none_of_our_business_is_nothing(update: dict[str, Any]) -> None:
    assert parse(**update) is None


def test_an_edited_message_is_told() -> None:
    assert event_of(edited_message=message(text="halo", edit_date=1_700_000_001)) == Edited()


@pytest.mark.parametrize(
    "update",
    [
        {"message": {"message_id": "x"}},
        {"message": message(text="x") | {"from": {"id": 7}}},
        {"message": message(text=["not", "a", "text"])},
        {"callback_query": {"data": "p:1:a"}},
        {"my_chat_member": {"chat": PRIVATE, "from": ANI, "date": 1}},
    ],
)
def test_a_malformed_update_is_an_exception(update: dict[str, Any]) -> None:
    with pytest.raises((TypeError, KeyError, AttributeError, ValueError)):
        parse(**update)


@pytest.mark.parametrize(
    ("update", "chat_id"),
    [
        ({"message": {"chat": {"id": 7}}}, 7),
        ({"message": {"chat": {"id": "?", "type": "private"}, "from": {"id": 8}}}, 8),
        ({"callback_query": {"message": {"chat": {"id": 7}}}}, 7),
        ({"callback_query": {"from": {"id": 8}, "message": "?"}}, 8),
        ({"callback_query": {"from": {"id": 8}, "message": {"chat": {"type": "private"}}}}, 8),
        ({"my_chat_member": {"chat": {"id": 7}, "from": {"id": 8}}}, 7),
        ({"message": "?"}, None),
        ({}, None),
    ],
)
def test_the_chat_of_a_malformed_update_is_found_where_it_can_be(
    update: dict[str, Any], chat_id: int | None
) -> None:
    assert chat_id_of(update) == chat_id


@pytest.mark.parametrize(
    "update",
    [
        {"message": {"chat": {"id": -7}, "from": {"id": 8}}},
        {"message": {"chat": {"id": "?", "type": "supergroup"}, "from": {"id": 8}}},
        {"message": {"chat": "?", "from": {"id": 8}}},
        {"edited_message": {"from": {"id": 8}}},
        {"callback_query": {"from": {"id": 8}, "message": {"chat": {"id": -7}}}},
        {"callback_query": {"from": {"id": 8}, "message": {"chat": {"type": "group"}}}},
        {"my_chat_member": {"chat": {"id": -7}, "from": {"id": 8}}},
    ],
)
def test_what_may_have_happened_in_a_group_has_no_private_chat(update: dict[str, Any]) -> None:
    assert chat_id_of(update) is None


def test_a_message_says_when_it_was_sent_and_an_edited_one_when_it_was_edited() -> None:
    sent, edited = (
        parse(message=message(text="halo")),
        parse(edited_message=message(text="halo", edit_date=1_700_000_009)),
    )
    pressed = press("p:1f:add:3", message(text="layar"))

    assert [inbound.sent_at for inbound in (sent, edited, pressed) if inbound is not None] == [
        1_700_000_000,
        1_700_000_009,
        None,
    ]


def press(data: str | None, told: dict[str, Any]) -> Inbound | None:
    query = {"id": "55", "from": ANI, "chat_instance": "1", "message": told}
    return parse(callback_query=query if data is None else {**query, "data": data})


def test_a_press_carries_its_message_and_query() -> None:
    inbound = press("p:1f:add:3", message(text="layar"))

    assert inbound is not None
    assert inbound.event == Press("p", 31, "add:3")
    assert (inbound.pressed_message_id, inbound.callback_query_id) == (3, "55")


def test_a_press_on_a_message_that_cannot_be_edited_any_more_asks_for_a_new_one() -> None:
    inbound = press("p:1f:add:3", {"message_id": 3, "date": 0, "chat": PRIVATE})

    assert inbound is not None
    assert inbound.event == Press("p", 31, "add:3")
    assert (inbound.pressed_message_id, inbound.callback_query_id) == (None, "55")


@pytest.mark.parametrize("data", ["", "x" * 64, "p:zz:add", "P:1:add", None])
def test_a_press_that_we_never_made_is_unknown(data: str | None) -> None:
    inbound = press(data, message(text="layar"))

    assert inbound is not None
    assert inbound.event == UnknownPress()


def test_a_press_in_a_group_is_nothing() -> None:
    assert press("p:1:add", message(GROUP, text="layar")) is None


async def updates(api: TelegramApi) -> list[Inbound | None]:
    return [INBOX.parse(raw) for raw in await api.fetch_updates(None, 0)]


async def test_blocking_and_coming_back_are_told(api: TelegramApi, ani: Person) -> None:
    await ani.block()
    await ani.unblock()

    blocked, unblocked = [inbound for inbound in await updates(api) if inbound and inbound.membership]
    assert (blocked.membership, blocked.event) == (Membership.BLOCKED, None)
    assert (unblocked.membership, unblocked.event) == (Membership.UNBLOCKED, Returned())
    assert blocked.chat_id == unblocked.chat_id == ani.id


async def test_joining_and_leaving_a_group_are_told(api: TelegramApi, world: World, ani: Person) -> None:
    group = await world.group("Guru", ani)
    await group.remove_bot()

    changes = [inbound for inbound in await updates(api) if inbound and inbound.membership]
    assert [(change.chat_id, change.membership, change.event) for change in changes] == [
        (group.id, Membership.ADDED, None),
        (group.id, Membership.REMOVED, None),
    ]
    assert not any(change.is_private for change in changes)


@pytest.mark.parametrize("kind", ["voice", "sticker", "contact", "location", "audio", "video", "dice"])
async def test_every_kind_that_people_send_is_understood(api: TelegramApi, ani: Person, kind: str) -> None:
    await ani.send_kind(kind)

    inbound = (await updates(api))[-1]
    assert inbound is not None
    assert inbound.event == Attachment(kind)
