"""Which keys a database needs, and writing everything anew with the present one."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Table,
    Text,
    bindparam,
    cast,
    delete,
    insert,
    select,
    tuple_,
    update,
)

from bot.store.columns import Base, SealedJson, SealedText
from bot.store.sealing import Keyring, KeysError, keyring_of
from bot.store.tables import sealing_key

_CHUNK, _SQLITE_CHUNK = 500, 100


def check_keys(conn: Connection) -> None:
    """Refuse keys that cannot open what this database holds, and note the one that seals from now on."""
    noted: Any = set(conn.execute(select(sealing_key.c.key_id)).scalars())
    keyring = keyring_of(conn.dialect)
    if keyring is None:
        if noted:
            told = ", ".join(sorted(noted))
            raise KeysError(f"ENCRYPTION_KEYS is missing: texts here are encrypted with the key {told}")
        return
    if lacking := sorted(name for name in noted if name not in keyring):
        raise KeysError(
            f"ENCRYPTION_KEYS lacks the key {', '.join(lacking)}, with which texts here are encrypted: put it"
            " behind the others, and run python -m bot db reencrypt before you drop it"
        )
    if keyring.seals and keyring.current not in noted:
        conn.execute(insert(sealing_key).values(key_id=keyring.current))


def forget_other_keys(conn: Connection) -> None:
    """Nothing is sealed with another key than the present one any more; with none where it does not seal."""
    keyring = keyring_of(conn.dialect)
    if keyring is None:
        return
    used = (sealing_key.c.key_id != keyring.current,) if keyring.seals else ()
    conn.execute(delete(sealing_key).where(*used))


def sealed_columns() -> Mapping[Table, Sequence[Column[Any]]]:
    """The columns that hold what people typed, by their tables."""
    found = {
        table: [column for column in table.c if isinstance(column.type, SealedText | SealedJson)]
        for table in Base.metadata.sorted_tables
    }
    return {table: columns for table, columns in found.items() if columns}


def reencrypt_chunk(
    conn: Connection, table: Table, columns: Sequence[Column[Any]], after: Any
) -> tuple[Any, int]:
    """Write a chunk anew where that is wanted; gives where to go on, None at the end, and how many texts.

    A text that changes meanwhile is left to whoever changes it.
    """
    keyring = keyring_of(conn.dialect)
    if keyring is None:
        raise KeysError("ENCRYPTION_KEYS is missing: nothing can be encrypted anew")
    keys = list(table.primary_key.columns)
    size = _SQLITE_CHUNK if conn.dialect.name == "sqlite" else _CHUNK
    raw = [cast(column, Text).label(f"raw_{column.name}") for column in columns]
    query = select(*keys, *raw).order_by(*keys).limit(size)
    rows = conn.execute(query if after is None else query.where(tuple_(*keys) > after)).all()
    count = 0
    for number, column in enumerate(columns, start=len(keys)):
        named = [f"of_{key.name}" for key in keys]
        wanted = [
            {**dict(zip(named, row, strict=False)), "raw": row[number], "new": new}
            for row in rows
            if (new := _anew(keyring, column, row[number])) is not None
        ]
        if wanted:
            conn.execute(_rewriting(table, keys, column), wanted)
            count += len(wanted)
    return (tuple(rows[-1][: len(keys)]) if len(rows) == size else None), count


def _rewriting(table: Table, keys: Sequence[Column[Any]], column: Column[Any]) -> Any:
    is_row = (key == bindparam(f"of_{key.name}") for key in keys)
    is_same = cast(column, Text) == bindparam("raw", type_=Text)
    return update(table).where(*is_row, is_same).values({column: bindparam("new", type_=column.type)})


def _anew(keyring: Keyring, column: Column[Any], raw: str | None) -> Any:
    """The value that is to be written, None where it may stay."""
    if not raw:
        return None
    kind: Any = column.type
    if isinstance(kind, SealedText):
        return None if keyring.is_as_wanted(raw) else keyring.open(raw, kind.place)
    value = json.loads(raw)
    if isinstance(value, str):
        return None if keyring.is_as_wanted(value) else json.loads(keyring.open(value, kind.place))
    return value if value and keyring.seals else None
