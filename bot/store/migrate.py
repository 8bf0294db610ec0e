"""Migrations run from code, from a checkout and from an installed wheel alike."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, select

MIGRATIONS = Path(__file__).parent / "migrations"
# Any number that nothing else in the database uses for its advisory locks.
_LOCK = 7_607_2023


def upgrade(conn: Connection, revision: str = "head") -> None:
    """Migrate upwards in the caller's transaction; who comes second waits and finds it done.

    Tables of a newer version are left as they are: migrations only add, so that this one can go on beside it.
    """
    _lock(conn)
    if revision == "head" and is_current(conn):
        return
    command.upgrade(_config(conn), revision)


def downgrade(conn: Connection, revision: str) -> None:
    """Migrate downwards in the caller's transaction, to `base` for an empty database."""
    _lock(conn)
    command.downgrade(_config(conn), revision)


def is_current(conn: Connection) -> bool:
    """Whether the tables are as this program needs them, or newer: a newer one has begun beside it."""
    revision = revision_of(conn)
    older, newest = revisions()
    return revision is not None and (revision == newest or revision not in older)


def revision_of(conn: Connection) -> str | None:
    """Which migration the tables are at; None where there are none."""
    return MigrationContext.configure(conn).get_current_revision()


@cache
def revisions() -> tuple[frozenset[str], str | None]:
    """All that this program knows, and the newest."""
    scripts = ScriptDirectory.from_config(_scripts())
    return frozenset(script.revision for script in scripts.walk_revisions()), scripts.get_current_head()


def _lock(conn: Connection) -> None:
    # SQLite's transaction is the only writer from its BEGIN on.
    if conn.dialect.name == "postgresql":
        conn.execute(select(func.pg_advisory_xact_lock(_LOCK)))


def _config(conn: Connection) -> Config:
    config = _scripts()
    config.attributes["connection"] = conn
    return config


def _scripts() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config
