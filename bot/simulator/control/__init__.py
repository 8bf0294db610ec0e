"""The control interface: be anyone, look at everything, move the clock, order faults."""

from __future__ import annotations

from aiohttp import web

from ..api import BotApi
from . import groups, happenings, machinery, persons
from .base import Control, Routes

__all__ = ["ROUTES", "add_routes"]

ROUTES: Routes = [route for module in (machinery, persons, groups, happenings) for route in module.ROUTES]


def add_routes(app: web.Application, api: BotApi) -> None:
    """Put every `/control/...` route on the application."""
    control = Control(api.world, api)
    for method, path, handler in ROUTES:
        app.router.add_route(method, f"/control{path}", control.wrapped(handler))
