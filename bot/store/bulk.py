"""Messages to very many people: INSERT ... SELECT in chunks, short transactions that may be repeated."""

import asyncio
import json
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import JSON, ColumnElement, Connection, Select, Text, cast, func, literal, select

from bot.store.database import Database, db_now_ms
from bot.store.inserting import insert_new
from bot.store.outbox import FRESH, Lane
from bot.store.tables import outbox

CHUNK = 20_000
_USUAL: Mapping[str, Any] = {**FRESH, "lane": Lane.BULK}


async def enqueue_bulk(
    database: Database, rows: Select[Any], ids: ColumnElement[int], *, chunk: int = CHUNK
) -> None:
    """Write a row of the outbox for each row selected whose dedup key has none yet, bulk unless it says more.

    `rows` is as for `insert_rows`; `ids` is the primary key of a table in it, by which it is cut. What was
    committed before a crash stays, and calling it again does the rest.
    """
    after = 0
    while (upto := await database.read(_bound(ids, after, chunk))) is not None:
        await database.transact(_chunk(rows.where(ids > after, ids <= upto).order_by(ids)))
        after = upto
        # SQLite works in line: the others get their turn between two chunks.
        await asyncio.sleep(0)


def insert_rows(conn: Connection, rows: Select[Any]) -> None:
    """Write what a query selects, in the transaction at hand; a known dedup key is already written.

    It selects by label bot_id, chat_id, kind, dedup_key and payload (see `json_of`), and where they are not
    the usual ones lane, thread_id and expires_at. For SQLite it must have a WHERE.
    """
    conn.execute(insertion(conn, rows))


def insertion(conn: Connection, rows: Select[Any]) -> Any:
    """The statement of `insert_rows`; one with parameters can be kept for the same kind of database."""
    given = rows.selected_columns.keys()
    usual = [literal(value).label(name) for name, value in _USUAL.items() if name not in given]
    usual.append(literal(db_now_ms(conn)).label("written_at"))
    names = [*given, *(column.name for column in usual)]
    return insert_new(conn, outbox, "bot_id", "dedup_key").from_select(names, rows.add_columns(*usual))


def json_of(conn: Connection, values: Mapping[str, Any]) -> ColumnElement[Any]:
    """A JSON object as an expression; its values are columns, or constants of any shape."""
    is_sqlite = conn.dialect.name == "sqlite"
    parts: list[ColumnElement[Any]] = []
    for name, value in values.items():
        parts.append(literal(name))
        if isinstance(value, ColumnElement):
            parts.append(value)
        else:
            text = literal(json.dumps(value))
            parts.append(func.json(text) if is_sqlite else cast(cast(text, Text), JSON))
    return func.json_object(*parts) if is_sqlite else func.json_build_object(*parts)


def _bound(ids: ColumnElement[int], after: int, chunk: int) -> Callable[[Connection], int | None]:
    """The last id of the next chunk; None where there is none."""
    following = select(ids.label("id")).where(ids > after).order_by(ids).limit(chunk).subquery()
    return lambda conn: conn.execute(select(func.max(following.c.id))).scalar_one()


def _chunk(rows: Select[Any]) -> Callable[[Connection], None]:
    return lambda conn: insert_rows(conn, rows)
