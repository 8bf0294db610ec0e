"""Events as they happen; each socket has its own place in the ring, so a slow tab costs nothing."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from aiohttp import WSMsgType, web

from bot.demo.web.base import Json, Served
from bot.simulator.journal import Journal

_HEARTBEAT = 20.0
_MOST_EVENTS = 500
_LONGEST_WAIT = 60.0
_MOST_SENT = 4096
# Of no use to a page.
_INNER = frozenset({"update_delivered"})


def add_live(app: web.Application, served: Served) -> None:
    """`/demo/live?after=<seq>`."""

    async def live(request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse(heartbeat=_HEARTBEAT, max_msg_size=_MOST_SENT)
        await socket.prepare(request)
        after = request.query.get("after", "0")
        telling = asyncio.create_task(_tell(socket, served, int(after) if after.isdecimal() else 0))
        try:
            async for message in socket:
                if message.type is WSMsgType.ERROR:
                    break
        finally:
            telling.cancel()
            with suppress(asyncio.CancelledError, ConnectionError):
                await telling
        return socket

    app.router.add_get("/demo/live", live)


async def _tell(socket: web.WebSocketResponse, served: Served, seq: int) -> None:
    journal = served.world.events
    while True:
        if is_forgotten(journal, seq):
            seq = journal.last
            await socket.send_json({"reset": True, "seq": seq})
        events = await journal.wait(seq, _LONGEST_WAIT, _MOST_EVENTS)
        if events:
            seq = int(events[-1]["seq"])
            if shown := shown_events(events):
                await socket.send_json({"seq": seq, "events": shown})


def is_forgotten(journal: Journal, seq: int) -> bool:
    """Whether events after that number are no more, or it is of another world."""
    if seq > journal.last:
        return True
    first = journal.after(seq, 1)
    return seq < journal.last and (not first or first[0]["seq"] != seq + 1)


def shown_events(events: Sequence[dict[str, Any]]) -> list[Json]:
    """The events that are for the page."""
    return [event for event in events if event["type"] not in _INNER]
