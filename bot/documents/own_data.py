"""Everything about a person, twice: as JSON for programs and as a page to read."""

import json

from sqlalchemy import Connection

from bot.documents.own_data_page import page
from bot.documents.reader import reader_of
from bot.drawn import Attachment, Drawn
from bot.i18n import Languages
from bot.notifier import DocumentWish
from bot.store.exporting import load_export
from bot.store.world import World
from conversations.words import Words, say


def draw_own_data_json(
    conn: Connection, wish: DocumentWish, world: World, languages: Languages
) -> Drawn | None:
    """The export as it is."""
    export = None if wish.person_id is None else load_export(conn, wish.person_id, world)
    if export is None:
        return None
    content = _file_of(json.dumps(export, ensure_ascii=False, indent=1))
    caption = say("Your data as JSON, for programs.")
    return _file(conn, wish, languages, caption, Attachment("data-saya.json", content))


def draw_own_data_page(
    conn: Connection, wish: DocumentWish, world: World, languages: Languages
) -> Drawn | None:
    """The export as one page in the reader's language, with official labels."""
    export = None if wish.person_id is None else load_export(conn, wish.person_id, world)
    if export is None:
        return None
    content = _file_of(page(export, world.rule_sets, reader_of(conn, wish, languages)))
    caption = say("Your data as a page: open it on the phone. Keep it to yourself.")
    return _file(conn, wish, languages, caption, Attachment("data-saya.html", content))


def _file_of(text: str) -> bytes:
    # An update that failed is kept as it came, perhaps with half a surrogate pair, which no file can hold.
    return text.encode("utf-8", "replace")


def _file(
    conn: Connection, wish: DocumentWish, languages: Languages, caption: Words, file: Attachment
) -> Drawn:
    return Drawn(reader_of(conn, wish, languages).html(caption), (), file)
