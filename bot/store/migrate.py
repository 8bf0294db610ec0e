"""Migrations run from code, from a checkout and from an installed wheel alike.

Alembic is only loaded where there is something to migrate: most starts find nothing to do.
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, column, func, inspect, select, table

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
# Any number that nothing else in the database uses for its advisory locks.
_LOCK = 7_607_2023
_DIGITS = 4
_VERSION = table("alembic_version", column("version_num"))


def upgrade(conn: Connection, revision: str = "head") -> None:
    """Migrate upwards in the caller's transaction; who comes second waits and finds it done.

    Tables of a newer version are left as they are: migrations only add, so that this one can go on beside it.
    """
    _lock(conn)
    if revision == "head" and is_current(conn):
        return
    from alembic import command

    command.upgrade(_config(conn), revision)


def downgrade(conn: Connection, revision: str) -> None:
    """Migrate downwards in the caller's transaction, to `base` for an empty database."""
    from alembic import command

    _lock(conn)
    command.downgrade(_config(conn), revision)


def is_current(conn: Connection) -> bool:
    """Whether the tables are as this program needs them, or newer: a newer one has begun beside it."""
    revision = revision_of(conn)
    older, newest = revisions()
    return revision is not None and (revision == newest or revision not in older)


def revision_of(conn: Connection) -> str | None:
    """Which migration the tables are at; None where there are none."""
    if not inspect(conn).has_table(_VERSION.name):
        return None
    return conn.execute(select(_VERSION.c.version_num)).scalar_one_or_none()


@cache
def revisions() -> tuple[frozenset[str], str | None]:
    """All that this program knows, and the newest: the numbers with which their files begin."""
    known = {file.name[:_DIGITS] for file in (MIGRATIONS / "versions").glob("[0-9]*_*.py")}
    return frozenset(known), max(known, default=None)


def _lock(conn: Connection) -> None:
    # SQLite's transaction is the only writer from its BEGIN on.
    if conn.dialect.name == "postgresql":
        conn.execute(select(func.pg_advisory_xact_lock(_LOCK)))


def _config(conn: Connection) -> "Config":
    from alembic.config import Config

    config = Config()
    config.attributes["connection"] = conn
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config
