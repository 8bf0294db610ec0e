"""A group and the private chats of those in it, below the Bot API, on a real database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select, update

from bot.delivery.outbox import Notice
from bot.drawn import Drawn
from bot.group_turn import GroupTurns
from bot.i18n import load_languages
from bot.notice_kinds import NOTICE_KINDS
from bot.store.actor import Actor
from bot.store.outbox import OutboxState
from bot.store.tables import group_chat, outbox, school_group
from bot.telegram.inbox import Inbox
from bot.turn import Turns
from tests.store.acting import BOT_ID, Store

BOT_NAME, TITLE = "contoh_bot", "Guru SDN Contoh 1"
GROUP, SUPERGROUP, OTHER = -501, -100501, -502
LANGUAGES = load_languages()
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group"}


@dataclass
class Hall:
    """Updates as Telegram sends them, and what leaves by the outbox, drawn as it would be sent."""

    store: Store
    update_id: int = 0
    titles: dict[int, str] = field(default_factory=lambda: {GROUP: TITLE, OTHER: "Grup lain"})

    def __post_init__(self) -> None:
        self.inbox = Inbox(BOT_ID, BOT_NAME)
        self.group_turns = GroupTurns(self.store.database, lambda: self.store.world)
        self.turns = Turns(self.store.database, LANGUAGES, lambda: self.store.world)

    def chat(self, chat_id: int) -> dict[str, Any]:
        kind = "group" if chat_id > -100000 else "supergroup"
        return {"id": chat_id, "type": kind, "title": self.titles.get(chat_id, TITLE)}

    async def update(self, **content: Any) -> None:
        """An update of a group."""
        self.update_id += 1
        await self.again(**content)

    async def again(self, **content: Any) -> None:
        """The same update once more."""
        inbound = self.inbox.parse({"update_id": self.update_id, **content})
        if inbound is not None:
            assert not inbound.is_private
            await self.group_turns.take(inbound)

    def message(self, who: Actor | None, chat_id: int = GROUP, **content: Any) -> dict[str, Any]:
        """A message in a group; of nobody it is one in the name of the group."""
        chat = self.chat(chat_id)
        sender: dict[str, Any] = {"from": ANONYMOUS, "sender_chat": chat}
        if who is not None:
            sender = {"from": {"id": who.chat_id, "is_bot": False, "first_name": "X"}}
        return {"message_id": 3, "date": 1_786_000_000, "chat": chat, **sender, **content}

    async def says(
        self, who: Actor | None, text: str, chat_id: int = GROUP, topic: int | None = None
    ) -> None:
        """Somebody writes in a group, perhaps in a topic."""
        where = {} if topic is None else {"message_thread_id": topic, "is_topic_message": True}
        await self.update(message=self.message(who, chat_id, text=text, **where))

    async def changes(self, by: Actor, old: str, new: str, chat_id: int = GROUP) -> None:
        """The place of the bot in a group changes."""
        bot = {"id": BOT_ID, "is_bot": True, "first_name": "Bot"}
        rights = dict.fromkeys(
            (
                *("can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages"),
                *("can_manage_video_chats", "can_restrict_members", "can_promote_members"),
                *("can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories"),
                "can_delete_stories",
            ),
            False,
        )
        extra: Mapping[str, Mapping[str, Any]] = {"kicked": {"until_date": 0}, "administrator": rights}
        sender = {"id": by.chat_id, "is_bot": False, "first_name": "X"}
        member = {"chat": self.chat(chat_id), "from": sender, "date": 1_786_000_000}
        for name, status in (("old_chat_member", old), ("new_chat_member", new)):
            member[name] = {"user": bot, "status": status, **extra.get(status, {})}
        await self.update(my_chat_member=member)

    async def enters(self, by: Actor, chat_id: int = GROUP) -> None:
        """The bot is added."""
        await self.changes(by, "left", "member", chat_id)

    async def presses(self, who: Actor, data: str) -> str:
        """A button of a notice in private; gives what is shown then."""
        self.update_id += 1
        user = {"id": who.chat_id, "is_bot": False, "first_name": "X"}
        message = {"message_id": 9, "date": 1, "chat": {"id": who.chat_id, "type": "private"}, "text": "x"}
        query = {"id": "1", "from": user, "chat_instance": "1", "data": data, "message": message}
        inbound = self.inbox.parse({"update_id": self.update_id, "callback_query": query})
        assert inbound is not None
        taken = await self.turns.take(inbound)
        assert taken.paint is not None
        return taken.paint.drawn.html

    async def links(self, ks: Actor, chat_id: int = GROUP, topic: int | None = None) -> None:
        """The principal links the group, all the way."""
        await self.says(ks, "/hubungkan", chat_id, topic)
        question = (await self.read(ks.chat_id))[-1]
        await self.presses(ks, str(question.rows[0][0].data))

    async def read(self, chat_id: int) -> list[Drawn]:
        """What leaves for a chat now; what is not true any more is left out. It is sent by that."""
        drawn = await self.draws(await self.leaving(chat_id), chat_id)
        sent = update(outbox).where(outbox.c.chat_id == chat_id).values(state=OutboxState.SENT)
        await self.store.database.transact(lambda conn: conn.execute(sent))
        return drawn

    async def draws(self, rows: Sequence[Mapping[str, Any]], chat_id: int) -> list[Drawn]:
        """These rows as a sender draws them that has claimed them for that chat."""

        def draw(conn: Any) -> list[Drawn | None]:
            return [
                NOTICE_KINDS[row["kind"]](
                    conn,
                    Notice(row["id"], chat_id, row["kind"], row["payload"], 1, ""),
                    self.store.world,
                    LANGUAGES,
                )
                for row in rows
            ]

        return [one for one in await self.store.database.transact(draw) if one is not None]

    async def hears(self, chat_id: int = GROUP) -> list[str]:
        """The texts that leave for a group now."""
        return [drawn.html for drawn in await self.read(chat_id)]

    async def leaving(self, chat_id: int) -> list[Mapping[str, Any]]:
        """The rows that wait for a chat."""
        waiting = (outbox.c.chat_id == chat_id, outbox.c.state == OutboxState.PENDING)
        query = select(outbox).where(*waiting).order_by(outbox.c.id)
        return list(
            await self.store.database.read(lambda conn: [dict(row) for row in conn.execute(query).mappings()])
        )

    async def linked(self) -> list[tuple[object, object, object]]:
        """School, chat and topic of every link."""
        rows = await self.store.rows(school_group)
        return [(row["school_id"], row["chat_id"], row["thread_id"]) for row in rows]

    async def seen(self) -> dict[object, tuple[object, object]]:
        """Title and presence of every group that is known, by its present id."""
        rows = [row for row in await self.store.rows(group_chat) if row["moved_to"] is None]
        return {row["chat_id"]: (row["title"], row["is_inside"]) for row in rows}
