"""Inserting what may be there already, on both databases."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Table, bindparam
from sqlalchemy.dialects import postgresql, sqlite


def insert_new(conn: Connection, table: Table, *key: str) -> Any:
    """An INSERT that leaves alone a row with the same unique key; an id that it RETURNs is then missing.

    Without a key it is any unique one of the table.
    """
    return new_row(conn.dialect.name, table, *key)


def new_row(kind: str, table: Table, *key: str) -> Any:
    """The same for a kind of database, for statements that are composed before there is a connection."""
    dialect = sqlite if kind == "sqlite" else postgresql
    return dialect.insert(table).on_conflict_do_nothing(index_elements=key or None)


def written_row(kind: str, table: Table, key: Sequence[str], names: Sequence[str]) -> Any:
    """An INSERT of these columns, each a parameter of its name, that overwrites the row with the same key."""
    dialect = sqlite if kind == "sqlite" else postgresql
    row = dialect.insert(table).values({name: bindparam(name) for name in names})
    others = {name: row.excluded[name] for name in names if name not in key}
    return row.on_conflict_do_update(index_elements=key, set_=others)
