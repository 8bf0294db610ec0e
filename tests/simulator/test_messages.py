"""Sending, editing, pressing and answering, with the real python-telegram-bot client."""

from __future__ import annotations

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    MenuButtonCommands,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)

from bot.simulator.client import World
from bot.simulator.person import Person

YES_NO = InlineKeyboardMarkup(
    [
        [InlineKeyboardButton("Ya", callback_data="y"), InlineKeyboardButton("Tidak", callback_data="n")],
        [InlineKeyboardButton("Panduan", url="https://example.com/panduan")],
    ]
)


async def test_the_bot_knows_itself(bot: Bot) -> None:
    me = await bot.get_me()
    assert (me.id, me.username, me.is_bot) == (100001, "asisten_kinerja_bot", True)


async def test_html_becomes_text_with_entities(bot: Bot, ani: Person) -> None:
    sent = await bot.send_message(ani.id, "<b>Halo</b> &amp; 😀 <i>selamat</i>", parse_mode="HTML")
    assert sent.text == "Halo & 😀 selamat"
    assert [(e.type, e.offset, e.length) for e in sent.entities] == [("bold", 0, 4), ("italic", 10, 7)]
    assert (await ani.last()).html == "<b>Halo</b> &amp; 😀 <i>selamat</i>"


async def test_a_person_sees_buttons_and_presses_one(bot: Bot, ani: Person) -> None:
    sent = await bot.send_message(ani.id, "Setuju?", reply_markup=YES_NO)
    seen = await ani.last()
    assert seen.labels == ["Ya", "Tidak", "Panduan"]
    pressed = await ani.press("Tidak")
    query = (await bot.get_updates(offset=-1))[0].callback_query
    assert query is not None
    assert (query.id, query.data, query.from_user.id) == (pressed.callback_query_id, "n", ani.id)
    assert query.message is not None
    assert query.message.message_id == sent.message_id


async def test_the_answer_to_a_press_is_seen_once(bot: Bot, world: World, ani: Person) -> None:
    await bot.send_message(ani.id, "Setuju?", reply_markup=YES_NO)
    pressed = await ani.press("Ya")
    await bot.answer_callback_query(pressed.callback_query_id, "Tersimpan", show_alert=True)
    await bot.answer_callback_query(pressed.callback_query_id, "Lagi")
    assert await ani.answer_to(pressed) == {"text": "Tersimpan", "show_alert": True}
    assert (await world.callback(pressed.callback_query_id))["answer"]["text"] == "Tersimpan"


async def test_a_link_button_opens_and_tells_the_bot_nothing(bot: Bot, ani: Person) -> None:
    await bot.send_message(ani.id, "Baca", reply_markup=YES_NO)
    pressed = await ani.press("Panduan")
    assert (pressed.url, pressed.update_id) == ("https://example.com/panduan", None)


async def test_an_edit_changes_the_message_in_place(bot: Bot, ani: Person) -> None:
    sent = await bot.send_message(ani.id, "Tahap 1", reply_markup=YES_NO)
    edited = await bot.edit_message_text("Tahap 2", ani.id, sent.message_id)
    assert getattr(edited, "text", None) == "Tahap 2"
    seen = await ani.last()
    assert (seen.id, seen.text, seen.labels, seen.version) == (sent.message_id, "Tahap 2", [], 2)


async def test_a_keyboard_is_changed_alone(bot: Bot, ani: Person) -> None:
    sent = await bot.send_message(ani.id, "Tahap 1", reply_markup=YES_NO)
    await bot.edit_message_reply_markup(ani.id, sent.message_id)
    seen = await ani.last()
    assert (seen.text, seen.labels) == ("Tahap 1", [])


async def test_earlier_keyboards_are_remembered_and_can_still_be_pressed(
    bot: Bot, world: World, ani: Person
) -> None:
    def keyboard(number: int) -> InlineKeyboardMarkup:
        return InlineKeyboardMarkup([[InlineKeyboardButton("Lanjut", callback_data=f"{number}")]])

    sent = await bot.send_message(ani.id, "Pilih", reply_markup=keyboard(0))
    for number in range(1, 8):
        await bot.edit_message_text(
            f"Pilih {number // 2}", ani.id, sent.message_id, reply_markup=keyboard(number)
        )
    await bot.edit_message_text("Selesai", ani.id, sent.message_id)
    answer = await world.ask("GET", f"/chats/{ani.id}/messages", query={"past": 1, "limit": 1})
    past = answer["messages"][0]["past_buttons"]
    assert [rows[0][0]["callback_data"] for rows in past] == ["7", "6", "5", "4", "3"]
    pressed = await ani.forge("4", message_id=sent.message_id)
    assert (await bot.get_updates())[-1].update_id == pressed.update_id


async def test_older_messages_come_in_pieces_oldest_first(bot: Bot, world: World, ani: Person) -> None:
    sent = [(await bot.send_message(ani.id, f"Pesan {number}")).message_id for number in range(5)]

    async def piece(**query: int) -> tuple[list[int], bool]:
        answer = await world.ask("GET", f"/chats/{ani.id}/messages", query=query)
        return [message["message_id"] for message in answer["messages"]], answer["has_more"]

    assert await piece(limit=2) == (sent[3:], True)
    assert await piece(limit=2, before=sent[3]) == (sent[1:3], True)
    assert await piece(limit=50, before=sent[1], after=sent[0] - 1) == (sent[:1], False)
    assert (await piece(limit=50, before=sent[1]))[0][-1] == sent[0]
    assert await piece(after=sent[2]) == (sent[3:], False)


async def test_a_reply_shows_what_it_answers(bot: Bot, world: World, ani: Person) -> None:
    sent = await bot.send_message(ani.id, "Sudah selesai?")
    await ani.say("Sudah", reply_to=sent.message_id)
    quoted = (await ani.messages())[-1].raw["reply_to"]
    assert (quoted["message_id"], quoted["text"]) == (sent.message_id, "Sudah selesai?")
    assert quoted["from"]["is_bot"]


async def test_a_deleted_message_is_gone(bot: Bot, ani: Person) -> None:
    sent = await bot.send_message(ani.id, "Sebentar")
    assert await bot.delete_message(ani.id, sent.message_id)
    assert sent.message_id not in [m.id for m in await ani.messages()]


async def test_other_keyboards_and_options_are_accepted(bot: Bot, ani: Person) -> None:
    first = await bot.send_message(
        ani.id,
        "https://example.com",
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        reply_markup=ReplyKeyboardMarkup([["A", "B"]]),
    )
    await bot.send_message(ani.id, "x", reply_markup=ReplyKeyboardRemove(), disable_notification=True)
    answer = await bot.send_message(
        ani.id, "y", reply_markup=ForceReply(), reply_parameters=ReplyParameters(first.message_id)
    )
    assert answer.reply_to_message is not None
    assert answer.reply_to_message.message_id == first.message_id


async def test_spaces_around_a_text_are_cut_and_entities_moved(bot: Bot, ani: Person) -> None:
    sent = await bot.send_message(ani.id, " \n <b>Halo</b> dunia \n", parse_mode="HTML")
    assert sent.text == "Halo dunia"
    assert [(e.offset, e.length) for e in sent.entities] == [(0, 4)]


async def test_typing_shows_until_the_next_message(bot: Bot, world: World, ani: Person) -> None:
    await bot.send_chat_action(ani.id, "typing")
    path = f"/chats/{ani.id}/messages"
    assert (await world.ask("GET", path))["typing"] == ["typing"]
    await bot.send_message(ani.id, "Ini dia")
    assert (await world.ask("GET", path))["typing"] == []


async def test_commands_are_shown_by_scope_and_language(bot: Bot, world: World, ani: Person) -> None:
    budi = await world.user("Budi", language_code="en")
    await bot.set_my_commands([BotCommand("bantuan", "Bantuan")])
    await bot.set_my_commands(
        [BotCommand("rencana", "Rencana saya")],
        scope=BotCommandScopeAllPrivateChats(),
        language_code="id",
    )
    await bot.set_my_commands([BotCommand("undang", "Undang guru")], scope=BotCommandScopeChat(ani.id))
    assert [c["command"] for c in await ani.commands()] == ["undang"]
    assert await bot.delete_my_commands(scope=BotCommandScopeChat(ani.id))
    assert [c["command"] for c in await ani.commands()] == ["rencana"]
    assert [c["command"] for c in await budi.commands()] == ["bantuan"]
    assert [c.command for c in await bot.get_my_commands()] == ["bantuan"]


async def test_name_descriptions_and_menu_button_are_kept_by_language(bot: Bot) -> None:
    await bot.set_my_description("Membantu guru", language_code="id")
    await bot.set_my_short_description("Rencana kinerja")
    await bot.set_my_name("Asisten")
    assert await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    assert (await bot.get_my_description("id")).description == "Membantu guru"
    assert (await bot.get_my_description()).description == ""
    assert (await bot.get_my_short_description("en")).short_description == "Rencana kinerja"
    assert (await bot.get_my_name()).name == "Asisten"


@pytest.mark.parametrize("wish", ["ya", "Tid", "anduan", "Ya"])
async def test_a_button_is_found_by_a_part_of_its_label(bot: Bot, ani: Person, wish: str) -> None:
    await bot.send_message(ani.id, "Setuju?", reply_markup=YES_NO)
    assert (await ani.press(wish)).raw


async def test_a_missing_or_unclear_button_is_explained_with_those_in_sight(bot: Bot, ani: Person) -> None:
    await bot.send_message(ani.id, "Setuju?", reply_markup=YES_NO)
    with pytest.raises(LookupError, match=r"no button 'Batal'; in sight: \['Ya', 'Tidak', 'Panduan'\]"):
        await ani.press("Batal")
    with pytest.raises(LookupError, match="fits several buttons"):
        await ani.press("a")
