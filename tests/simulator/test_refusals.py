"""What Telegram refuses, with its own codes and words as python-telegram-bot raises them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from telegram import (
    Bot,
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    ReplyKeyboardMarkup,
)
from telegram.error import BadRequest, Forbidden, InvalidToken

from bot.simulator import Settings, Simulator
from bot.simulator.client import World
from bot.simulator.person import Person
from bot.simulator.settings import DEFAULT_TOKEN

from .pictures import png

Doing = Callable[[Bot, int, int], Awaitable[Any]]


def keys(*labels: str, **button: Any) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, **button)] for label in labels])


# What is done with a text message `m` of the bot in the chat `c`, and the refusal.
REFUSALS: dict[str, tuple[Doing, str]] = {
    "empty text": (lambda b, c, m: b.send_message(c, ""), "message text is empty"),
    "text of tags": (
        lambda b, c, m: b.send_message(c, "<b> </b>", parse_mode="HTML"),
        "text must be non-empty",
    ),
    "long text": (lambda b, c, m: b.send_message(c, "x" * 4097), "message is too long"),
    "long text in UTF-16": (lambda b, c, m: b.send_message(c, "😀" * 2049), "message is too long"),
    "long edit": (lambda b, c, m: b.edit_message_text("x" * 4097, c, m), "message is too long"),
    "no chat": (lambda b, c, m: b.send_message("", "x"), "chat_id is empty"),
    "unknown chat": (lambda b, c, m: b.send_message(999, "x"), "chat not found"),
    "unknown name": (lambda b, c, m: b.send_message("@nobody", "x"), "chat not found"),
    "markdown": (
        lambda b, c, m: b.send_message(c, "*x*", parse_mode="MarkdownV2"),
        "unsupported parse_mode: the simulator reads HTML only",
    ),
    "unknown parse mode": (
        lambda b, c, m: b.send_message(c, "x", parse_mode="BBCode"),
        "unsupported parse_mode",
    ),
    "bad html": (
        lambda b, c, m: b.send_message(c, "ab <x>", parse_mode="HTML"),
        'can\'t parse entities: Unsupported start tag "x" at byte offset 3',
    ),
    "long caption": (
        lambda b, c, m: b.send_photo(c, png(), caption="x" * 1025),
        "message caption is too long",
    ),
    "long data": (
        lambda b, c, m: b.send_message(c, "x", reply_markup=keys("a", callback_data="é" * 33)),
        "BUTTON_DATA_INVALID",
    ),
    "empty data": (
        lambda b, c, m: b.send_message(c, "x", reply_markup=keys("a", callback_data="")),
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    "empty label": (
        lambda b, c, m: b.send_message(c, "x", reply_markup=keys("", callback_data="a")),
        "inline keyboard button text must be non-empty",
    ),
    "bad link": (
        lambda b, c, m: b.send_message(c, "x", reply_markup=keys("a", url="http://localhost:80/x")),
        "inline keyboard button URL 'http://localhost:80/x' is invalid: Wrong HTTP URL",
    ),
    "link of another protocol": (
        lambda b, c, m: b.send_message(c, "x", reply_markup=keys("a", url="ftp://example.com")),
        "inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol",
    ),
    "many buttons": (
        lambda b, c, m: b.send_message(c, "x", reply_markup=keys(*["a"] * 101, callback_data="a")),
        "reply markup is too long",
    ),
    "unchanged": (
        lambda b, c, m: b.edit_message_text("Tahap 1", c, m),
        "message is not modified: specified new message content and reply markup are exactly the same "
        "as a current content and reply markup of the message",
    ),
    "unchanged keyboard": (
        lambda b, c, m: b.edit_message_reply_markup(c, m),
        "message is not modified: specified new message content and reply markup are exactly the same "
        "as a current content and reply markup of the message",
    ),
    "edit of nothing": (lambda b, c, m: b.edit_message_text("x", c, 999), "message to edit not found"),
    "edit of a person's message": (
        lambda b, c, m: b.edit_message_text("x", c, 1),
        "message can't be edited",
    ),
    "caption of a text": (
        lambda b, c, m: b.edit_message_caption(c, m, caption="x"),
        "there is no caption in the message to edit",
    ),
    "keyboard below the field on edit": (
        lambda b, c, m: b.edit_message_text("y", c, m, reply_markup=ReplyKeyboardMarkup([["a"]])),
        "inline keyboard expected",
    ),
    "delete of nothing": (lambda b, c, m: b.delete_message(c, 999), "message to delete not found"),
    "reply to nothing": (
        lambda b, c, m: b.send_message(c, "x", reply_to_message_id=999),
        "message to be replied not found",
    ),
    "unknown press": (
        lambda b, c, m: b.answer_callback_query("1"),
        "query is too old and response timeout expired or query ID is invalid",
    ),
    "long answer": (lambda b, c, m: b.answer_callback_query("1", "x" * 201), "MESSAGE_TOO_LONG"),
    "unknown file": (lambda b, c, m: b.get_file("nothing"), "invalid file_id"),
    "photo that is none": (lambda b, c, m: b.send_photo(c, b"not a picture"), "IMAGE_PROCESS_FAILED"),
    "photo out of shape": (
        lambda b, c, m: b.send_photo(c, png(9000, 1001)),
        "PHOTO_INVALID_DIMENSIONS",
    ),
    "photo by unknown id": (
        lambda b, c, m: b.send_photo(c, "nothing"),
        "wrong file identifier/HTTP URL specified",
    ),
    "photo from the web": (
        lambda b, c, m: b.send_photo(c, "https://example.com/a.png"),
        "failed to get HTTP URL content",
    ),
    "media that is not there": (
        lambda b, c, m: b.edit_message_media(InputMediaPhoto("nothing"), c, m),
        "wrong file identifier/HTTP URL specified",
    ),
    "bad command": (lambda b, c, m: b.set_my_commands([BotCommand("Rencana", "x")]), "BOT_COMMAND_INVALID"),
    "unknown action": (
        lambda b, c, m: b.send_chat_action(c, "thinking"),
        "wrong parameter action in request",
    ),
    "private chat without administrators": (
        lambda b, c, m: b.get_chat_administrators(c),
        "there are no administrators in the private chat",
    ),
    "topic in a plain chat": (
        lambda b, c, m: b.send_message(c, "x", message_thread_id=5),
        "message thread not found",
    ),
}


@pytest.mark.parametrize("name", REFUSALS)
async def test_telegram_would_refuse(bot: Bot, world: World, ani: Person, name: str) -> None:
    sent = await bot.send_message(ani.id, "Tahap 1")
    doing, words = REFUSALS[name]
    with pytest.raises(BadRequest):
        await doing(bot, ani.id, sent.message_id)
    assert (await world.calls())[-1]["description"] == f"Bad Request: {words}"
    assert [m.text for m in await ani.messages()] == ["/start", "Tahap 1"]


async def test_the_longest_texts_and_data_pass(bot: Bot, ani: Person) -> None:
    tagged = f"<b>{'x' * 4096}</b>"
    sent = await bot.send_message(
        ani.id, tagged, parse_mode="HTML", reply_markup=keys("a", callback_data="x" * 64)
    )
    assert sent.text is not None
    assert len(sent.text) == 4096
    await bot.send_photo(ani.id, png(), caption="x" * 1024)
    pressed = await ani.press("a")
    assert await bot.answer_callback_query(pressed.callback_query_id, "x" * 200)


async def test_nine_buttons_in_a_row_are_refused(bot: Bot, ani: Person) -> None:
    row = [InlineKeyboardButton(str(i), callback_data=str(i)) for i in range(9)]
    with pytest.raises(BadRequest, match="Reply markup is too long"):
        await bot.send_message(ani.id, "x", reply_markup=InlineKeyboardMarkup([row]))
    await bot.send_message(ani.id, "x", reply_markup=InlineKeyboardMarkup([row[:8]]))


async def test_the_text_of_a_photo_cannot_be_edited(bot: Bot, ani: Person) -> None:
    sent = await bot.send_photo(ani.id, png())
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await bot.edit_message_text("x", ani.id, sent.message_id)


async def test_a_message_with_a_keyboard_below_the_field_cannot_be_edited(bot: Bot, ani: Person) -> None:
    sent = await bot.send_message(ani.id, "x", reply_markup=ReplyKeyboardMarkup([["a"]]))
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("y", ani.id, sent.message_id)


async def test_a_stranger_must_write_first(bot: Bot, world: World) -> None:
    stranger = await world.user("Cici")
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(stranger.id, "Halo")
    await stranger.start()
    await bot.send_message(stranger.id, "Halo")


async def test_nothing_reaches_a_person_who_blocked_the_bot(bot: Bot, ani: Person) -> None:
    sent = await bot.send_message(ani.id, "Halo")
    await ani.block()
    for doing in (
        bot.send_message(ani.id, "Halo?"),
        bot.edit_message_text("Halo?", ani.id, sent.message_id),
        bot.send_chat_action(ani.id, "typing"),
    ):
        with pytest.raises(Forbidden, match="bot was blocked by the user"):
            await doing
    await ani.unblock()
    await bot.send_message(ani.id, "Halo lagi")


async def test_a_deleted_account_is_forbidden(bot: Bot, ani: Person) -> None:
    await ani.deactivate()
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(ani.id, "Halo")


@pytest.mark.parametrize("settings", [Settings(query_lifetime=0.0)])
async def test_a_press_is_not_answered_when_it_is_too_old(bot: Bot, ani: Person) -> None:
    await bot.send_message(ani.id, "x", reply_markup=keys("a", callback_data="a"))
    pressed = await ani.press("a")
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query(pressed.callback_query_id)


async def test_old_messages_cannot_be_deleted(bot: Bot, world: World, ani: Person) -> None:
    sent = await bot.send_message(ani.id, "x")
    await world.advance("3d")
    with pytest.raises(BadRequest, match="Message can't be deleted for everyone"):
        await bot.delete_message(ani.id, sent.message_id)


async def test_an_unknown_token_and_an_unknown_method_are_named_so(simulator: Simulator) -> None:
    stranger = Bot("42:other", base_url=simulator.base_url)
    with pytest.raises(InvalidToken):
        await stranger.initialize()
    await stranger.shutdown()
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{simulator.base_url}{DEFAULT_TOKEN}/dance") as answer,
    ):
        assert answer.status == 404
        assert await answer.json() == {"ok": False, "error_code": 404, "description": "Not Found"}
