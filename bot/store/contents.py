"""What was entered in a plan: its rows as one list in a statement, and writing what has changed of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from operator import attrgetter, itemgetter
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    Connection,
    Dialect,
    Table,
    bindparam,
    delete,
    func,
    select,
)
from sqlalchemy.types import TypeDecorator

from bot.store.inserting import written_row
from bot.store.prepared import Prepared, from_database
from bot.store.tables import additional_duty, performance_plan, rhk_item, work_behavior
from conversations.rules.plan import AdditionalDuty, BehaviorChoice, PlanContent, RHKItem

_COLUMNS: Mapping[Table, Sequence[str]] = {
    rhk_item: ("rhk_number", "quantity"),
    additional_duty: ("duty_id", "text"),
    work_behavior: ("aspect_id", "choice_id", "text"),
}
# The same in an entry.
_FIELDS: Mapping[Table, Sequence[str]] = {**_COLUMNS, rhk_item: ("number", "quantity")}
# What tells the rows of a plan apart.
_KEYS: Mapping[Table, str] = {
    rhk_item: "rhk_number",
    additional_duty: "position",
    work_behavior: "aspect_id",
}


def content_columns(kind: str) -> Sequence[ColumnElement[Any]]:
    """The rows of a plan, each table as one JSON list: in the plan's own statement, so of one moment.

    To be selected from `performance_plan` on that kind of database; `content_of` reads them.
    """
    return [_listed(kind, table).label(table.name) for table in _COLUMNS]


def _listed(kind: str, table: Table) -> ColumnElement[Any]:
    array, together = (
        (func.json_array, func.json_group_array)
        if kind == "sqlite"
        else (func.json_build_array, func.json_agg)
    )
    columns = (table.c[name] for name in ("position", *_COLUMNS[table]))
    rows = select(together(array(*columns), type_=_Entries(table.name))).where(
        table.c.plan_id == performance_plan.c.id
    )
    return rows.correlate(performance_plan).scalar_subquery()


class _Entries(TypeDecorator[tuple[Any, ...]]):
    """The rows of a table as a JSON list: each begins with its position; none at all is null on PostgreSQL.

    Typed texts inside JSON do not pass through the types of their columns by themselves.
    """

    impl = JSON
    cache_ok = True

    def __init__(self, of: str) -> None:
        super().__init__()
        self.of = of

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        """What makes entries of the list."""
        plain, entry = super().result_processor(dialect, coltype), _ENTRIES[self.of](dialect)

        def entries(stored: Any) -> tuple[Any, ...]:
            rows = stored if plain is None else plain(stored)
            return tuple([entry(*row) for _, *row in sorted(rows, key=_position)]) if rows else ()

        return entries


_position = itemgetter(0)


def _duty(dialect: Dialect) -> Callable[..., AdditionalDuty]:
    opened = from_database(additional_duty.c.text.type, dialect)
    if opened is None:
        return AdditionalDuty
    return lambda duty_id, text: AdditionalDuty(duty_id, opened(text))


def _behavior(dialect: Dialect) -> Callable[..., BehaviorChoice]:
    opened = from_database(work_behavior.c.text.type, dialect)
    if opened is None:
        return BehaviorChoice
    return lambda aspect_id, choice_id, text: BehaviorChoice(aspect_id, choice_id, opened(text))


_ENTRIES: Mapping[str, Callable[[Dialect], Callable[..., Any]]] = {
    rhk_item.name: lambda dialect: RHKItem,
    additional_duty.name: _duty,
    work_behavior.name: _behavior,
}


def content_of(row: Any) -> PlanContent:
    """What was entered in the plan of a row, which also has its practice."""
    return PlanContent(row.practice, row.rhk_item, row.additional_duty, row.work_behavior)


def _deletion(table: Table) -> Callable[[str], Any]:
    key = table.c[_KEYS[table]]
    return lambda kind: delete(table).where(table.c.plan_id == bindparam("of_plan"), key == bindparam("gone"))


def _writing(table: Table) -> Callable[[str], Any]:
    names = list(dict.fromkeys(("plan_id", "position", *_COLUMNS[table])))
    return lambda kind: written_row(kind, table, ("plan_id", _KEYS[table]), names)


_DELETE = {table: Prepared(_deletion(table)) for table in _COLUMNS}
_WRITE = {table: Prepared(_writing(table)) for table in _COLUMNS}


def replace_content(conn: Connection, plan_id: int, content: PlanContent, before: PlanContent) -> None:
    """Write the rows of RHK, duties and behaviors that differ; the practice is a column of the plan."""
    _replace(conn, plan_id, rhk_item, content.rhk, before.rhk)
    _replace(conn, plan_id, additional_duty, content.duties, before.duties)
    _replace(conn, plan_id, work_behavior, content.behaviors, before.behaviors)


def _replace(
    conn: Connection, plan_id: int, table: Table, entries: Sequence[Any], before: Sequence[Any]
) -> None:
    if entries == before:
        return
    old, new = _rows(table, before), _rows(table, entries)
    gone = [{"of_plan": plan_id, "gone": value} for value in old if value not in new]
    written = [{"plan_id": plan_id, **row} for value, row in new.items() if row != old.get(value)]
    _DELETE[table].many(conn, gone)
    _WRITE[table].many(conn, written)


def _rows(table: Table, entries: Sequence[Any]) -> Mapping[Any, Mapping[str, Any]]:
    """The rows of a table by what tells them apart."""
    columns = ("position", *_COLUMNS[table])
    cells = attrgetter(*_FIELDS[table])
    rows = (
        dict(zip(columns, (position, *cells(entry)), strict=True)) for position, entry in enumerate(entries)
    )
    return {row[_KEYS[table]]: row for row in rows}


def content_json(content: PlanContent) -> dict[str, Any]:
    """The content as it is kept in the history."""
    return asdict(content)
