"""Who the bot is, and how it gets its updates."""

from __future__ import annotations

from typing import Any

from ..errors import bad_request
from ..state import Json
from .call import Call, Handler


def get_me(call: Call) -> Json:
    """getMe."""
    return {
        **call.bot.user.json(),
        "can_join_groups": True,
        "can_read_all_group_messages": call.bot.reads_all_group_messages,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def get_updates(call: Call) -> list[Json]:
    """getUpdates, with long polling."""
    params = call.params
    limit = params.integer("limit", 100)
    seconds = min(max(params.integer("timeout"), 0), call.world.settings.longest_poll)
    _allow(call)
    return await call.bot.updates.poll(
        params.integer("offset"), min(limit, 100) if limit > 0 else 100, seconds
    )


def _allow(call: Call) -> None:
    kinds = call.params.object("allowed_updates", "can't parse allowed updates JSON object")
    if isinstance(kinds, list):
        call.bot.updates.allow([str(kind).lower() for kind in kinds])


def set_webhook(call: Call) -> bool:
    """setWebhook: stored; polling is refused from now on. An empty URL removes it."""
    url = call.params.text("url")
    if not url:
        return delete_webhook(call)
    if not url.startswith("https://"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    _drop_if_wished(call)
    _allow(call)
    call.bot.updates.webhook = {
        "url": url,
        "max_connections": call.params.integer("max_connections", 40),
        "secret_token": call.params.text("secret_token"),
    }
    call.bot.updates.interrupt()
    return True


def delete_webhook(call: Call) -> bool:
    """deleteWebhook."""
    _drop_if_wished(call)
    call.bot.updates.webhook = None
    return True


def _drop_if_wished(call: Call) -> None:
    if call.params.flag("drop_pending_updates"):
        call.bot.updates.drop_pending()


def get_webhook_info(call: Call) -> Json:
    """getWebhookInfo."""
    queue = call.bot.updates
    hook: dict[str, Any] = queue.webhook or {"url": ""}
    info: Json = {
        "url": hook["url"],
        "has_custom_certificate": False,
        "pending_update_count": queue.pending,
    }
    if queue.webhook:
        info["max_connections"] = hook["max_connections"]
    if queue.allowed:
        info["allowed_updates"] = queue.allowed
    return info


METHODS: dict[str, Handler] = {
    "getme": get_me,
    "getupdates": get_updates,
    "setwebhook": set_webhook,
    "deletewebhook": delete_webhook,
    "getwebhookinfo": get_webhook_info,
}
