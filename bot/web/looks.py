"""How the product does, for load balancers and monitoring: `/healthz`, `/readyz`, `/metrics`."""

import asyncio
import logging
from collections.abc import Callable, Sequence

from sqlalchemy import Connection
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.core import Core
from bot.metrics import CONTENT_TYPE
from bot.store.database import TROUBLE
from bot.store.migrate import is_current
from bot.store.vital_signs import VitalSigns, load_vital_signs

log = logging.getLogger(__name__)

_DATABASE_SECONDS = 2.0

# Why this process cannot serve; empty where it can.
Trouble = Callable[[], str]


class Looks:
    """The pages of one process."""

    def __init__(self, cores: Sequence[Core], trouble: Trouble) -> None:
        self._cores = cores
        self._trouble = trouble

    def app(self, *, with_metrics: bool) -> Starlette:
        """The pages as an ASGI application."""
        routes = [Route("/healthz", self._health), Route("/readyz", self._readiness)]
        return Starlette(routes=[*routes, Route("/metrics", self._metrics)] if with_metrics else routes)

    async def _health(self, request: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def _readiness(self, request: Request) -> Response:
        trouble = self._trouble() or await self._database_trouble()
        return PlainTextResponse(f"{trouble or 'ready'}\n", status_code=503 if trouble else 200)

    async def _database_trouble(self) -> str:
        try:
            async with asyncio.timeout(_DATABASE_SECONDS):
                is_newest = await self._cores[0].database.read(is_current)
        except TROUBLE:
            return "the database cannot be read"
        except Exception as exc:
            log.error("readiness could not be told: %s", type(exc).__name__, exc_info=exc)
            return "the database cannot be read"
        return "" if is_newest else "the database is to be upgraded"

    async def _metrics(self, request: Request) -> Response:
        metrics = self._cores[0].metrics
        try:
            async with asyncio.timeout(_DATABASE_SECONDS):
                text = metrics.text(await self._cores[0].database.read(self._signs))
        except Exception as exc:
            log.warning("the stored part of the metrics could not be read: %s", type(exc).__name__)
            text = metrics.own_text()
        return Response(text, media_type=CONTENT_TYPE)

    def _signs(self, conn: Connection) -> Sequence[VitalSigns]:
        return [load_vital_signs(conn, core.bot_id, core.world().now) for core in self._cores]
