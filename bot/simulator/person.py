"""A person and a group of the world, as Python objects."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import aiohttp

from .shown import Pressed, Seen, choose

if TYPE_CHECKING:
    from .client import World

Json = dict[str, Any]


@dataclass(frozen=True)
class Group:
    """A group of the world."""

    world: World
    id: int
    title: str

    async def _do(self, what: str, **body: Any) -> Json:
        return await self.world.ask("POST", f"/groups/{self.id}/{what}", body)

    async def bot_id(self) -> int:
        """The id of the first bot."""
        return int((await self.world.state())["bots"][0]["id"])

    async def add(self, person: Person, *, admin: bool = False) -> Json:
        """Add someone."""
        return await self._do("add", user_id=person.id, admin=admin)

    async def remove(self, person: Person) -> Json:
        """Someone leaves."""
        return await self._do("remove", user_id=person.id)

    async def add_bot(self) -> Json:
        """Add the bot."""
        return await self._do("add", user_id=await self.bot_id())

    async def remove_bot(self) -> Json:
        """Throw the bot out."""
        return await self._do("remove", user_id=await self.bot_id(), status="kicked")

    async def promote_bot(self) -> Json:
        """Make the bot an administrator."""
        return await self._do("promote", user_id=await self.bot_id())

    async def rename(self, title: str) -> Json:
        """Another title."""
        return await self._do("rename", title=title)

    async def mute(self, muted: bool = True) -> Json:
        """Forbid plain members, and so the bot, to write."""
        return await self._do("permissions", can_send=not muted)

    async def open_topic(self, name: str) -> int:
        """Open a topic of a forum."""
        return int((await self._do("topics", name=name))["topic"])

    async def delete_topic(self, topic: int) -> Json:
        """Delete a topic."""
        return await self._do("topics/delete", topic=topic)

    async def upgrade(self) -> Group:
        """Turn into a supergroup, which is another chat."""
        made = (await self._do("upgrade"))["chat"]
        return Group(self.world, int(made["id"]), self.title)

    async def messages(self, after: int = 0) -> list[Seen]:
        """The messages of the group."""
        answer = await self.world.ask("GET", f"/chats/{self.id}/messages", query={"after": after})
        return [Seen(message) for message in answer["messages"]]


@dataclass(frozen=True)
class Person:
    """Someone with a phone. `chat_id` names a group; without it, the private chat with the bot."""

    world: World
    id: int
    name: str
    bot_id: int | None = None

    async def _do(self, what: str, **body: Any) -> Json:
        return await self.world.ask("POST", f"/users/{self.id}/{what}", {**body, "bot_id": self.bot_id})

    async def say(
        self,
        text: str,
        *,
        chat_id: int | None = None,
        reply_to: int | None = None,
        topic: int | None = None,
        anonymous: bool = False,
    ) -> Json:
        """Write, in a topic of a forum or in the name of a group; gives `update_id` and `message`."""
        wish = {"text": text, "chat_id": chat_id, "reply_to_message_id": reply_to}
        return await self._do("send", **wish, topic=topic, anonymous=anonymous)

    async def start(self, token: str = "") -> Json:
        """Press Start, with the token of a deep link."""
        return await self._do("send", start=token)

    async def open(self, link: str, *, chat_id: int | None = None) -> Json:
        """Tap a link to a bot; a `startgroup` link adds the bot to the group `chat_id`."""
        return await self._do("open", url=link, chat_id=chat_id)

    async def press(self, label: str, *, chat_id: int | None = None) -> Pressed:
        """Press the button with that label, or the only one beginning with or containing it, on the newest
        message that has it; LookupError with the buttons in sight otherwise.
        """
        message, index = choose(await self.messages(chat_id=chat_id), label)
        return await self.press_index(index, message_id=message.id, chat_id=chat_id)

    async def press_index(
        self, index: int, *, message_id: int | None = None, chat_id: int | None = None
    ) -> Pressed:
        """Press a button by number from 0, on the newest message with buttons unless one is named."""
        return Pressed(await self._do("press", button=index, message_id=message_id, chat_id=chat_id))

    async def forge(self, data: str, *, message_id: int | None = None, chat_id: int | None = None) -> Pressed:
        """Press a button that does not exist."""
        return Pressed(await self._do("press", data=data, message_id=message_id, chat_id=chat_id))

    async def edit(self, message_id: int, text: str, *, chat_id: int | None = None) -> Json:
        """Edit an own message."""
        return await self._do("edit", message_id=message_id, text=text, chat_id=chat_id)

    async def upload(
        self,
        data: bytes,
        name: str,
        *,
        mime: str = "application/octet-stream",
        photo: bool = False,
        caption: str = "",
        chat_id: int | None = None,
        album: str = "",
    ) -> Json:
        """Send a document or a photo, alone or as one of an album."""
        form = aiohttp.FormData(quote_fields=False)
        form.add_field("file", io.BytesIO(data), filename=name, content_type=mime)
        form.add_field("as", "photo" if photo else "document")
        form.add_field("caption", caption)
        form.add_field("album", album)
        if chat_id is not None:
            form.add_field("chat_id", str(chat_id))
        return await self.world.ask("POST", f"/users/{self.id}/upload", form, {"bot_id": self.bot_id})

    async def send_kind(self, kind: str, *, chat_id: int | None = None) -> Json:
        """Send a voice, sticker, contact, location, audio, video or dice."""
        return await self._do("send_kind", kind=kind, chat_id=chat_id)

    async def block(self) -> Json:
        """Block the bot."""
        return await self._do("block")

    async def unblock(self) -> Json:
        """Unblock the bot."""
        return await self._do("unblock")

    async def deactivate(self) -> Json:
        """Delete the account."""
        return await self._do("deactivate")

    async def commands(self, *, chat_id: int | None = None) -> list[Json]:
        """The command menu of the chat."""
        path = f"/users/{self.id}/commands"
        query = {"chat_id": chat_id, "bot_id": self.bot_id}
        return list((await self.world.ask("GET", path, query=query))["commands"])

    async def messages(self, *, after: int = 0, chat_id: int | None = None) -> list[Seen]:
        """The chat as this person sees it, oldest first."""
        path = f"/chats/{self.id if chat_id is None else chat_id}/messages"
        query: Json = {"as": self.id, "after": after, "bot_id": self.bot_id}
        return [Seen(message) for message in (await self.world.ask("GET", path, query=query))["messages"]]

    async def last(self, *, from_bot: bool = True, chat_id: int | None = None) -> Seen:
        """The newest message, of the bot unless said otherwise; LookupError if there is none."""
        for message in reversed(await self.messages(chat_id=chat_id)):
            if message.from_bot or not from_bot:
                return message
        raise LookupError(f"{self.name} has no message from the bot")

    async def sees(
        self,
        text: str,
        *,
        chat_id: int | None = None,
        within: float | None = None,
    ) -> Seen:
        """Wait until the bot's newest message contains a text, and give it."""
        return await self.sees_where(lambda m: text in m.text, chat_id=chat_id, within=within, said=text)

    async def sees_where(
        self,
        wanted: Callable[[Seen], bool],
        *,
        chat_id: int | None = None,
        within: float | None = None,
        said: str = "what was wanted",
    ) -> Seen:
        """Wait until the bot's newest message is a wanted one, and give it."""
        deadline = time.monotonic() + (self.world.timeout if within is None else within)
        while True:
            seq = await self.world.last_event()
            shown = [m for m in await self.messages(chat_id=chat_id) if m.from_bot]
            if shown and wanted(shown[-1]):
                return shown[-1]
            if (left := deadline - time.monotonic()) <= 0:
                newest = shown[-1].text if shown else "nothing"
                raise TimeoutError(f"{self.name} waits for {said!r}, but sees {newest!r}")
            await self.world.events(seq, min(left, 25.0))

    async def answer_to(self, pressed: Pressed, within: float | None = None) -> Json:
        """Wait for the answer to a press: `text`, `show_alert`."""
        query_id = pressed.callback_query_id
        event = await self.world.wait_for(
            lambda e: e["type"] == "callback_answer" and e["callback_query_id"] == query_id, within=within
        )
        return {"text": event["text"], "show_alert": event["show_alert"]}
