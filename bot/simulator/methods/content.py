"""What a message contains: text, caption, file; read and checked."""

from __future__ import annotations

from typing import Any

from ..entities import parse_html
from ..errors import ApiError, bad_request
from ..files import StoredFile, Upload, image_size
from ..text import Entity, clean, sort_entities, trimmed, utf16_length, with_found_entities
from .call import Call

MAX_TEXT = 4096
MAX_CAPTION = 1024
_FOLDERS = {"photo": "photos", "document": "documents"}
_MAX_PHOTO_SIDES = 10_000
_MAX_PHOTO_RATIO = 20

Formatted = tuple[str, list[Entity]]


def read_text(call: Call) -> Formatted:
    """The text of a message: 1-4096 UTF-16 units after parsing."""
    params = call.params
    if not clean(params.text("text")):
        raise bad_request("message text is empty")
    text, entities = formatted(
        call, params.text("text"), params.text("parse_mode"), params.object("entities", _BAD_ENTITIES)
    )
    if not text:
        raise bad_request("text must be non-empty")
    if utf16_length(text) > MAX_TEXT:
        raise bad_request("message is too long")
    return text, entities


def read_caption(call: Call, source: dict[str, Any] | None = None) -> Formatted:
    """The caption of a call, or of an input media object: at most 1024 UTF-16 units after parsing."""
    if source is None:
        params = call.params
        caption, mode = params.text("caption"), params.text("parse_mode")
        given = params.object("caption_entities", _BAD_ENTITIES)
    else:
        caption, mode = str(source.get("caption") or ""), str(source.get("parse_mode") or "")
        given = source.get("caption_entities")
    text, entities = formatted(call, caption, mode, given)
    if utf16_length(text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return text, entities


_BAD_ENTITIES = "can't parse entities JSON object"


def formatted(call: Call, source: str, parse_mode: str, given: Any = None) -> Formatted:
    """Text and entities by parse mode or by given entities, trimmed as Telegram trims."""
    text, entities = clean(source), [] if given is None else _given_entities(given)
    mode = parse_mode.strip().lower()
    if mode == "html":
        text, entities = parse_html(text, call.world.user_json)
    elif mode in ("markdown", "markdownv2"):
        raise bad_request("unsupported parse_mode: the simulator reads HTML only")
    elif mode and mode != "none":
        raise bad_request("unsupported parse_mode")
    text, entities = trimmed(text, entities)
    return text, with_found_entities(text, entities)


def _given_entities(given: Any) -> list[Entity]:
    if not isinstance(given, list):
        raise bad_request("expected an Array of MessageEntity")
    for entity in given:
        if not isinstance(entity, dict) or not isinstance(entity.get("type"), str):
            raise bad_request("can't parse MessageEntity: type is not specified")
        if not all(isinstance(entity.get(n), int) and entity[n] >= 0 for n in ("offset", "length")):
            raise bad_request("can't parse MessageEntity: field must be of type Number")
    return sort_entities([e for e in given if e["length"] > 0])


def read_file(call: Call, kind: str, reference: str | None = None) -> StoredFile:
    """The photo or document of a call: uploaded under `kind`, attached, or known by file id."""
    params = call.params
    named = params.text(kind) if reference is None else reference
    if reference is None and kind in params.files:
        return _stored(call, kind, params.files[kind])
    if named.startswith("attach://"):
        upload = params.files.get(named.removeprefix("attach://"))
        if upload is None:
            raise bad_request(f"there is no {kind} in the request")
        return _stored(call, kind, upload)
    if not named:
        raise bad_request(f"there is no {kind} in the request")
    if named.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    known = call.world.files.get(named)
    if known is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    folder = known.path.split("/")[0]
    if folder != _FOLDERS[kind]:
        raise bad_request(f"can't use file of type {folder.rstrip('s').title()} as {kind.title()}")
    return known


def _stored(call: Call, kind: str, upload: Upload) -> StoredFile:
    settings = call.world.settings
    size = len(upload.data)
    if size > settings.document_bytes:
        raise ApiError(413, "Request Entity Too Large")
    if size == 0:
        raise bad_request("file must be non-empty")
    if kind == "photo":
        _check_photo(upload, settings.photo_bytes)
    return call.world.files.add(_FOLDERS[kind], upload)


def _check_photo(upload: Upload, limit: int) -> None:
    size = len(upload.data)
    if size > limit:
        raise bad_request(
            f"file of size {size} bytes is too big for a photo; the maximum size is {limit} bytes"
        )
    sides = image_size(upload.data)
    if sides is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    short, long = sorted(sides)
    if short == 0 or short + long > _MAX_PHOTO_SIDES or long / short > _MAX_PHOTO_RATIO:
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
