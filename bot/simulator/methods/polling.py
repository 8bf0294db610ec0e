"""Who the bot is, and how it gets its updates."""

from __future__ import annotations

from ..errors import bad_request
from ..state import Json
from ..updates import KINDS
from ..webhooks import checked
from .call import Call, Handler

_USUAL_CONNECTIONS = 40
_NO_KINDS = "can't parse allowed updates JSON object"


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
    kinds = call.params.object("allowed_updates", _NO_KINDS)
    if kinds is None:
        return
    if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
        raise bad_request(_NO_KINDS)
    wanted = [kind.lower() for kind in kinds]
    if unknown := sorted(set(wanted) - KINDS):
        # Telegram passes over these in silence, and then nothing of the kind ever comes.
        raise bad_request(f"there are no updates called {', '.join(unknown)}")
    call.bot.updates.allow(wanted)


def set_webhook(call: Call) -> bool:
    """setWebhook: updates go there from now on, and polling is refused. An empty URL removes it."""
    url = call.params.text("url")
    if not url:
        return delete_webhook(call)
    given = call.params.integer("max_connections", _USUAL_CONNECTIONS)
    webhook = checked(url, given, call.params.text("secret_token"), local=call.world.settings.local_mode)
    _drop_if_wished(call)
    _allow(call)
    call.world.webhooks.set(call.bot, webhook)
    call.bot.updates.interrupt()
    return True


def delete_webhook(call: Call) -> bool:
    """deleteWebhook."""
    _drop_if_wished(call)
    call.world.webhooks.remove(call.bot)
    return True


def _drop_if_wished(call: Call) -> None:
    if call.params.flag("drop_pending_updates"):
        call.bot.updates.drop_pending()


def get_webhook_info(call: Call) -> Json:
    """getWebhookInfo."""
    queue = call.bot.updates
    info: Json = {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": queue.pending,
        **(queue.webhook.json() if queue.webhook else {}),
    }
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
