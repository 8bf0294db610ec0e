"""Inserting what may be there already, on both databases."""

from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_new(conn: Connection, table: Table, *key: str) -> Any:
    """An INSERT that leaves alone a row with the same unique key; an id that it RETURNs is then missing.

    Without a key it is any unique one of the table.
    """
    if conn.dialect.name == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing(index_elements=key or None)
    return postgresql.insert(table).on_conflict_do_nothing(index_elements=key or None)
