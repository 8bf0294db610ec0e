"""Rows as plain values for JSON."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select

Rows = list[dict[str, Any]]


def rows(conn: Connection, query: Select[Any], without: Iterable[str] = ()) -> Rows:
    """What a query finds, without these columns."""
    return [plain_row(row, without) for row in conn.execute(query).mappings()]


def plain_row(row: RowMapping, without: Iterable[str]) -> dict[str, Any]:
    """One row."""
    return {name: plain(value) for name, value in row.items() if name not in set(without)}


def plain(value: Any) -> Any:
    """An instant as ISO 8601; every other value as it is."""
    return value.isoformat() if isinstance(value, datetime) else value
