"""Looking at chats, their members and files."""

from __future__ import annotations

from ..access import find_chat, open_chat
from ..errors import bad_request
from ..state import Chat, Json, Status, User
from .call import Call, Handler

_RIGHTS = [
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
]


def member_json(user: User, status: Status) -> Json:
    """The Bot API's ChatMember object."""
    shown: Json = {"user": user.json(), "status": status}
    if status == "creator":
        shown["is_anonymous"] = False
    elif status == "administrator":
        shown |= dict.fromkeys(_RIGHTS, False)
        shown |= {"can_manage_chat": True, "can_delete_messages": True, "can_invite_users": True}
    elif status == "kicked":
        shown["until_date"] = 0
    return shown


def get_chat(call: Call) -> Json:
    """getChat."""
    chat = find_chat(call.world, call.bot, call.params.chat_id())
    if chat.peer is None:
        chat = open_chat(call.world, call.bot, chat.id)
    shown = {
        **chat.json(),
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            (
                "unlimited_gifts",
                "limited_gifts",
                "unique_gifts",
                "premium_subscription",
                "gifts_from_channels",
            ),
            False,
        ),
    }
    if chat.peer is None:
        shown["permissions"] = {"can_send_messages": chat.can_send}
    return shown


def _chat(call: Call) -> Chat:
    return open_chat(call.world, call.bot, call.params.chat_id())


def get_chat_member(call: Call) -> Json:
    """getChatMember."""
    chat = _chat(call)
    user_id = call.params.integer("user_id")
    if user_id <= 0:
        raise bad_request("invalid user_id specified")
    if chat.peer is not None:
        known = {chat.peer.id: chat.peer, call.bot.user.id: call.bot.user}
        if user_id not in known:
            raise bad_request("member not found")
        return member_json(known[user_id], "member")
    if user_id in chat.members:
        return member_json(*chat.members[user_id])
    if user_id in call.world.users:
        return member_json(call.world.users[user_id], "left")
    raise bad_request("PARTICIPANT_ID_INVALID")


def get_chat_member_count(call: Call) -> int:
    """getChatMemberCount."""
    chat = _chat(call)
    return 2 if chat.peer is not None else sum(chat.is_member(user_id) for user_id in chat.members)


def get_chat_administrators(call: Call) -> list[Json]:
    """getChatAdministrators: all but other bots."""
    chat = _chat(call)
    if chat.peer is not None:
        raise bad_request("there are no administrators in the private chat")
    return [
        member_json(user, status)
        for user, status in chat.members.values()
        if chat.is_admin(user.id) and (not user.is_bot or user.id == call.bot.user.id)
    ]


def leave_chat(call: Call) -> bool:
    """leaveChat."""
    chat = _chat(call)
    if chat.peer is not None:
        raise bad_request("chat member status can't be changed in private chats")
    chat.members[call.bot.user.id] = (call.bot.user, "left")
    call.world.events.add(type="member", chat_id=chat.id, user_id=call.bot.user.id, status="left")
    return True


def get_file(call: Call) -> Json:
    """getFile: where to download a file of at most 20 MB."""
    file_id = call.params.text("file_id")
    if not file_id:
        raise bad_request("file_id is not specified")
    file = call.world.files.get(file_id)
    if file is None:
        raise bad_request("invalid file_id")
    if file.size > call.world.settings.download_bytes:
        raise bad_request("file is too big")
    return {**file.ids(), "file_path": file.path}


METHODS: dict[str, Handler] = {
    "getchat": get_chat,
    "getchatmember": get_chat_member,
    "getchatmembercount": get_chat_member_count,
    "getchatmemberscount": get_chat_member_count,
    "getchatadministrators": get_chat_administrators,
    "leavechat": leave_chat,
    "getfile": get_file,
}
