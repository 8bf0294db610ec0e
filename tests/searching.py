"""Looks everywhere for what should be gone: every column of every table, and the raw files."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from bot.store.columns import Base
from bot.store.database import Database


async def found_in_tables(database: Database, words: Iterable[str], numbers: Iterable[int] = ()) -> list[str]:
    """Where a word stands in some text or JSON, or a number in any column or inside of JSON."""
    wanted = (*words, *map(str, numbers))
    return await database.read(lambda conn: _found(conn, wanted, frozenset(numbers)))


def found_in_files(database_url: str, words: Iterable[str], numbers: Iterable[int] = ()) -> list[str]:
    """Where a word or a number's digits stand in the raw files; nothing for a server's database."""
    kind, _, file = database_url.partition(":///")
    if kind != "sqlite":
        return []
    found = []
    for path in (Path(file), Path(f"{file}-wal"), Path(f"{file}-shm")):
        content = path.read_bytes() if path.exists() else b""
        for word in (*words, *map(str, numbers)):
            forms = {word.encode(), json.dumps(word)[1:-1].encode()}
            found += [f"{word} in {path.name}" for form in forms if form in content]
        found += [f"{number} in {path.name}" for number in numbers if _stored(number) in content]
    return found


def _stored(number: int) -> bytes:
    """How SQLite stores an integer above 32 bits, where it is not the row's own key."""
    return number.to_bytes(6, "big") if number < 1 << 47 else number.to_bytes(8, "big")


def _found(conn: Connection, words: tuple[str, ...], numbers: frozenset[int]) -> list[str]:
    found = []
    for table in Base.metadata.sorted_tables:
        for row in conn.execute(select(table)).mappings():
            for name, value in row.items():
                told = value in numbers if isinstance(value, int) else _tells(value, words)
                if told:
                    found.append(f"{table.name}.{name}: {value!r}")
    return found


def _tells(value: Any, words: tuple[str, ...]) -> bool:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return any(word in text for word in words)
