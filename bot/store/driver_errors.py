"""Errors of a database's driver, told as SQLAlchemy tells them."""

from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

# Serialization failure, deadlock, lock not available: PostgreSQL has rolled back, whatever the moment.
ROLLED_BACK = {"40001", "40P01", "55P03"}


def told(conn: Connection, sql: str, error: Any) -> Exception:
    """The error of a statement to be raised; a connection that is lost is used no more.

    Without the parameters, which are what people typed.
    """
    driver: Any = conn.dialect.loaded_dbapi
    is_lost = conn.dialect.is_disconnect(error, conn.connection.dbapi_connection, None)
    if is_lost:
        conn.invalidate(error)
    raised: Exception = DBAPIError.instance(
        sql,
        None,
        error,
        driver.Error,
        hide_parameters=True,
        connection_invalidated=is_lost,
        dialect=conn.dialect,
    )
    return raised


def state_of(error: DBAPIError) -> str | None:
    """PostgreSQL's code of an error."""
    return getattr(error.orig, "sqlstate", None)
