"""The page itself: its files, with tags so that a browser keeps what has not changed."""

import asyncio
import hashlib
import mimetypes
from pathlib import Path

from aiohttp import web

FOLDER = Path(__file__).resolve().parents[1] / "page"
_TYPES = {".js": "text/javascript", ".css": "text/css", ".html": "text/html", ".svg": "image/svg+xml"}


def add_files(app: web.Application, folder: Path = FOLDER) -> None:
    """`/` and `/page/<file>`."""

    async def index(request: web.Request) -> web.StreamResponse:
        return await _answer(request, folder / "index.html")

    async def page(request: web.Request) -> web.StreamResponse:
        return await _answer(request, folder / request.match_info["name"])

    app.router.add_get("/", index)
    app.router.add_get(r"/page/{name:[A-Za-z0-9_][A-Za-z0-9_.-]*}", page)


async def _answer(request: web.Request, file: Path) -> web.StreamResponse:
    try:
        content = await asyncio.to_thread(file.read_bytes)
    except OSError:
        raise web.HTTPNotFound from None
    tag = hashlib.sha256(content).hexdigest()[:20]
    headers = {"ETag": f'"{tag}"', "Cache-Control": "no-cache"}
    if any(known.value in (tag, "*") for known in request.if_none_match or ()):
        return web.Response(status=304, headers=headers)
    kind = _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    charset = "utf-8" if kind.startswith("text/") else None
    return web.Response(body=content, content_type=kind, charset=charset, headers=headers)
