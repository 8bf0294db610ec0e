"""Statements are compiled once in a test process, though nearly every test has a database of its own."""

from typing import Any

from sqlalchemy import Connection, Engine, event

from bot.store.sealing import Keyring, keyring_of


class _Compiled(dict[Any, Any]):
    """What was compiled for a kind of database: keys without their beginning, the engine's own dialect."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(key[1:], default)

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(key[1:], value)


_COMPILED: dict[tuple[str, Keyring | None], _Compiled] = {}


@event.listens_for(Engine, "engine_connect")
def _share(conn: Connection) -> None:
    # What is encrypted passes other ways in and out.
    kind = (conn.dialect.name, keyring_of(conn.dialect))
    conn.execution_options(compiled_cache=_COMPILED.setdefault(kind, _Compiled()))
