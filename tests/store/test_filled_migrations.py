"""A database with people, plans and messages in it is brought to the newest version without losing a row."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, inspect, select

from bot.store.columns import Base
from bot.store.migrate import downgrade, revision_of, revisions
from conversations.effects import NoticeKind, NotifySupervisors
from conversations.rules.terms import PlanStatus, Role
from tests.store.acting import School, Store, approval
from tests.store.crowds import add_teachers

# All that came after it is added to tables that hold something.
OLD = "0003"

Rows = Mapping[str, Sequence[Mapping[str, Any]]]


def columns_of(conn: Connection) -> dict[str, list[str]]:
    """The columns of each table, as they are now."""
    inspector = inspect(conn)
    return {table: [column["name"] for column in inspector.get_columns(table)] for table in tables_of(conn)}


def tables_of(conn: Connection) -> set[str]:
    return set(inspect(conn).get_table_names()) & set(Base.metadata.tables)


def rows_of(conn: Connection, columns: Mapping[str, Sequence[str]]) -> Rows:
    """Every row of these tables and columns."""
    found = {}
    for name, known in columns.items():
        table = Base.metadata.tables[name]
        query = select(*(table.c[column] for column in known)).order_by(*table.primary_key.columns)
        found[name] = [dict(row) for row in conn.execute(query).mappings()]
    return found


async def test_what_an_older_version_wrote_is_there_after_the_upgrade_and_goes_on(
    store: Store, school: School
) -> None:
    plan = await store.submit(school.ani)
    await store.do(school.ani, NotifySupervisors(NoticeKind.PLAN_SUBMITTED, plan.id, plan.version))
    assert plan.school is not None
    await add_teachers(store, plan.school.id, 3)
    database = store.database

    def age(conn: Connection) -> tuple[dict[str, list[str]], Rows]:
        downgrade(conn, OLD)
        columns = columns_of(conn)
        return columns, rows_of(conn, columns)

    known, before = await database.transact(age)
    assert {"person", "membership", "performance_plan", "rhk_item", "plan_event", "outbox"} <= {
        table for table, rows in before.items() if rows
    }
    assert "plan_rating" not in known
    await database.upgrade()

    assert await database.read(revision_of) == revisions()[1]
    assert await database.read(lambda conn: rows_of(conn, known)) == before
    assert await store.plan(school.ani) == plan
    await store.do(school.budi, approval(plan))
    assert (await store.plan(school.ani)).status is PlanStatus.DISETUJUI
    await store.enroll(9, "Dewi", Role.GURU, "20100001")
