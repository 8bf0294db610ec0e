"""What a bot tells about itself: commands, name, descriptions, menu button."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from ..access import find_chat
from ..errors import bad_request
from ..state import BotAccount, Chat, Json, User
from .call import Call, Handler

DEFAULT_SCOPE = '{"type": "default"}'
_PLAIN_SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
_CHAT_SCOPES = ("chat", "chat_administrators", "chat_member")
# Field of the profile: parameter, longest text, Telegram's complaint.
_FIELDS = {
    "name": ("name", 64, "BOT_TITLE_INVALID"),
    "description": ("description", 512, "BOT_DESCRIPTION_INVALID"),
    "short_description": ("short_description", 120, "BOT_ABOUT_INVALID"),
}


def _scope(call: Call) -> str:
    wish = call.params.object("scope", "can't parse BotCommandScope JSON object")
    if wish is None:
        return DEFAULT_SCOPE
    if not isinstance(wish, dict) or wish.get("type") not in _PLAIN_SCOPES + _CHAT_SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    scope: Json = {"type": wish["type"]}
    if wish["type"] in _CHAT_SCOPES:
        if not re.fullmatch(r"-?\d{1,18}", str(wish.get("chat_id", ""))):
            raise bad_request("chat_id is empty")
        scope["chat_id"] = find_chat(call.world, call.bot, int(wish["chat_id"])).id
    if wish["type"] == "chat_member":
        scope["user_id"] = int(wish.get("user_id") or 0)
    return json.dumps(scope)


def _language(call: Call) -> str:
    code = call.params.text("language_code")
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad_request("LANG_CODE_INVALID")
    return code


def set_my_commands(call: Call) -> bool:
    """setMyCommands, for a scope and a language."""
    wish = call.params.object("commands", "can't parse commands JSON object")
    if not isinstance(wish, list):
        raise bad_request("expected an Array of BotCommand")
    if len(wish) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    commands = [_command(item) for item in wish]
    key = (_scope(call), _language(call))
    if commands:
        call.bot.commands[key] = commands
    else:
        call.bot.commands.pop(key, None)
    call.world.events.add(type="commands", bot_id=call.bot.user.id)
    return True


def _command(item: Any) -> Json:
    if not isinstance(item, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name, description = item.get("command"), item.get("description")
    if not isinstance(name, str) or not isinstance(description, str):
        raise bad_request('can\'t parse BotCommand: can\'t find field "command" or "description"')
    name = name.removeprefix("/")
    if not re.fullmatch(r"[a-z0-9_]{1,32}", name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def get_my_commands(call: Call) -> list[Json]:
    """getMyCommands of exactly that scope and language."""
    return call.bot.commands.get((_scope(call), _language(call)), [])


def delete_my_commands(call: Call) -> bool:
    """deleteMyCommands."""
    call.bot.commands.pop((_scope(call), _language(call)), None)
    return True


def commands_seen_by(bot: BotAccount, chat: Chat, user: User) -> list[Json]:
    """The command menu of a person in a chat, by Telegram's order of scopes."""
    admin = chat.peer is None and chat.is_admin(user.id)
    scopes: list[Json] = [{"type": "chat", "chat_id": chat.id}]
    if chat.peer is not None:
        scopes += [{"type": "all_private_chats"}]
    else:
        member: Json = {"type": "chat_member", "chat_id": chat.id, "user_id": user.id}
        admins: list[Json] = [{"type": "chat_administrators", "chat_id": chat.id}] if admin else []
        wide: list[Json] = [{"type": "all_chat_administrators"}] if admin else []
        scopes = [member, *admins, *scopes, *wide, {"type": "all_group_chats"}]
    for scope in [*scopes, {"type": "default"}]:
        for language in (user.language_code[:2], ""):
            commands = bot.commands.get((json.dumps(scope), language))
            if commands:
                return commands
    return []


def _setter(field: str) -> Callable[[Call], bool]:
    parameter, longest, complaint = _FIELDS[field]

    def handler(call: Call) -> bool:
        text = call.params.text(parameter)
        if len(text) > longest:
            raise bad_request(complaint)
        call.bot.profile[field, _language(call)] = text
        return True

    return handler


def _getter(field: str) -> Callable[[Call], Json]:
    parameter = _FIELDS[field][0]

    def handler(call: Call) -> Json:
        own = call.bot.user.first_name if field == "name" else ""
        profile = call.bot.profile
        return {parameter: profile.get((field, _language(call))) or profile.get((field, "")) or own}

    return handler


def set_chat_menu_button(call: Call) -> bool:
    """setChatMenuButton, for one private chat or for all (0)."""
    button = call.params.object("menu_button", "can't parse MenuButton JSON object")
    wanted: Json = button if isinstance(button, dict) else {"type": "default"}
    if wanted.get("type") not in ("commands", "web_app", "default"):
        raise bad_request("can't parse MenuButton: unsupported type specified")
    chat_id = call.params.chat_id() if "chat_id" in call.params else 0
    if chat_id:
        find_chat(call.world, call.bot, chat_id)
    call.bot.menu_buttons[chat_id] = wanted
    return True


def get_chat_menu_button(call: Call) -> Json:
    """getChatMenuButton."""
    chat_id = call.params.chat_id_or_none() or 0
    buttons = call.bot.menu_buttons
    return buttons.get(chat_id) or buttons.get(0) or {"type": "commands"}


METHODS: dict[str, Handler] = {
    "setmycommands": set_my_commands,
    "getmycommands": get_my_commands,
    "deletemycommands": delete_my_commands,
    "setmyname": _setter("name"),
    "getmyname": _getter("name"),
    "setmydescription": _setter("description"),
    "getmydescription": _getter("description"),
    "setmyshortdescription": _setter("short_description"),
    "getmyshortdescription": _getter("short_description"),
    "setchatmenubutton": set_chat_menu_button,
    "getchatmenubutton": get_chat_menu_button,
}
