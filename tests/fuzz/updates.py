"""Updates as a Bot API server writes them, and such as none would write."""

import copy
import random
from collections.abc import Mapping
from typing import Any

from tests.fuzz.texts import Tongue

Raw = dict[str, Any]

# Before the next day of the world, so that every second has one message.
FIRST_SECOND = 1_786_000_000
_FILES = (
    *("../../etc/passwd", "<b>sk</b>.pdf", "a" * 300 + ".pdf", "sk.pdf", "foto.JPG", "C:\\x\\y.pdf", ".pdf"),
    *("\u202efdp.exe", "nama\x00.pdf", "\ud800.pdf", "", "%s{name}.pdf", 'a";b.pdf', "\n.pdf"),
)
_MIMES = ("application/pdf", "image/png", "image/", "text/html", "", "\x00", "APPLICATION/PDF")
_KINDS_UNKNOWN: tuple[Mapping[str, Any], ...] = (
    {"poll": {"id": "1", "question": "?", "options": [], "type": "regular"}},
    {"inline_query": {"id": "1", "query": "guru"}},
    {"channel_post": {"message_id": 1, "date": 1, "chat": {"id": -5, "type": "channel", "title": "K"}}},
    {"message_reaction": {"date": 1}},
    {"pre_checkout_query": {"id": 7}},
    {"something_of_next_year": {"text": "halo", "deep": [[[[[]]]]]}},
    {},
)
_WRONG = (
    None,
    "x",
    "",
    -1,
    0,
    1.5,
    2**52,
    2**63,
    -(2**70),
    2**200,
    [],
    {},
    [[]],
    True,
    "\ud800",
    "a\x00b",
    {"id": {}},
)
_RIGHTS = (
    *("can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats"),
    *("can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users"),
    *("can_post_stories", "can_edit_stories", "can_delete_stories"),
)


class Wire:
    """Writes updates; every message is a second later than the one before."""

    def __init__(self, chance: random.Random, bot_id: int) -> None:
        self._chance = chance
        self._tongue = Tongue(chance)
        self._bot = {"id": bot_id, "is_bot": True, "first_name": "Bot"}
        self._second = FIRST_SECOND
        self._message_id = 10**6

    def user(self, user_id: int) -> Raw:
        """Somebody, by any name."""
        found: Raw = {"id": user_id, "is_bot": False, "first_name": self._tongue.text()[:64] or "x"}
        if self._chance.random() < 0.3:
            found["language_code"] = self._chance.choice(
                ("id", "en", "", "\x00", "zz-ZZ-zz", "\ud800", "e" * 200)
            )
        return found

    def message(self, user_id: int, **content: Any) -> Raw:
        """A message in the private chat."""
        chat = {"id": user_id, "type": "private", "first_name": "x"}
        return {"message": {**self._head(), "chat": chat, "from": self.user(user_id), **content}}

    def edited(self, user_id: int, text: str) -> Raw:
        """An edited message, however old."""
        content = self.message(user_id, text=text)["message"]
        return {"edited_message": {**content, "edit_date": self._second}}

    def press(self, user_id: int, data: str | None, message_id: int) -> Raw:
        """A press of a button, now and then of a message that is gone."""
        is_gone = self._chance.random() < 0.03
        chat = {"id": user_id, "type": "private"}
        on: Raw = {"message_id": message_id, "date": 0 if is_gone else self._second, "chat": chat}
        query: Raw = {
            "id": str(self._chance.getrandbits(60)),
            "chat_instance": "1",
            "from": self.user(user_id),
        }
        if data is not None:
            query["data"] = data
        return {"callback_query": query | {"message": on}}

    def file(self, user_id: int) -> Raw:
        """Something that is not a text."""
        chance, name = self._chance, self._chance.choice(_FILES)
        reference = {"file_id": f"f{chance.randrange(50)}", "file_unique_id": f"u{chance.randrange(50)}"}
        caption = {"caption": self._tongue.text()} if chance.random() < 0.5 else {}
        if chance.random() < 0.2:
            caption["media_group_id"] = chance.choice(("1", "\x00", "\ud800", "9" * 100))
        size = chance.choice((0, 1000, 2**31, 2**52, 2**62))
        photo = {**reference, "width": 8, "height": 8, "file_size": size}
        content: Raw = chance.choice(
            (
                {
                    "document": {
                        **reference,
                        "file_name": name,
                        "mime_type": chance.choice(_MIMES),
                        "file_size": size,
                    }
                },
                {
                    "document": {
                        **reference,
                        "file_name": name,
                        "mime_type": "application/pdf",
                        "file_size": 1000,
                    }
                },
                {"photo": [photo, {**photo, "width": 90000, "height": 90000}]},
                {"voice": {**reference, "duration": 2**31}},
                {
                    "sticker": {
                        **reference,
                        "width": 1,
                        "height": 1,
                        "is_animated": False,
                        "is_video": False,
                        "type": "regular",
                    }
                },
                {"contact": {"phone_number": "+62", "first_name": name}},
                {"location": {"latitude": 91.0, "longitude": -181.0}},
                {"dice": {"emoji": "🎲", "value": 6}},
                {"new_chat_photo": [photo]},
                {"pinned_message": {"message_id": 1, "date": 0, "chat": {"id": user_id, "type": "private"}}},
                {"something_new": {"a": 1}},
            )
        )
        return self.message(user_id, **content, **caption)

    def membership(self, user_id: int) -> Raw:
        """Blocked or unblocked."""
        chat = {"id": user_id, "type": "private"}
        old, new = self._chance.choice((("member", "kicked"), ("kicked", "member"), ("member", "member")))
        return self._change(user_id, chat, self._member(old), self._member(new))

    def group(self, user_id: int, chat_id: int) -> Raw:
        """Something in a group."""
        chance = self._chance
        chat = {
            "id": chat_id,
            "type": "group" if chat_id > -100_000 else "supergroup",
            "title": self._tongue.text()[:128],
        }
        if chance.random() < 0.1:
            old, new = chance.choice((("left", "member"), ("member", "left"), ("member", "administrator")))
            return self._change(user_id, chat, self._member(old), self._member(new))
        content: Raw = chance.choice(
            (
                {
                    "text": chance.choice(
                        ("/rencana", "/ringkasan", "/hubungkan", "/tanya poin", "/bantuan", "/start x")
                    )
                },
                {"text": chance.choice(("/tanya ", "/ringkasan@contoh_bot ", "/")) + self._tongue.text()},
                {"text": self._tongue.text()},
                {"new_chat_title": self._tongue.text()[:128]},
                {"message_thread_id": 2**40, "is_topic_message": True, "text": "/ringkasan"},
            )
        )
        content.update({"sender_chat": chat} if chance.random() < 0.1 else {})
        return {"message": {**self._head(), "chat": chat, "from": self.user(user_id), **content}}

    def unknown(self) -> Raw:
        """A kind that nobody asked for."""
        return dict(self._chance.choice(_KINDS_UNKNOWN))

    def spoiled(self, update: Raw) -> Raw:
        """The same with one thing in it of another type, or gone, or far away."""
        spoiled = copy.deepcopy(update)
        holders = list(_holders(spoiled))
        holder, key = self._chance.choice(holders)
        if self._chance.random() < 0.2:
            del holder[key]
        else:
            holder[key] = self._chance.choice(_WRONG)
        return spoiled

    def _head(self) -> Raw:
        self._second += 1
        self._message_id += 1
        date = self._second
        if self._chance.random() < 0.002:
            date = self._chance.choice((0, 1, 2**31 - 1))
        return {"message_id": self._message_id, "date": date} | self._entities()

    def _entities(self) -> Raw:
        if self._chance.random() > 0.05:
            return {}
        kind = self._chance.choice(("bold", "text_link", "kind_of_next_year", "custom_emoji", "bot_command"))
        return {"entities": [{"type": kind, "offset": self._chance.choice((0, -5, 2**40)), "length": 2**33}]}

    def _member(self, status: str) -> Raw:
        rights = dict.fromkeys(_RIGHTS, False) if status == "administrator" else {}
        until = {"until_date": 0} if status == "kicked" else {}
        return {"user": self._bot, "status": status, **rights, **until}

    def _change(self, user_id: int, chat: Raw, old: Raw, new: Raw) -> Raw:
        change = {"chat": chat, "from": self.user(user_id), "date": self._second}
        return {"my_chat_member": {**change, "old_chat_member": old, "new_chat_member": new}}


def _holders(value: Any) -> list[tuple[Any, Any]]:
    """Every place in a value where another could stand."""
    parts: list[tuple[Any, Any]] = []
    pairs = list(value.items()) if isinstance(value, dict) else list(enumerate(value))
    for key, part in pairs:
        parts.append((value, key))
        if isinstance(part, dict | list):
            parts += _holders(part)
    return parts
