"""Rows of the outbox about updates that were not decided."""

from collections.abc import Mapping
from typing import Any

from bot.notifier import TOO_MANY_AT_ONCE, UPDATE_FAILED
from bot.store.outbox import Lane


def failure_notice(of_bot: int, update_id: int, chat_id: int, bot_id: int) -> Mapping[str, Any]:
    """Tells an operator, by a bot of theirs, of an update that failed twice."""
    return {
        "bot_id": bot_id,
        "chat_id": chat_id,
        "lane": Lane.NORMAL,
        "kind": UPDATE_FAILED,
        # Two bots may have an update of the same number.
        "dedup_key": f"failed/{of_bot}/{update_id}/{chat_id}",
        "payload": {"update_id": update_id},
    }


def flood_notice(bot_id: int, chat_id: int, update_id: int, language: str) -> Mapping[str, Any]:
    """Tells whoever sends too much at once."""
    return {
        "bot_id": bot_id,
        "chat_id": chat_id,
        "lane": Lane.NORMAL,
        "kind": TOO_MANY_AT_ONCE,
        "dedup_key": f"flood/{chat_id}/{update_id}",
        "payload": {"language": language},
    }
