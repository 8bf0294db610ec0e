"""Who may ask: only this server's own page, under the name it is served by."""

import ipaddress
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Middleware

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_ANY = frozenset({"0.0.0.0", "::"})
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; "
        "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def guard(host: str) -> Middleware:
    """Refuse requests for another host's name (DNS rebinding) or from another origin's page."""

    @web.middleware
    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not is_own(request.host, request.headers.get("Origin"), host):
            return web.json_response({"error": "403: not the page of this server"}, status=403)
        return await handler(request)

    return guarded


def is_own(asked: str, origin: str | None, host: str) -> bool:
    """Whether a Host header and an Origin, if there is one, are those of the server at `host`."""
    if not _is_served(_name(asked), host):
        return False
    return origin is None or origin == f"http://{asked}"


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """What the browser must not do with an answer; a signal, so that errors have them too."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)


def _is_served(name: str, host: str) -> bool:
    if name in _LOOPBACK or name == host:
        return True
    # Whoever serves to everywhere is reached by addresses; a name could be anybody's.
    return host in _ANY and _is_address(name)


def _name(asked: str) -> str:
    try:
        return urlsplit(f"//{asked}").hostname or ""
    except ValueError:
        return ""


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
