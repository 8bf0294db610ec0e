"""Parameters of a Bot API call, from whichever form they came in."""

from __future__ import annotations

import json
import re
from typing import Any

from aiohttp import web

from .errors import CHAT_NOT_FOUND, ApiError, bad_request
from .files import Upload

_UTF8 = "strings must be encoded in UTF-8"


class Params:
    """Values by name and uploaded files by field name."""

    def __init__(self, values: dict[str, Any], files: dict[str, Upload]) -> None:
        self.values = values
        self.files = files

    def __contains__(self, name: str) -> bool:
        return self.values.get(name) not in (None, "")

    def text(self, name: str, default: str = "") -> str:
        """A string; objects of a JSON body become JSON text."""
        value = self.values.get(name)
        if value is None:
            return default
        text = value if isinstance(value, str) else json.dumps(value)
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            raise bad_request(_UTF8) from None
        return text

    def integer(self, name: str, default: int = 0) -> int:
        """A whole number; what is none counts as 0, as in Telegram."""
        text = self.text(name).strip()
        if not text:
            return default
        return int(text) if re.fullmatch(r"[+-]?\d{1,18}", text) else 0

    def flag(self, name: str) -> bool:
        """A yes or no."""
        return self.text(name).strip().lower() in ("true", "yes", "1")

    def object(self, name: str, complaint: str) -> Any:
        """A JSON value; None if it was not given."""
        if name not in self:
            return None
        value = self.values[name]
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(complaint) from None

    def chat_id(self) -> int:
        """The chat meant; names of public chats are unknown here."""
        text = self.text("chat_id").strip()
        if not text:
            raise bad_request("chat_id is empty")
        if not re.fullmatch(r"-?\d{1,18}", text):
            raise bad_request(CHAT_NOT_FOUND)
        return int(text)

    def chat_id_or_none(self) -> int | None:
        """The chat meant, if one was named."""
        text = self.text("chat_id").strip()
        return int(text) if re.fullmatch(r"-?\d{1,18}", text) else None

    def message_id(self) -> int:
        """The message meant."""
        number = self.integer("message_id")
        if number <= 0:
            raise bad_request("message identifier is not specified")
        return number

    def shown(self) -> dict[str, Any]:
        """The parameters for the list of calls, files as name and size."""
        files = {
            name: {"file_name": file.name, "mime_type": file.mime, "size": len(file.data)}
            for name, file in self.files.items()
        }
        return {**{name: _decoded(value) for name, value in self.values.items()}, **files}


def _decoded(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


async def read_params(request: web.Request) -> Params:
    """The parameters of a request: query, form, JSON or multipart."""
    values: dict[str, Any] = dict(request.query)
    files: dict[str, Upload] = {}
    if request.method == "POST" and request.content_type == "application/json":
        values.update(await _json_body(request))
    elif request.method == "POST" and request.can_read_body:
        try:
            form = await request.post()
        except ValueError:
            raise ApiError(400, "Bad Request: failed to parse the request body") from None
        for name, value in form.items():
            if isinstance(value, web.FileField):
                mime = value.content_type or "application/octet-stream"
                files[name] = Upload(value.filename or "file", mime, value.file.read())
            else:
                values[name] = value.decode("utf-8") if isinstance(value, bytes | bytearray) else value
    return Params(values, files)


async def _json_body(request: web.Request) -> dict[str, Any]:
    raw = await request.read()
    try:
        body = json.loads(raw) if raw.strip() else {}
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(body, dict):
        raise bad_request("can't parse JSON object")
    return body
