"""The Bot API over HTTP: `/bot<TOKEN>/<method>` and `/file/bot<TOKEN>/<path>`."""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import time
from typing import Any

from aiohttp import web

from .errors import ApiError
from .faults import CUT, Fault
from .journal import Record
from .methods import METHODS, Call
from .params import Params, read_params
from .state import BotAccount
from .world import World

_GARBAGE = "<html><head><title>Oops</title></head><body>Not the answer you wait for</body></html>"


class BotApi:
    """Answers the calls of bots on a world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.running = 0
        self.last_done = time.monotonic()
        self._closing = asyncio.Event()
        world.webhooks.carry_out = self._carry_out_answer

    def close(self) -> None:
        """Let go of every connection that an ordered fault holds."""
        self._closing.set()

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One call over HTTP."""
        bot = self.world.bots.get(request.match_info["token"])
        if bot is None:
            return _answer(ApiError(401, "Unauthorized"))
        method = request.match_info["method"].lower()
        polling = method == "getupdates"
        self.running += not polling
        try:
            return await self._call(request, bot, method)
        finally:
            if not polling:
                self.running -= 1
                self.last_done = time.monotonic()

    async def _call(self, request: web.Request, bot: BotAccount, method: str) -> web.StreamResponse:
        try:
            params = await read_params(request)
        except ApiError as refusal:
            return _answer(refusal)
        fault = self.world.faults.take(method, params.chat_id_or_none())
        record = self._open_record(request.match_info["method"], bot, params, fault)
        if fault is None:
            return _answer(await self._carry_out(bot, method, params, record))
        outcome: Any = None
        if fault.effect:
            outcome = await self._carry_out(bot, method, params, record)
        return await self._fail(request, fault, params, record, outcome)

    async def _carry_out_answer(self, bot: BotAccount, method: str, values: dict[str, Any]) -> Any:
        """A call in the answer of a webhook: nobody learns its result."""
        params = Params(values, {})
        return await self._carry_out(bot, method, params, self._open_record(method, bot, params, None))

    def _open_record(self, name: str, bot: BotAccount, params: Params, fault: Fault | None) -> Record:
        """The record of a call; a poll gets one only when there is something to tell."""
        fields: Record = {
            "time": time.time(),
            "world_time": self.world.clock.now().isoformat(),
            "bot_id": bot.user.id,
            "method": name,
            "params": params.shown(),
            "ok": None,
            "fault": fault.kind if fault else None,
        }
        if name.lower() == "getupdates" and fault is None:
            return {"id": 0, **fields}
        return self.world.calls.open(**fields)

    async def _carry_out(self, bot: BotAccount, method: str, params: Params, record: Record) -> Any:
        """The result of a call, or its refusal."""
        handler = METHODS.get(method)
        started = time.perf_counter()
        try:
            if handler is None:
                raise ApiError(404, "Not Found")
            result = handler(Call(self.world, bot, params, record["id"]))
            if inspect.isawaitable(result):
                result = await result
        except ApiError as refusal:
            record.update(ok=False, **{k: v for k, v in refusal.json().items() if k != "ok"})
            self._complete(record, started)
            self.world.events.add(
                type="refused",
                call_id=record["id"],
                method=record["method"],
                chat_id=params.chat_id_or_none(),
                callback_query_id=record["params"].get("callback_query_id"),
                error_code=refusal.code,
                description=refusal.description,
            )
            return refusal
        record.update(ok=True, result=result)
        if record["id"] or result:
            self._complete(record, started)
        return result

    def _complete(self, record: Record, started: float) -> None:
        record["ms"] = round((time.perf_counter() - started) * 1000, 2)
        if not record["id"]:
            fields = {name: value for name, value in record.items() if name != "id"}
            record["id"] = self.world.calls.add(**fields)

    async def _fail(
        self, request: web.Request, fault: Fault, params: Params, record: Record, outcome: Any
    ) -> web.StreamResponse:
        self.world.events.add(
            type="fault",
            call_id=record["id"],
            method=record["method"],
            kind=fault.kind,
            chat_id=params.chat_id_or_none(),
            callback_query_id=record["params"].get("callback_query_id"),
        )
        if fault.kind == "garbage":
            return web.Response(text=_GARBAGE, content_type="text/html")
        if fault.kind not in CUT:
            refusal = fault.answer()
            if not fault.effect or isinstance(outcome, ApiError):
                record.update(ok=False, **{k: v for k, v in refusal.json().items() if k != "ok"})
            return _answer(refusal)
        if fault.kind == "timeout":
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._closing.wait(), fault.seconds)
        if request.transport is not None:
            request.transport.abort()
        return web.Response(status=500)

    async def download(self, request: web.Request) -> web.StreamResponse:
        """A file by the path that getFile gave."""
        if request.match_info["token"] not in self.world.bots:
            return _answer(ApiError(401, "Unauthorized"))
        file = self.world.files.at(request.match_info["path"])
        if file is None or file.size > self.world.settings.download_bytes:
            return _answer(ApiError(404, "Not Found"))
        return web.Response(body=file.upload.data, content_type="application/octet-stream")


def _answer(outcome: Any) -> web.Response:
    if isinstance(outcome, ApiError):
        return web.json_response(outcome.json(), status=outcome.code)
    return web.json_response({"ok": True, "result": outcome})
