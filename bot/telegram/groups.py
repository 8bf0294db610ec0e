"""Groups: for now one line that points to the private chat."""

import logging

from telegram import Bot
from telegram.error import TelegramError

from bot.delivery.errors import describe

log = logging.getLogger(__name__)


async def point_to_private_chat(bot: Bot, chat_id: int, words: str) -> None:
    """Answer a command in a group with the way to the private chat; a refusal costs a log line."""
    try:
        await bot.send_message(chat_id, words)
    except (TelegramError, OSError) as exc:
        log.info("group %d was not answered: %s", chat_id, describe(exc))
