"""One way to the database: `transact` runs a function in one short transaction, on SQLite and PostgreSQL.

Queries are written once, as functions over a plain SQLAlchemy connection. A function may run again, so it
touches nothing but its connection.
"""

from collections.abc import Callable
from typing import Protocol, TypeVar

from sqlalchemy import URL, BigInteger, ColumnElement, Connection, Dialect, cast, extract, func, select
from sqlalchemy.exc import InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.store.commits import CommitUnknownError
from bot.store.migrate import upgrade
from bot.store.prepared import Prepared
from bot.store.sealing import Keyring, use_keyring
from bot.store.sealing_keys import check_keys
from bot.store.sqlite import SqliteBackend, count_deletion
from bot.store.urls import parse_url

T = TypeVar("T")
UPGRADE_PATIENCE_SECONDS = 60.0

# The database's own trouble, such as a lost connection, a standby that only reads, a pool in use: it will be
# over, and then the same work succeeds.
TROUBLE = (
    OperationalError,
    InterfaceError,
    InternalError,
    PoolTimeoutError,
    CommitUnknownError,
    TimeoutError,
)


class ConflictError(Exception):
    """What was decided on has changed meanwhile: roll back and decide again from fresh facts."""


class Backend(Protocol):
    """What differs between the two kinds of database."""

    @property
    def dialect(self) -> Dialect:
        """How it speaks; it belongs to this database alone."""

    async def transact(
        self, work: Callable[[Connection], T], *, writes: bool = True, patience_seconds: float = 10.0
    ) -> T:
        """Run the work in one transaction and commit it."""

    async def scrub(self) -> bool:
        """Take what was deleted out of the files; False while somebody else uses them."""

    async def close(self) -> None:
        """Close all connections."""


class Database:
    """An opened database; every use is one short transaction."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    @classmethod
    def open(cls, url: str, keyring: Keyring | None = None) -> "Database":
        """Open `sqlite:///file`, `sqlite:///:memory:` or `postgresql://...`; connects later.

        With keys what people typed is encrypted, see bot/store/sealing.py.
        """
        parsed = parse_url(url)
        sqlite = parsed.get_backend_name() == "sqlite"
        backend: Backend = SqliteBackend(parsed) if sqlite else _postgres(parsed)
        use_keyring(backend.dialect, keyring)
        return cls(backend)

    async def transact(self, work: Callable[[Connection], T]) -> T:
        """Run the work in one transaction with one commit; whatever it raises rolls everything back."""
        return await self._backend.transact(work)

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run work that writes nothing; on SQLite it waits for no writer."""
        return await self._backend.transact(work, writes=False)

    async def upgrade(self) -> None:
        """Bring the tables to the newest version; safe where several processes start at once.

        A KeysError where what is encrypted there could not be read.
        """
        await self._backend.transact(_prepare, patience_seconds=UPGRADE_PATIENCE_SECONDS)

    async def scrub(self) -> bool:
        """Take what `note_deletion` told of out of the files; False while somebody else uses them."""
        return await self._backend.scrub()

    async def close(self) -> None:
        """Close all connections."""
        await self._backend.close()


def _postgres(url: URL) -> Backend:
    # Where SQLite is used nobody waits at the start for what only this needs.
    from bot.store.postgres import PostgresBackend

    return PostgresBackend(url)


def _prepare(conn: Connection) -> None:
    upgrade(conn)
    check_keys(conn)


def note_deletion(conn: Connection) -> None:
    """Somebody was erased in this transaction: `scrub` has to follow, if need be after a crash."""
    if conn.dialect.name == "sqlite":
        count_deletion(conn)


def now_ms(conn: Connection) -> ColumnElement[int]:
    """The database's real clock in milliseconds since 1970, as an expression of a statement."""
    return real_ms(conn.dialect.name)


def real_ms(kind: str) -> ColumnElement[int]:
    """The same for a kind of database, for statements that are composed before there is a connection."""
    return _now(kind, 1000)


def db_now_ms(conn: Connection) -> int:
    """The database's real clock in milliseconds since 1970; only for pace, leases and retries."""
    return conn.execute(select(now_ms(conn))).scalar_one()


def db_now_us(conn: Connection) -> int:
    """The database's real clock in microseconds since 1970; only for pace."""
    now: int = _REAL_US.one_or_none(conn).now
    return now


def _now(kind: str, parts: int) -> ColumnElement[int]:
    """The real clock since 1970 in parts of a second."""
    if kind == "sqlite":
        return cast((func.julianday("now") - 2440587.5) * (86_400.0 * parts), BigInteger)
    return cast(extract("epoch", func.clock_timestamp()) * parts, BigInteger)


_REAL_US = Prepared(lambda kind: select(_now(kind, 1_000_000).label("now")))
