"""Control routes that tell what happened."""

from __future__ import annotations

import asyncio
import time
from typing import Any
from urllib.parse import quote

from aiohttp import web

from ..errors import ControlError
from .base import Ask, Routes

_SHOWN = frozenset({"image/png", "image/jpeg", "image/gif", "application/pdf"})


async def events(ask: Ask) -> Any:
    """Events after a number; waits up to `timeout` seconds for the first."""
    journal = ask.world.events
    limit = ask.number("limit", 1000)
    found = await journal.wait(ask.number("after"), ask.seconds("timeout", 0), limit)
    return {"last": journal.last, "events": found}


async def calls(ask: Ask) -> Any:
    """Bot API calls after a number, newest kept; `method` and `chat_id` narrow."""
    journal = ask.world.calls
    found = await journal.wait(ask.number("after"), ask.seconds("timeout", 0), ask.number("limit", 10_000))
    method, chat_id = ask.request.query.get("method", "").lower(), ask.maybe("chat_id")
    shown = [
        call
        for call in found
        if (not method or call["method"].lower() == method)
        and (chat_id is None or str(call["params"].get("chat_id")) == str(chat_id))
    ]
    return {"last": journal.last, "calls": shown}


def call(ask: Ask) -> Any:
    """One Bot API call by number."""
    number = ask.part("call_id")
    found = ask.world.calls.after(number - 1, 1)
    if not found or found[0]["id"] != number:
        raise ControlError(404, f"no call {number} is remembered")
    return found[0]


def callback(ask: Ask) -> Any:
    """A press and its answer."""
    query = ask.world.callbacks.get(ask.request.match_info["query_id"])
    if query is None:
        raise ControlError(404, "no such press")
    return query.json()


def download(ask: Ask) -> Any:
    """A file as a person opens it."""
    file = ask.world.files.get(ask.request.match_info["file_id"])
    if file is None:
        raise ControlError(404, "no such file")
    mime = file.upload.mime.split(";")[0].strip()
    # What people upload must not run as a page of this server.
    shown = "inline" if mime in _SHOWN else "attachment"
    headers = {
        "X-Content-Type-Options": "nosniff",
        "Content-Disposition": f"{shown}; filename*=UTF-8''{quote(file.upload.name, safe='')}",
    }
    return web.Response(body=file.upload.data, content_type=mime, headers=headers)


async def quiet(ask: Ask) -> Any:
    """Wait until every update is confirmed and nothing happened for `for` seconds; says if so."""
    calm, deadline = ask.seconds("for", 0.2), time.monotonic() + ask.seconds("timeout", 10)
    seen, still_since = -1, time.monotonic()
    while (now := time.monotonic()) < deadline:
        busy = ask.api.running > 0 or any(bot.updates.pending for bot in ask.world.bots.values())
        if busy or ask.world.events.last != seen:
            seen, still_since = ask.world.events.last, now
        elif now - still_since >= calm:
            return {"quiet": True, "last": seen}
        await asyncio.sleep(min(calm / 4, 0.05))
    return {"quiet": False, "last": ask.world.events.last}


ROUTES: Routes = [
    ("GET", "/events", events),
    ("GET", "/calls", calls),
    ("GET", r"/calls/{call_id:\d+}", call),
    ("GET", r"/callbacks/{query_id:\d+}", callback),
    ("GET", r"/files/{file_id:\w+}", download),
    ("GET", "/quiet", quiet),
]
