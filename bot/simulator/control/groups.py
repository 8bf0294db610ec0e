"""Control routes about groups."""

from __future__ import annotations

from typing import Any

from .. import membership
from ..errors import ControlError
from ..state import Json, Status, User
from ..view import chat_view
from .base import Ask, Routes

_REMOVALS = ("left", "kicked")
_ROLES = ("administrator", "member")


def create(ask: Ask) -> Any:
    """Make a group: title, creator, type, members and whether the bot is in it."""
    kind = ask.body.get("type", "group")
    if kind not in ("group", "supergroup"):
        raise ControlError(400, "type must be group or supergroup")
    creator = ask.user(ask.maybe("creator"))
    members = [ask.user(int(number)) for number in ask.body.get("members", [])]
    chat = membership.create_group(ask.world, ask.word("title"), kind, creator, ask.maybe("id"))
    for user in members:
        if user.id != creator.id:
            membership.add_member(ask.world, chat, user, by=creator)
    if ask.body.get("with_bot", True):
        membership.add_member(ask.world, chat, ask.bot().user, by=creator)
    return chat_view(chat)


def _by(ask: Ask) -> User:
    by = ask.maybe("by")
    if by is not None:
        return ask.user(by)
    return next(user for user, status in ask.group().members.values() if status == "creator")


def _reply(ask: Ask, update_id: int | None) -> Json:
    return {"update_id": update_id, "chat": chat_view(ask.group())}


def add(ask: Ask) -> Any:
    """Add someone; bots too."""
    user = ask.user(ask.maybe("user_id"))
    status: Status = "administrator" if ask.body.get("admin") else "member"
    return _reply(ask, membership.add_member(ask.world, ask.group(), user, by=_by(ask), status=status))


def remove(ask: Ask) -> Any:
    """Someone leaves, or is thrown out with `status: kicked`."""
    status = ask.body.get("status", "left")
    if status not in _REMOVALS:
        raise ControlError(400, "status must be left or kicked")
    user = ask.user(ask.maybe("user_id"))
    return _reply(ask, membership.remove_member(ask.world, ask.group(), user, by=_by(ask), status=status))


def promote(ask: Ask) -> Any:
    """Make someone an administrator, or a plain member again."""
    status = ask.body.get("status", "administrator")
    if status not in _ROLES:
        raise ControlError(400, "status must be administrator or member")
    user = ask.user(ask.maybe("user_id"))
    return _reply(ask, membership.set_status(ask.world, ask.group(), user, by=_by(ask), status=status))


def rename(ask: Ask) -> Any:
    """Another title."""
    membership.rename(ask.world, ask.group(), ask.word("title"), _by(ask))
    return _reply(ask, None)


def permissions(ask: Ask) -> Any:
    """Whether plain members, and so a bot that is one, may write."""
    ask.group().can_send = bool(ask.body.get("can_send", True))
    return _reply(ask, None)


def open_topic(ask: Ask) -> Any:
    """Open a topic of a forum."""
    topic = membership.open_topic(ask.world, ask.group(), ask.word("name"), _by(ask))
    return {"topic": topic, "chat": chat_view(ask.group())}


def delete_topic(ask: Ask) -> Any:
    """Delete a topic."""
    ask.group().topics.pop(ask.number("topic"), None)
    return _reply(ask, None)


def upgrade(ask: Ask) -> Any:
    """Turn a group into a supergroup."""
    return {"chat": chat_view(membership.upgrade(ask.world, ask.group(), _by(ask)))}


ROUTES: Routes = [
    ("POST", "/groups", create),
    ("GET", r"/groups/{chat_id:-?\d+}", lambda ask: chat_view(ask.group())),
    ("POST", r"/groups/{chat_id:-?\d+}/add", add),
    ("POST", r"/groups/{chat_id:-?\d+}/remove", remove),
    ("POST", r"/groups/{chat_id:-?\d+}/promote", promote),
    ("POST", r"/groups/{chat_id:-?\d+}/rename", rename),
    ("POST", r"/groups/{chat_id:-?\d+}/permissions", permissions),
    ("POST", r"/groups/{chat_id:-?\d+}/topics", open_topic),
    ("POST", r"/groups/{chat_id:-?\d+}/topics/delete", delete_topic),
    ("POST", r"/groups/{chat_id:-?\d+}/upgrade", upgrade),
]
