"""Database addresses as hosts give them, rewritten in this one place."""

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

_DRIVERS = {
    "sqlite": "sqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}


def parse_url(address: str) -> URL:
    """The SQLAlchemy URL of `sqlite:///file`, `postgres://...` or `postgresql://...`, query kept.

    A ValueError never repeats the address, which may hold a password.
    """
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise ValueError("the database address cannot be read") from None
    driver = _DRIVERS.get(url.drivername)
    if driver is None:
        raise ValueError(f'"{url.drivername}" is not a database that can be used: sqlite or postgresql')
    return url.set(drivername=driver)
