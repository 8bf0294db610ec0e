"""The door at `/telegram`: who is let in, what is answered, and that what is taken is finished."""

import asyncio
import json
from collections.abc import Awaitable, Mapping, Sequence
from typing import Any

import pytest

from bot.intake import Tap
from bot.telegram.inbound import Inbound
from bot.telegram.inbox import Inbox
from bot.telegram.webhook import Reception
from bot.web.door import Door, Entrance, Message, Receive, Scope, Send

SECRET, OTHER_SECRET = "s" * 32, "t" * 32
MOST_BYTES = 2000
BOT, OTHER_BOT = 100001, 200002
OTHER_PATH = f"/telegram/{OTHER_BOT}"


class Handler:
    """Stands for the turns: remembers whom it was given, waits or fails when told to."""

    def __init__(self) -> None:
        self.begun: list[tuple[int, int]] = []
        self.done: list[int] = []
        self.poison: list[int] = []
        self.held: dict[int, asyncio.Event] = {}
        self.failures: dict[int, int] = {}
        self.poison_fails = False
        self.on_its_way: dict[int, asyncio.Event] = {}
        self._has_begun = asyncio.Event()

    async def has_begun(self, count: int = 1) -> None:
        async with asyncio.timeout(5):
            while len(self.begun) < count:
                self._has_begun.clear()
                await self._has_begun.wait()

    async def handle(self, inbound: Inbound) -> Tap | None:
        number = inbound.update_id
        self.begun.append((inbound.bot_id, number))
        self._has_begun.set()
        if number in self.held:
            await self.held[number].wait()
        if self.failures.get(number, 0):
            self.failures[number] -= 1
            raise ValueError(number)
        self.done.append(number)
        return Tap("77", "Sudah") if inbound.chat_id == 9 else None

    async def screen_left(self, chat_id: int) -> None:
        if chat_id in self.on_its_way:
            await self.on_its_way[chat_id].wait()

    async def on_poison(self, raw: Mapping[str, Any], exc: Exception) -> None:
        if self.poison_fails:
            raise OSError("the database is away")
        self.poison.append(raw["update_id"])


@pytest.fixture
def handler() -> Handler:
    return Handler()


@pytest.fixture
def reception(handler: Handler) -> Reception[Tap | None]:
    return Reception(Inbox(BOT, "contoh_bot"), handler.handle, handler.on_poison, handler.screen_left)


@pytest.fixture
def door(handler: Handler, reception: Reception[Tap | None]) -> Door:
    other = Reception(Inbox(OTHER_BOT, "lain_bot"), handler.handle, handler.on_poison, handler.screen_left)
    made = Door(MOST_BYTES, elsewhere)
    made.open([Entrance(SECRET.encode(), reception), Entrance(OTHER_SECRET.encode(), other, OTHER_PATH)])
    return made


async def elsewhere(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def said(update_id: int, text: str = "halo", *, chat_id: int = 7) -> bytes:
    person = {"id": chat_id, "is_bot": False, "first_name": "Ani"}
    chat = {"id": chat_id, "type": "private", "first_name": "Ani"}
    message = {"message_id": 1, "date": 1, "chat": chat, "from": person, "text": text}
    return json.dumps({"update_id": update_id, "message": message}).encode()


async def ask(
    door: Door,
    *parts: bytes,
    method: str = "POST",
    path: str = "/telegram",
    secret: str | None = SECRET,
    headers: Sequence[tuple[bytes, bytes]] = (),
    is_cut_off: bool = False,
) -> tuple[int, dict[bytes, bytes], bytes]:
    """One request whose body comes in these parts; gives status, headers and body of the answer."""
    given = [
        *headers,
        *([(b"x-telegram-bot-api-secret-token", secret.encode())] if secret is not None else []),
    ]
    messages: list[Message] = [
        {"type": "http.request", "body": part, "more_body": n < len(parts) or is_cut_off}
        for n, part in enumerate(parts, 1)
    ] or [{"type": "http.request", "body": b""}]
    messages.append({"type": "http.disconnect"})
    sent: list[Message] = []

    async def receive() -> Message:
        return messages.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": method, "path": path, "headers": given}
    await door(scope, receive, send)
    return sent[0]["status"], dict(sent[0]["headers"]), sent[1]["body"]


async def status(answer: Awaitable[tuple[int, dict[bytes, bytes], bytes]]) -> int:
    return (await answer)[0]


async def test_an_update_is_taken_by_the_bot_whose_secret_it_brings(door: Door, handler: Handler) -> None:
    assert await ask(door, said(1)) == (200, {b"content-length": b"0"}, b"")
    assert await status(ask(door, said(1), secret=OTHER_SECRET, path=OTHER_PATH)) == 200
    assert await status(ask(door, said(2), secret=SECRET, path=OTHER_PATH)) == 401
    assert handler.begun == [(BOT, 1), (OTHER_BOT, 1)]


async def test_a_body_may_come_in_parts(door: Door, handler: Handler) -> None:
    whole = said(1)
    assert await status(ask(door, whole[:20], whole[20:50], whole[50:])) == 200
    assert handler.done == [1]


async def test_the_answer_to_a_tap_goes_with_the_acknowledgement(door: Door) -> None:
    code, headers, body = await ask(door, said(1, chat_id=9))
    assert (code, headers[b"content-type"]) == (200, b"application/json")
    assert json.loads(body) == {"method": "answerCallbackQuery", "callback_query_id": "77", "text": "Sudah"}


@pytest.mark.parametrize("secret", [None, "", "s" * 31, "s" * 33, "S" * 32, "salah", "rahasia-é"])
async def test_nothing_is_taken_without_the_secret(door: Door, handler: Handler, secret: str | None) -> None:
    assert await status(ask(door, said(1), secret=secret)) == 401
    assert not handler.begun


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"message": {}}',
        b'{"update_id": "1"}',
        b'{"update_id": true}',
        b'{"update_id": 1.5}',
        b'{"update_id": 99999999999999999999}',
        b"[" * 1900,
    ],
)
async def test_what_is_no_update_is_refused(door: Door, handler: Handler, body: bytes) -> None:
    assert await status(ask(door, body)) == 400
    assert not handler.begun


async def test_a_body_that_is_too_large_is_refused_whatever_it_says_of_its_size(
    door: Door, handler: Handler
) -> None:
    large = said(1, "x" * MOST_BYTES)
    assert await status(ask(door, large)) == 413
    assert await status(ask(door, large[:900], large[900:1800], large[1800:])) == 413
    for told in (b"2001", b"9" * 30):
        assert await status(ask(door, said(1), headers=[(b"content-length", told)])) == 413
    assert not handler.begun


async def test_a_body_that_is_cut_off_is_not_taken(door: Door, handler: Handler) -> None:
    assert await status(ask(door, said(1)[:20], is_cut_off=True)) == 400
    assert not handler.begun


async def test_only_post_is_answered_there_and_all_else_elsewhere(door: Door) -> None:
    code, headers, _ = await ask(door, method="GET")
    assert (code, headers[b"allow"]) == (405, b"POST")
    assert await status(ask(door, path="/healthz")) == 204


async def test_before_it_is_open_an_update_has_to_come_again(handler: Handler) -> None:
    assert await status(ask(Door(MOST_BYTES, elsewhere), said(1))) == 503


async def test_the_acknowledgement_waits_for_the_end_of_the_turn(door: Door, handler: Handler) -> None:
    handler.held[1] = asyncio.Event()
    asking = asyncio.create_task(ask(door, said(1)))
    await handler.has_begun()
    assert not asking.done()
    handler.held[1].set()
    assert (await asking)[0] == 200


async def test_the_acknowledgement_waits_for_the_screen_to_leave_which_holds_up_no_other_chat(
    door: Door, reception: Reception[Tap | None], handler: Handler
) -> None:
    handler.on_its_way[7] = asyncio.Event()
    asking = asyncio.create_task(ask(door, said(1)))
    await handler.has_begun()
    assert await status(ask(door, said(2, chat_id=8))) == 200
    assert not asking.done()
    handler.on_its_way[7].set()
    assert (await asking)[0] == 200


async def test_one_chat_in_order_and_the_others_beside_it(door: Door, handler: Handler) -> None:
    handler.held[1] = asyncio.Event()
    first, second = (asyncio.create_task(ask(door, said(number))) for number in (1, 2))
    await handler.has_begun()
    assert await status(ask(door, said(3, chat_id=8))) == 200
    assert handler.done == [3]
    handler.held[1].set()
    assert [(await each)[0] for each in (first, second)] == [200, 200]
    assert handler.done == [3, 1, 2]


async def test_what_is_too_much_at_once_is_refused_before_anything_of_it_is_taken(
    door: Door, reception: Reception[Tap | None], handler: Handler
) -> None:
    reception.most_here = 2
    handler.held[1] = handler.held[2] = asyncio.Event()
    here = [asyncio.create_task(ask(door, said(number, chat_id=number))) for number in (1, 2)]
    await handler.has_begun(2)
    code, headers, _ = await ask(door, said(3))
    assert (code, headers[b"retry-after"]) == (503, b"1")
    handler.held[1].set()
    assert [(await each)[0] for each in here] == [200, 200]
    assert handler.done == [1, 2]


async def test_at_the_end_what_is_here_is_finished_and_what_comes_goes_to_others(
    door: Door, reception: Reception[Tap | None], handler: Handler
) -> None:
    handler.held[1] = asyncio.Event()
    here = asyncio.create_task(ask(door, said(1)))
    await handler.has_begun()
    reception.close()
    code, headers, _ = await ask(door, said(2))
    assert (code, headers[b"connection"]) == (503, b"close")
    handler.held[1].set()
    assert (await here)[0] == 200
    assert handler.done == [1]


async def test_what_fails_is_tried_once_more_and_then_kept_as_poison(door: Door, handler: Handler) -> None:
    handler.failures = {1: 1, 2: 2}
    assert await status(ask(door, said(1))) == 200
    assert await status(ask(door, said(2))) == 200
    assert (
        await status(ask(door, json.dumps({"update_id": 3, "message": {"message_id": "x"}}).encode())) == 200
    )
    assert (handler.done, handler.poison) == ([1], [2, 3])


async def test_a_tap_that_cannot_be_answered_is_poison(door: Door, handler: Handler) -> None:
    person = {"id": 7, "is_bot": False, "first_name": "Ani"}
    message = {"message_id": 1, "date": 1, "chat": {"id": 7, "type": "private"}}
    tap = {"id": "\ud800", "from": person, "chat_instance": "1", "data": "h:1:plan", "message": message}
    assert await ask(door, json.dumps({"update_id": 1, "callback_query": tap}).encode()) == (
        200,
        {b"content-length": b"0"},
        b"",
    )
    assert (handler.done, handler.poison) == ([], [1])


async def test_the_apology_for_what_cannot_be_read_is_on_its_way_before_the_chat_goes_on(
    door: Door, handler: Handler
) -> None:
    handler.on_its_way[7] = asyncio.Event()
    broken = {"message_id": 1, "chat": {"id": 7, "type": "private"}, "text": 5}
    first = asyncio.create_task(ask(door, json.dumps({"update_id": 1, "message": broken}).encode()))
    second = asyncio.create_task(ask(door, said(2, chat_id=7)))
    assert await status(ask(door, said(3, chat_id=8))) == 200
    assert handler.done == [3]
    handler.on_its_way[7].set()
    assert [(await each)[0] for each in (first, second)] == [200, 200]
    assert (handler.poison, handler.done) == ([1], [3, 2])


async def test_what_can_neither_be_decided_nor_kept_comes_again(door: Door, handler: Handler) -> None:
    handler.failures, handler.poison_fails = {1: 2}, True
    assert await status(ask(door, said(1))) == 503
    assert await status(ask(door, said(1))) == 200
    assert handler.done == [1]


async def test_kinds_that_were_not_asked_for_are_acknowledged_and_counted(
    door: Door, reception: Reception[Tap | None], handler: Handler
) -> None:
    assert await status(ask(door, b'{"update_id": 5, "poll": {"id": "1"}}')) == 200
    assert reception.ignored == {"poll": 1}
    assert not handler.begun
