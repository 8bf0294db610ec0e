"""The calls of every update, without what python-telegram-bot builds around each for its own objects.

Its errors, its time limits and its connection pool are used; an answer is read only for the message's id.
"""

from collections.abc import Mapping
from typing import Any, cast

from telegram import Bot
from telegram.request import RequestData

from bot.drawn import Drawn
from bot.telegram.render import message_fields
from bot.telegram.request import Fields


async def send_screen(bot: Bot, chat_id: int, drawn: Drawn, *, thread_id: int | None = None) -> int:
    """Send a screen as a message, where given to a topic; gives the message's id."""
    place = {"chat_id": str(chat_id)}
    if thread_id is not None:
        place["message_thread_id"] = str(thread_id)
    sent = await _post(bot, "sendMessage", place | message_fields(drawn))
    return int(sent["message_id"])


async def edit_screen(bot: Bot, chat_id: int, message_id: int, drawn: Drawn) -> None:
    """Show a screen in a message that was sent before."""
    place = {"chat_id": str(chat_id), "message_id": str(message_id)}
    await _post(bot, "editMessageText", place | message_fields(drawn))


async def answer_press(bot: Bot, callback_query_id: str, text: str | None) -> None:
    """Stop the waiting sign on a pressed button, with an optional word."""
    fields = {"callback_query_id": callback_query_id}
    await _post(bot, "answerCallbackQuery", fields | ({"text": text} if text else {}))


async def _post(bot: Bot, method: str, fields: dict[str, str]) -> Mapping[str, Any]:
    # What it is given it hands to our own request, which reads no more of it than Fields has.
    data = cast(RequestData, Fields(fields))
    answer: Any = await bot.request.post(f"{bot.base_url}/{method}", data)
    return answer if isinstance(answer, dict) else {}
