"""Shows each chat the commands that its person has use for.

A menu is set beside the turn and never holds it up. One that failed is set with the next update of the chat;
one that a crash lost is so too, or at the latest with its next /start.
"""

import asyncio
from collections.abc import Mapping

from sqlalchemy import Connection
from telegram import Bot

from bot.i18n import Languages
from bot.profiles import ChatMenu, Menu, commands_of, menu_of
from bot.store.actor import TELEGRAM
from bot.store.facts import load_facts
from bot.store.people import person_of
from bot.store.sessions import read_session
from bot.store.world import World
from bot.telegram.profile import set_chat_commands
from conversations.needs import NOTHING_MORE
from conversations.session import load_session

_MOST_REMEMBERED = 50_000


def menus_of_operators(conn: Connection, bot_id: int, world: World) -> Mapping[int, Menu]:
    """The menus of the operators who have written to this bot, by chat."""
    found: dict[int, Menu] = {}
    # The id of a private chat is that of its user; there are few operators.
    for chat_id in sorted(world.operator_ids):
        row = read_session(conn, bot_id, chat_id)
        if row is not None and row.state:
            person_id = person_of(conn, TELEGRAM, str(chat_id))
            facts = load_facts(conn, person_id=person_id, needs=NOTHING_MORE, world=world, is_operator=True)
            language = facts.person.language if facts.person else load_session(row.state, 0).language
            found[chat_id] = menu_of(facts, language)
    return found


class ChatMenus:
    """Remembers which menus this process has set, so that each is set once."""

    def __init__(self, bot: Bot, languages: Languages) -> None:
        self._bot = bot
        self._languages = languages
        self._shown: dict[int, Menu] = {}
        self._menus: dict[Menu, Menu] = {}
        self._wanted: dict[int, Menu] = {}
        self._setting: dict[int, asyncio.Task[None]] = {}
        self._is_closed = False

    def show(self, chat_id: int, wish: ChatMenu) -> None:
        """See that a chat has this menu; the common one needs setting only where it may have another."""
        menu = wish.menu
        is_known = chat_id in self._wanted or chat_id in self._shown
        if not is_known and menu.is_common and not wish.may_differ:
            return
        if chat_id not in self._wanted and self._shown.get(chat_id) == menu:
            return
        self._wanted[chat_id] = menu
        if chat_id not in self._setting and not self._is_closed:
            self._setting[chat_id] = asyncio.create_task(self._set(chat_id))

    async def close(self) -> None:
        """Set nothing more; what is on its way is given up."""
        self._is_closed = True
        for task in self._setting.values():
            task.cancel()
        await asyncio.gather(*self._setting.values(), return_exceptions=True)

    async def idle(self) -> None:
        """Wait until nothing is on its way."""
        while self._setting:
            await asyncio.wait(list(self._setting.values()))

    async def _set(self, chat_id: int) -> None:
        """Set what is wanted, which may change meanwhile; a refusal leaves it wanted."""
        try:
            while (menu := self._wanted.get(chat_id)) is not None:
                commands = commands_of(menu, self._languages)
                if not await set_chat_commands(self._bot, chat_id, commands):
                    return
                self._remember(chat_id, menu)
        finally:
            del self._setting[chat_id]

    def _remember(self, chat_id: int, menu: Menu) -> None:
        if len(self._shown) >= _MOST_REMEMBERED:
            # What is forgotten is set once more, and that does no harm.
            self._shown.clear()
        # There are few different ones, and one of each is enough.
        self._shown[chat_id] = self._menus.setdefault(menu, menu)
        if self._wanted.get(chat_id) == menu:
            del self._wanted[chat_id]
