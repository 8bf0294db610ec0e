"""What Telegram shows of the bot: its commands, descriptions and menu button."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    MenuButtonCommands,
)

from bot.delivery.errors import describe

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Profile:
    """The bot's profile in one language; without a code it is what everybody else sees.

    Commands are pairs of a name without slash and its description.
    """

    language_code: str | None
    private_commands: Sequence[tuple[str, str]]
    group_commands: Sequence[tuple[str, str]]
    description: str
    short_description: str


async def register(bot: Bot, profiles: Sequence[Profile]) -> None:
    """Register all of it; what the server refuses or does not know costs a log line."""
    for profile in profiles:
        await _register(bot, profile)
    await _try("setChatMenuButton", lambda: bot.set_chat_menu_button(menu_button=MenuButtonCommands()))


async def set_chat_commands(bot: Bot, chat_id: int, commands: Sequence[tuple[str, str]]) -> bool:
    """Show one chat these commands, whatever the language of its phone; whether that was accepted."""
    return await _set_commands(bot, commands, BotCommandScopeChat(chat_id), None)


async def _register(bot: Bot, profile: Profile) -> None:
    code = profile.language_code
    for scope, commands in (
        (BotCommandScopeAllPrivateChats(), profile.private_commands),
        (BotCommandScopeAllGroupChats(), profile.group_commands),
    ):
        await _set_commands(bot, commands, scope, code)
    await _try("setMyDescription", lambda: bot.set_my_description(profile.description, language_code=code))
    await _try(
        "setMyShortDescription",
        lambda: bot.set_my_short_description(profile.short_description, language_code=code),
    )


async def _set_commands(
    bot: Bot,
    commands: Sequence[tuple[str, str]],
    scope: BotCommandScope,
    code: str | None,
) -> bool:
    if not commands:
        return await _try("deleteMyCommands", lambda: bot.delete_my_commands(scope, language_code=code))
    listed = [BotCommand(name, description) for name, description in commands]
    return await _try("setMyCommands", lambda: bot.set_my_commands(listed, scope, language_code=code))


async def _try(method: str, call: Callable[[], Awaitable[Any]]) -> bool:
    try:
        await call()
    except Exception as exc:
        log.warning("%s was not accepted: %s", method, describe(exc))
        return False
    return True
