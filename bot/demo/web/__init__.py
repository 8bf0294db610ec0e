"""The page of the demo over HTTP."""

from bot.demo.web import acts, inspecting, levers, state, uploading
from bot.demo.web.base import Served, Show, add_routes
from bot.demo.web.files import add_files
from bot.demo.web.guard import add_headers, guard
from bot.demo.web.live import add_live

__all__ = ["Served", "Show", "serve_page"]
_MODULES = (state, acts, uploading, levers, inspecting)


def serve_page(served: Served, host: str) -> None:
    """Put the page on the simulator's server, which must not have been started yet."""
    app = served.simulator.app
    app.middlewares.append(guard(host))
    app.on_response_prepare.append(add_headers)
    add_files(app)
    add_live(app, served)
    for module in _MODULES:
        add_routes(app, served, module.ROUTES)
