"""What the database itself refuses, whoever writes."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError, StatementError

from bot.store.tables import (
    channel_account,
    invite,
    membership,
    outbox,
    performance_plan,
    person,
    plan_event,
    rhk_item,
    work_behavior,
)
from bot.store.tables import school as school_table
from conversations.rules.terms import PlanStatus
from tests.store.acting import School, Store


@pytest.fixture
async def plan_id(store: Store, school: School) -> int:
    return (await store.submit(school.ani)).id


async def refused(store: Store, statement: Any, values: dict[str, Any] | None = None) -> None:
    with pytest.raises(IntegrityError):
        await store.database.transact(lambda conn: conn.execute(statement, values))


async def copy_refused(store: Store, table: Any, **changes: Any) -> None:
    """A second row like the first, but for the changes, is refused."""
    row = {**(await store.rows(table))[0], **changes}
    row.pop("id", None)
    await refused(store, insert(table), row)


async def test_a_quantity_is_at_least_one(store: Store, plan_id: int) -> None:
    await refused(store, update(rhk_item).values(quantity=0))


async def test_an_rhk_is_chosen_once_in_a_plan(store: Store, plan_id: int) -> None:
    await copy_refused(store, rhk_item, position=9)


async def test_an_aspect_has_one_focus_in_a_plan(store: Store, plan_id: int) -> None:
    await copy_refused(store, work_behavior, position=9)


async def test_a_plan_has_a_status_of_the_regulation(store: Store, plan_id: int) -> None:
    await refused(store, update(performance_plan).values(status="selesai"))

    def give_each(conn: Connection) -> None:
        for status in PlanStatus:
            conn.execute(update(performance_plan).values(status=status))

    await store.database.transact(give_each)


async def test_a_version_starts_at_one(store: Store, plan_id: int) -> None:
    await refused(store, update(performance_plan).values(version=0))


async def test_a_person_has_one_plan_a_period(store: Store, plan_id: int) -> None:
    await copy_refused(store, performance_plan)


async def test_the_history_knows_only_the_same_statuses(store: Store, plan_id: int) -> None:
    await copy_refused(store, plan_event, to_status="selesai")


async def test_an_account_belongs_to_one_person(store: Store, school: School) -> None:
    await copy_refused(store, channel_account, person_id=school.sari.person_id)


async def test_a_school_is_registered_once_with_eight_digits(store: Store, school: School) -> None:
    await copy_refused(store, school_table)
    await copy_refused(store, school_table, npsn="1234567")


async def test_a_person_has_a_role_in_a_school_once_at_a_time(store: Store, school: School) -> None:
    await copy_refused(store, membership)
    row = {**(await store.rows(membership))[0], "ended_at": store.world.now}
    del row["id"]
    await store.database.transact(lambda conn: conn.execute(insert(membership), [row, row]))


async def test_an_invite_is_not_used_more_than_it_may_be(store: Store, school: School) -> None:
    await refused(store, update(invite).values(used=invite.c.max_uses + 1))
    await refused(store, update(invite).values(max_uses=0, used=0))
    await copy_refused(store, invite)


async def test_a_message_has_a_unique_key_and_a_known_lane_and_state(store: Store) -> None:
    row = {
        "bot_id": 1,
        "chat_id": 2,
        "lane": 0,
        "kind": "x",
        "dedup_key": "k",
        "payload": {},
        "state": 0,
        "due_at": 0,
        "attempts": 0,
    }
    await store.database.transact(lambda conn: conn.execute(insert(outbox), row))
    await copy_refused(store, outbox)
    await copy_refused(store, outbox, dedup_key="l", lane=4)
    await copy_refused(store, outbox, dedup_key="l", state=4)


@pytest.mark.parametrize(
    ("table", "column"),
    [
        (rhk_item, "plan_id"),
        (plan_event, "plan_id"),
        (plan_event, "actor_id"),
        (performance_plan, "person_id"),
        (performance_plan, "school_id"),
        (channel_account, "person_id"),
        (membership, "school_id"),
        (membership, "person_id"),
        (invite, "school_id"),
    ],
)
async def test_rows_refer_to_what_exists(store: Store, plan_id: int, table: Any, column: str) -> None:
    await refused(store, update(table).values({column: 999_999}))


async def test_instants_are_utc_on_the_way_back_and_never_naive(store: Store, school: School) -> None:
    wit = timezone(timedelta(hours=9))
    moment = datetime(2026, 8, 10, 10, 0, 0, 5, tzinfo=wit)
    mine = person.c.id == school.ani.person_id
    await store.database.transact(
        lambda conn: conn.execute(update(person).where(mine).values(consented_at=moment))
    )
    found = await store.database.transact(
        lambda conn: conn.execute(select(person.c.consented_at).where(mine)).scalar_one()
    )
    assert (found, found.tzinfo) == (moment, UTC)
    later = await store.database.transact(
        lambda conn: conn.execute(select(person.c.id).where(person.c.consented_at < moment)).scalars().all()
    )
    assert school.ani.person_id not in later
    naive = update(person).where(mine).values(consented_at=moment.replace(tzinfo=None))
    with pytest.raises(StatementError, match="zone"):
        await store.database.transact(lambda conn: conn.execute(naive))
