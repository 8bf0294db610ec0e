"""Files that are sent from the computer."""

import re
from pathlib import PurePosixPath, PureWindowsPath

from aiohttp import BodyPartReader, web

from bot.demo.refusals import RefusalError
from bot.demo.web.base import Ask, Json, Routes
from bot.simulator.settings import MEGABYTE
from bot.transcript.model import Act, Sent
from conversations.words import say

MOST_BYTES = 20 * MEGABYTE
_MOST_FIELD_BYTES = 16_384
_MOST_NAME_CHARS = 100
_ALBUM = re.compile(r"[a-z0-9]{1,32}", re.ASCII)
_UNREADABLE = say("The request cannot be read.")


async def upload(ask: Ask) -> Json:
    """Send a document or a photo: multipart with person, chat, as, caption, album and file.

    What goes together names the same album, of small letters and digits.
    """
    if ask.request.content_type != "multipart/form-data":
        raise RefusalError(400, _UNREADABLE)
    fields, name, content = await _read_form(ask.request)
    try:
        person, chat = ask.name_of(int(fields["person"])), ask.chat(int(fields["chat"]))
    except (KeyError, ValueError):
        raise RefusalError(400, _UNREADABLE) from None
    if not content:
        raise RefusalError(400, say("The file is empty."))
    is_photo, caption = fields.get("as") == "photo", fields.get("caption", "").strip().replace("\r", "")
    album = fields.get("album", "")
    if album and not _ALBUM.fullmatch(album):
        raise RefusalError(400, _UNREADABLE)
    sent = Sent(name, len(content), is_photo, caption, content, album)
    outcome = await ask.director.play(Act(person, sent, ask.group(chat)))
    return {"update_id": outcome.update_id}


async def _read_form(request: web.Request) -> tuple[dict[str, str], str, bytes]:
    fields: dict[str, str] = {}
    name, content = "", b""
    try:
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader):
                raise RefusalError(400, _UNREADABLE)
            if part.name == "file":
                name, content = _file_name(part.filename or ""), await _read(part, MOST_BYTES)
            elif part.name:
                fields[part.name] = (await _read(part, _MOST_FIELD_BYTES)).decode("utf-8", "replace")
    except ValueError:
        raise RefusalError(400, _UNREADABLE) from None
    return fields, name, content


async def _read(part: BodyPartReader, most: int) -> bytes:
    content = bytearray()
    while chunk := await part.read_chunk():
        content += chunk
        if len(content) > most:
            raise RefusalError(413, say("The file is too large: at most {count} MB.", count=20))
    return bytes(content)


def _file_name(given: str) -> str:
    """The name without folders and without what cannot be shown on a line."""
    bare = PurePosixPath(PureWindowsPath(given).name).name
    shown = "".join(sign for sign in bare if sign.isprintable()).strip()
    return shown[-_MOST_NAME_CHARS:] or "file"


ROUTES: Routes = [("POST", "/demo/upload", upload)]
