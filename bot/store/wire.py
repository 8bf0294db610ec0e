"""Statements to PostgreSQL through the driver's lower layer: several travel together, each is prepared once.

The driver's own cursors take three times as long for each, and wait for its answer before the next one.
"""

import itertools
from collections.abc import Sequence
from typing import Any, NoReturn

from psycopg import Error, generators
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import InvalidSqlStatementName, error_from_result
from psycopg.pq import ExecStatus, TransactionStatus
from psycopg.pq.abc import PGresult
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from bot.store.commits import CommitUnknownError
from bot.store.driver_errors import ROLLED_BACK, state_of, told

_WIRE, _PREPARED = "wire", "prepared on the wire"
_DONE = (ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK)
_numbers = itertools.count()
_Values = Sequence[Any]


class Words:
    """A statement with `$1` for its first value, and the name under which connections prepare it, if any."""

    __slots__ = ("name", "sql")

    def __init__(self, sql: str, *, is_prepared: bool = True) -> None:
        self.sql = sql.encode()
        self.name = f"wire_{next(_numbers)}".encode() if is_prepared else b""


# Whatever a server has forgotten, a transaction can be ended.
_BEGIN, _COMMIT, _ROLLBACK = (Words(sql, is_prepared=False) for sql in ("BEGIN", "COMMIT", "ROLLBACK"))


class Answer:
    """What comes back for a statement; looking at it sends what waits."""

    __slots__ = ("_wire", "is_undone", "result", "words")

    def __init__(self, wire: "Wire", words: Words) -> None:
        self.words = words
        self.result: PGresult | None = None
        # Whether it was left out, as one before it has failed.
        self.is_undone = False
        self._wire = wire

    def rows(self) -> Sequence[_Values]:
        """The rows, as the driver reads them."""
        return self._wire.load(self._looked_at())

    def count(self) -> int:
        """How many rows it has met."""
        return self._looked_at().command_tuples or 0

    def _looked_at(self) -> PGresult:
        if self.result is None:
            self._wire.flush()
        if self.result is None:
            raise LookupError("this statement was never carried out")
        return self.result


_Waiting = tuple[Answer, _Values]
# Words that are prepared have no answer.
_Sent = tuple[Words, Answer | None]


class Wire:
    """What one transaction sends; statements wait for the first whose answer is looked at."""

    def __init__(self, conn: Connection) -> None:
        self.conn = conn
        raw: Any = conn.connection.dbapi_connection
        self._raw, self._adapt = raw, Transformer(raw)
        self._prepared: set[bytes] = conn.info.setdefault(_PREPARED, set())
        self._waiting: list[_Waiting] = []

    def add(self, words: Words, values: _Values = ()) -> Answer:
        """Have a statement sent, in the order of these calls."""
        try:
            # As text: a number has the type that the words give it, however small it is.
            given = self._adapt.dump_sequence(values, [PyFormat.TEXT] * len(values))
        except Error as error:
            raise told(self.conn, words.sql.decode(), error) from error
        answer = Answer(self, words)
        self._waiting.append((answer, given))
        return answer

    def load(self, result: PGresult) -> Sequence[_Values]:
        """The rows of a result."""
        self._adapt.set_pgresult(result)
        return self._adapt.load_rows(0, result.ntuples, tuple)

    def flush(self) -> None:
        """Send what waits, and BEGIN before it where that is due; the first error is raised."""
        if not self._waiting:
            return
        waiting, self._waiting = self._waiting, []
        if not self._is_open():
            waiting.insert(0, (Answer(self, _BEGIN), ()))
        try:
            sent = self._exchange(waiting)
        except Error as error:
            raise told(self.conn, waiting[0][0].words.sql.decode(), error) from error
        self._take(sent)

    def commit(self) -> None:
        """Commit, together with what waits."""
        if not self._waiting and not self._is_open():
            return
        ending = self.add(_COMMIT)
        try:
            self.flush()
        except DBAPIError as error:
            if ending.is_undone or state_of(error) in ROLLED_BACK:
                raise
            raise CommitUnknownError from error

    def roll_back(self) -> None:
        """Leave out what waits, and undo the rest.

        After a ROLLBACK of its own the driver would have the server forget all that is prepared.
        """
        self._waiting = []
        if not self._raw.closed and self._is_open():
            self.add(_ROLLBACK)
            self.flush()

    def _is_open(self) -> bool:
        return bool(self._raw.pgconn.transaction_status != TransactionStatus.IDLE)

    def _exchange(self, waiting: Sequence[_Waiting]) -> Sequence[tuple[_Sent, PGresult]]:
        """What was sent, each with its result."""
        pg = self._raw.pgconn
        try:
            pg.enter_pipeline_mode()
            sent = self._send(pg, waiting)
            pg.pipeline_sync()
            self._raw.wait(generators.send(pg))
            results = [self._raw.wait(generators.fetch_many(pg))[0] for _ in sent]
            # That of the synchronization.
            self._raw.wait(generators.fetch_many(pg))
            pg.exit_pipeline_mode()
        except BaseException:
            # Nothing is known of what was under way.
            self._raw.close()
            raise
        return list(zip(sent, results, strict=True))

    def _send(self, pg: Any, waiting: Sequence[_Waiting]) -> Sequence[_Sent]:
        sent = list[_Sent]()
        preparing = set[bytes]()
        for answer, values in waiting:
            words = answer.words
            if not words.name:
                pg.send_query_params(words.sql, None)
                sent.append((words, answer))
                continue
            if words.name not in self._prepared and words.name not in preparing:
                preparing.add(words.name)
                pg.send_prepare(words.name, words.sql)
                sent.append((words, None))
            pg.send_query_prepared(words.name, values)
            sent.append((words, answer))
        return sent

    def _take(self, sent: Sequence[tuple[_Sent, PGresult]]) -> None:
        failed: tuple[Words, PGresult] | None = None
        for (words, answer), result in sent:
            if result.status in _DONE:
                if answer is None:
                    self._prepared.add(words.name)
                else:
                    answer.result = result
            elif result.status == ExecStatus.PIPELINE_ABORTED:
                if answer is not None:
                    answer.is_undone = True
            elif failed is None:
                failed = words, result
        if failed is not None:
            self._raise(*failed)

    def _raise(self, words: Words, result: PGresult) -> NoReturn:
        error = error_from_result(result, self._raw.info.encoding)
        if isinstance(error, InvalidSqlStatementName):
            # Somebody had the server forget what is prepared: only another connection knows that.
            self._raw.close()
        raise told(self.conn, words.sql.decode(), error) from error


def send(words: Words, conn: Connection, values: _Values) -> Answer:
    """Have a statement sent with what follows it."""
    return wire_of(conn).add(words, values)


def send_many(words: Words, conn: Connection, rows: Sequence[_Values]) -> None:
    """Have it sent once for each row of values."""
    wire = wire_of(conn)
    for values in rows:
        wire.add(words, values)


def wire_of(conn: Connection) -> Wire:
    """That of the connection as it is used now."""
    wire: Wire | None = conn.info.get(_WIRE)
    if wire is None or wire.conn is not conn:
        wire = conn.info[_WIRE] = Wire(conn)
    return wire


def flush_first(conn: Connection, *_: Any) -> None:
    """What SQLAlchemy executes itself comes after all that was sent before it."""
    wire_of(conn).flush()
