"""Statements on the way of every update: composed and compiled once, then run on the driver's own cursor.

Composing a statement and passing it through all layers takes many times as long as the database needs for it.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from sqlalchemy import BindParameter, Connection, Dialect, literal_column
from sqlalchemy.sql import visitors
from sqlalchemy.types import TypeEngine

from bot.store.driver_errors import told
from bot.store.sealing import Keyring, keyring_of

Process = Callable[[Any], Any]


class Prepared:
    """A statement for each kind of database; `build` composes it, given the name of the dialect.

    What differs from one use to the next is a `bindparam`; a list of values cannot be one.
    """

    def __init__(self, build: Callable[[str], Any]) -> None:
        self._build = build
        self._compiled: dict[tuple[str, Keyring | None], _Compiled] = {}

    def all(self, conn: Connection, **values: Any) -> list[Any]:
        """The rows, which have the statement's columns as attributes."""
        return self.send(conn, **values).all()

    def one_or_none(self, conn: Connection, **values: Any) -> Any:
        """The only row, or None; a second one is not looked for."""
        return self.send(conn, **values).one_or_none()

    def run(self, conn: Connection, **values: Any) -> int:
        """Run it for its effect; gives how many rows it has met."""
        return self.send(conn, **values).count()

    def send(self, conn: Connection, **values: Any) -> "Sent":
        """Run it at the latest with the next one whose answer is looked at, or with the commit.

        On PostgreSQL what is sent so travels together; errors, too, come when an answer is looked at.
        """
        compiled = self._for(conn.dialect)
        return Sent(compiled.passed(conn, compiled.parameters(values)), compiled.row)

    def many(self, conn: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Send it for each of the rows of values."""
        if rows:
            compiled = self._for(conn.dialect)
            compiled.passed_many(conn, [compiled.parameters(row) for row in rows])

    def _for(self, dialect: Dialect) -> "_Compiled":
        # What is encrypted passes other ways in and out.
        kind = (dialect.name, keyring_of(dialect))
        compiled = self._compiled.get(kind)
        if compiled is None:
            compiled = self._compiled[kind] = _compile(self._build(dialect.name), dialect)
        return compiled


class Answer(Protocol):
    """What comes back for a statement; looking at it may have to wait for it."""

    def rows(self) -> Sequence[Sequence[Any]]:
        """The rows, as the driver gives them."""

    def count(self) -> int:
        """How many rows it has met."""


class Sent:
    """A statement that was sent."""

    __slots__ = ("_answer", "_row")

    def __init__(self, answer: Answer, row: Callable[[Sequence[Any]], Any]) -> None:
        self._answer = answer
        self._row = row

    def all(self) -> list[Any]:
        """The rows, which have the statement's columns as attributes."""
        return [self._row(row) for row in self._answer.rows()]

    def one_or_none(self) -> Any:
        """The only row, or None; a second one is not looked for."""
        rows = self.all()
        return rows[0] if rows else None

    def count(self) -> int:
        """How many rows it has met."""
        return self._answer.count()


@dataclass(frozen=True, slots=True)
class _Compiled:
    """The words for the driver, and what values pass on their way in and out."""

    passed: Callable[[Connection, Sequence[Any]], Answer]
    passed_many: Callable[[Connection, Sequence[Sequence[Any]]], None]
    names: Sequence[str]
    # Values that are always the same, as the driver takes them.
    fixed: Mapping[str, Any]
    inward: Sequence[tuple[int, Process]]
    row_type: Callable[..., Any]
    outward: Sequence[tuple[int, Process]]

    def parameters(self, given: Mapping[str, Any]) -> Sequence[Any]:
        """The values as the driver takes them."""
        known = {**given, **self.fixed} if self.fixed else given
        values = [known[name] for name in self.names]
        for position, process in self.inward:
            values[position] = process(values[position])
        return values

    def row(self, raw: Sequence[Any]) -> Any:
        """A row in the types of its columns."""
        if not self.outward:
            return self.row_type(*raw)
        cells = list(raw)
        for position, process in self.outward:
            cells[position] = process(cells[position])
        return self.row_type(*cells)


def _compile(statement: Any, dialect: Dialect) -> _Compiled:
    # Codes stand in the words themselves: SQLite would plan a statement anew for each use if a value decides
    # whether a partial index serves, and PostgreSQL's usual plan would not use that index.
    settled = visitors.replacement_traverse(statement, {}, partial(_settled, dialect))
    compiled = settled.compile(dialect=dialect)
    names = compiled.positiontup if compiled.positional else list(compiled.params)
    columns = list(statement.exported_columns) if hasattr(statement, "exported_columns") else []
    binds = {name: compiled.binds[name] for name in names}
    inward = {name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in binds.items()}
    passed, passed_many = _ways(compiled.string, names, dialect)
    return _Compiled(
        passed=passed,
        passed_many=passed_many,
        names=names,
        fixed={name: _bound(b.effective_value, inward[name]) for name, b in binds.items() if not b.required},
        inward=_numbered(inward[name] if binds[name].required else None for name in names),
        row_type=namedtuple("Row", [str(column.key) for column in columns], rename=True),
        outward=_numbered(from_database(column.type, dialect) for column in columns),
    )


def _ways(
    sql: str, names: Sequence[str], dialect: Dialect
) -> tuple[Callable[..., Answer], Callable[..., None]]:
    """What passes a statement on with one row of values, and what does so with many."""
    if dialect.name != "postgresql":
        return partial(_at_once, sql), partial(_many_at_once, sql)
    # Where SQLite is used nobody waits at the start for what only this needs.
    from bot.store.wire import Words, send, send_many

    words = Words(sql % {name: f"${number}" for number, name in enumerate(names, 1)})
    return partial(send, words), partial(send_many, words)


def _settled(dialect: Dialect, element: Any, **_: Any) -> Any:
    """The words for a code that is always the same; None leaves an element as it is."""
    if not isinstance(element, BindParameter) or element.required:
        return None
    if element.type.dialect_impl(dialect).bind_processor(dialect) is not None:
        return None
    match element.value:
        case bool():
            return None
        case int(number):
            return literal_column(str(int(number)), element.type)
        case str(code) if code.isidentifier():
            return literal_column(f"'{code}'", element.type)
    return None


def _bound(value: Any, process: Process | None) -> Any:
    return value if process is None else process(value)


def _numbered(processes: Iterable[Process | None]) -> Sequence[tuple[int, Process]]:
    """What there is to pass, each with its position."""
    return [(number, process) for number, process in enumerate(processes) if process is not None]


def from_database(kind: TypeEngine[Any], dialect: Dialect) -> Process | None:
    """What turns the driver's value of a type into that of Python; None where they are the same."""
    process: Process | None = kind.dialect_impl(dialect).result_processor(dialect, None)
    return process


def execute_plain(conn: Connection, sql: str) -> None:
    """Run words of our own that have no values."""
    _at_once(sql, conn, ())


class _Had:
    """An answer that is here."""

    __slots__ = ("_found", "_met")

    def __init__(self, found: Sequence[Sequence[Any]], met: int) -> None:
        self._found = found
        self._met = met

    def rows(self) -> Sequence[Sequence[Any]]:
        """The rows."""
        return self._found

    def count(self) -> int:
        """How many rows the statement has met."""
        return self._met


def _at_once(sql: str, conn: Connection, values: Sequence[Any]) -> Answer:
    cursor = _execute(conn, sql, values)
    answer = _Had(cursor.fetchall(), cursor.rowcount)
    cursor.close()
    return answer


def _many_at_once(sql: str, conn: Connection, rows: Sequence[Sequence[Any]]) -> None:
    _execute(conn, sql, rows, many=True).close()


def _execute(conn: Connection, sql: str, parameters: Any, *, many: bool = False) -> Any:
    """The driver's cursor after a statement; its errors are raised as SQLAlchemy raises them."""
    raw: Any = conn.connection.dbapi_connection
    cursor = raw.cursor()
    try:
        (cursor.executemany if many else cursor.execute)(sql, parameters)
    except conn.dialect.loaded_dbapi.Error as error:
        cursor.close()
        raise told(conn, sql, error) from error
    return cursor
