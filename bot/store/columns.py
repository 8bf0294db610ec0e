"""What the tables share: metadata with constraint names, column types, a way to the Core tables."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.ext.declarative import DeferredReflection
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

from bot.store.sealing import keyring_of

Process = Callable[[Any], Any]


class Base(DeferredReflection, SQLModel):
    """The tables of this product, with the same constraint names on every database.

    Rows are not objects: their classes are only declared, as mapping and validating them takes a while.
    """

    model_config = {"defer_build": True}
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant: UTC when read, refused when naive; SQLite itself keeps no zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store the instant in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored instant needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back that SQLite has dropped."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class SealedText(TypeDecorator[str]):
    """What people typed, encrypted where the database has keys; `place` is `table.column`.

    Only an empty text can be compared in a statement, as encrypting twice never gives the same.
    """

    impl = Text
    cache_ok = True

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def bind_processor(self, dialect: Dialect) -> Process | None:
        """Seal; nothing at all without keys."""
        keyring, place = keyring_of(dialect), self.place
        if keyring is None:
            return super().bind_processor(dialect)
        return lambda text: None if text is None else keyring.seal(text, place)

    def result_processor(self, dialect: Dialect, coltype: object) -> Process | None:
        """Open what is sealed; nothing at all without keys."""
        keyring, place = keyring_of(dialect), self.place
        if keyring is None:
            return super().result_processor(dialect, coltype)
        return lambda stored: None if stored is None else keyring.open(stored, place)


class SealedJson(TypeDecorator[Any]):
    """JSON objects with what people typed in them: stored as one sealed text where the database has keys."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def __init__(self, place: str) -> None:
        super().__init__(none_as_null=True)
        self.place = place

    def bind_processor(self, dialect: Dialect) -> Process | None:
        """Seal; nothing at all without keys."""
        plain, keyring, place = super().bind_processor(dialect), keyring_of(dialect), self.place
        if keyring is None:
            return plain

        def seal(value: Any) -> Any:
            sealed = keyring.seal(json.dumps(value), place) if value and keyring.seals else value
            return sealed if plain is None else plain(sealed)

        return seal

    def result_processor(self, dialect: Dialect, coltype: object) -> Process | None:
        """Open what is sealed; nothing at all without keys."""
        plain, keyring, place = super().result_processor(dialect, coltype), keyring_of(dialect), self.place
        if keyring is None:
            return plain

        def unseal(stored: Any) -> Any:
            value = stored if plain is None else plain(stored)
            return json.loads(keyring.open(value, place)) if isinstance(value, str) else value

        return unseal


# SQLite counts up by itself only a primary key of type INTEGER.
BigId = BigInteger().with_variant(Integer(), "sqlite")
Json = JSON(none_as_null=True)


def new_id() -> Any:
    """A primary key that the database counts up."""
    return Field(default=None, primary_key=True, sa_type=BigId)


def key(kind: type[Any]) -> Any:
    """A number that is given, as part of the primary key."""
    return Field(primary_key=True, sa_type=kind, sa_column_kwargs={"autoincrement": False})


def link(target: str, **column: Any) -> Any:
    """A foreign key to the id column of a table, not null unless `nullable` says so."""
    return Field(sa_column=Column(BigId, ForeignKey(target), **{"nullable": False, **column}))


def long_text() -> Any:
    """A text of any length, empty rather than null."""
    return Field(sa_type=Text)


def typed_text(place: str) -> Any:
    """What somebody typed, empty rather than null; `place` is `table.column`."""
    return Field(sa_type=SealedText(place))


def one_of(column: str, values: type[Any] | range) -> CheckConstraint:
    """A column holds one of the given codes or numbers."""
    codes = [repr(value) if isinstance(value, int) else f"'{value.value}'" for value in values]
    return CheckConstraint(f"{column} IN ({', '.join(codes)})", name=column)


def core(model: type[SQLModel]) -> Table:
    """The Core table of a model; queries are written on these, rows are not objects."""
    return cast(Table, vars(model)["__table__"])
