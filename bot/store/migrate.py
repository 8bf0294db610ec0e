"""Migrations run from code, from a checkout and from an installed wheel alike."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, func, select

MIGRATIONS = Path(__file__).parent / "migrations"
# Any number that nothing else in the database uses for its advisory locks.
_LOCK = 7_607_2023


def upgrade(conn: Connection, revision: str = "head") -> None:
    """Migrate upwards in the caller's transaction; who comes second waits and finds it done."""
    _lock(conn)
    command.upgrade(_config(conn), revision)


def downgrade(conn: Connection, revision: str) -> None:
    """Migrate downwards in the caller's transaction, to `base` for an empty database."""
    _lock(conn)
    command.downgrade(_config(conn), revision)


def _lock(conn: Connection) -> None:
    # SQLite's transaction is the only writer from its BEGIN on.
    if conn.dialect.name == "postgresql":
        conn.execute(select(func.pg_advisory_xact_lock(_LOCK)))


def _config(conn: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = conn
    return config
