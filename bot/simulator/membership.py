"""Who is in which chat: blocking, groups, members, rights, the move to a supergroup."""

from __future__ import annotations

from .errors import ControlError
from .methods.chats import member_json
from .state import BotAccount, Chat, ChatType, Message, Status, User
from .world import World


def set_blocked(world: World, bot: BotAccount, chat: Chat, blocked: bool) -> int | None:
    """A person blocks or unblocks a bot; gives the my_chat_member update."""
    if chat.blocked == blocked or chat.peer is None:
        return None
    chat.blocked = blocked
    old: Status = "member" if blocked else "kicked"
    new: Status = "kicked" if blocked else "member"
    return _tell_bot(world, bot, chat, chat.peer, old, new)


def create_group(world: World, title: str, kind: ChatType, creator: User, chat_id: int | None = None) -> Chat:
    """A group with its creator in it."""
    if chat_id is not None and chat_id in world.groups:
        raise ControlError(409, f"group {chat_id} exists")
    chat = world.add_group(title, kind, chat_id)
    chat.members[creator.id] = (creator, "creator")
    world.post(chat, creator, kind="service", extra={"group_chat_created": True})
    return chat


def add_member(world: World, chat: Chat, user: User, *, by: User, status: Status = "member") -> int | None:
    """Add a person or a bot to a group."""
    old = chat.status_of(user.id)
    if chat.is_member(user.id) and old == status:
        return None
    chat.members[user.id] = (user, status)
    update_id = _changed(world, chat, user, by, old, status)
    if old in ("left", "kicked"):
        world.post(chat, by, kind="service", extra={"new_chat_members": [user.json()]})
    return update_id


def remove_member(world: World, chat: Chat, user: User, *, by: User, status: Status = "left") -> int | None:
    """A person or a bot leaves (`left`) or is thrown out (`kicked`)."""
    old = chat.status_of(user.id)
    if not chat.is_member(user.id):
        raise ControlError(409, f"{user.id} is not in group {chat.id}")
    if user.is_bot:
        chat.members[user.id] = (user, status)
        world.post(chat, by, kind="service", extra={"left_chat_member": user.json()})
        return _changed(world, chat, user, by, old, status)
    world.post(chat, by, kind="service", extra={"left_chat_member": user.json()})
    chat.members[user.id] = (user, status)
    return _changed(world, chat, user, by, old, status)


def set_status(world: World, chat: Chat, user: User, *, by: User, status: Status) -> int | None:
    """Promote or demote someone who is in the group."""
    old = chat.status_of(user.id)
    if not chat.is_member(user.id):
        raise ControlError(409, f"{user.id} is not in group {chat.id}")
    chat.members[user.id] = (user, status)
    return _changed(world, chat, user, by, old, status)


def rename(world: World, chat: Chat, title: str, by: User) -> Message:
    """Give a group another title."""
    chat.title = title
    return world.post(chat, by, kind="service", extra={"new_chat_title": title})[0]


def open_topic(world: World, chat: Chat, name: str, by: User) -> int:
    """A topic of a forum; its id is that of the message that tells of it."""
    if chat.type != "supergroup":
        raise ControlError(409, f"chat {chat.id} is no supergroup")
    created = {"name": name, "icon_color": 7322096}
    message, _ = world.post(chat, by, kind="service", extra={"forum_topic_created": created})
    chat.topics[message.message_id] = name
    return message.message_id


def topic_mark(chat: Chat, topic: int) -> dict[str, object]:
    """What a message in a topic says of it."""
    if topic not in chat.topics:
        raise ControlError(404, f"there is no topic {topic} in chat {chat.id}")
    return {"message_thread_id": topic, "is_topic_message": True}


def upgrade(world: World, chat: Chat, by: User) -> Chat:
    """Turn a group into a supergroup: another chat id, the old one only points to it."""
    if chat.type != "group" or chat.migrated_to is not None:
        raise ControlError(409, f"chat {chat.id} cannot be upgraded")
    successor = world.add_group(chat.title, "supergroup")
    successor.members = dict(chat.members)
    successor.can_send = chat.can_send
    world.post(chat, by, kind="service", extra={"migrate_to_chat_id": successor.id})
    chat.migrated_to = successor.id
    world.post(successor, by, kind="service", extra={"migrate_from_chat_id": chat.id})
    world.events.add(type="upgraded", chat_id=chat.id, new_chat_id=successor.id)
    return successor


def _changed(world: World, chat: Chat, user: User, by: User, old: Status, new: Status) -> int | None:
    for bot in world.bots.values():
        if bot.user.id == user.id:
            return _tell_bot(world, bot, chat, by, old, new)
    change = _change(world, chat, user, by, old, new)
    for bot in world.bots.values():
        if chat.is_admin(bot.user.id):
            bot.updates.add("chat_member", change)
    _note(world, chat, user, new)
    return None


def _tell_bot(world: World, bot: BotAccount, chat: Chat, by: User, old: Status, new: Status) -> int | None:
    _note(world, chat, bot.user, new)
    return bot.updates.add("my_chat_member", _change(world, chat, bot.user, by, old, new))


def _note(world: World, chat: Chat, user: User, status: Status) -> None:
    world.events.add(
        type="member", chat_id=chat.id, bot_id=chat.bot_id or None, user_id=user.id, status=status
    )


def _change(world: World, chat: Chat, user: User, by: User, old: Status, new: Status) -> dict[str, object]:
    return {
        "chat": chat.json(),
        "from": by.json(),
        "date": world.clock.timestamp(),
        "old_chat_member": member_json(user, old),
        "new_chat_member": member_json(user, new),
    }
