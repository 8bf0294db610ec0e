"""Many teachers at once, written row by row into the tables."""

from datetime import timedelta

from sqlalchemy import Connection, insert

from bot.store.tables import (
    additional_duty,
    channel_account,
    evidence,
    membership,
    observation,
    performance_plan,
    person,
    plan_rating,
    rhk_item,
    stage_entry,
)
from conversations.rules.terms import Capacity, PlanStatus, Role, SchoolLevel, StageId
from tests.store.acting import PERIOD, Store

FIRST_ID = 1000
_STAGES = (StageId.SKP, StageId.A, StageId.B, StageId.C, StageId.D)


async def add_teachers(store: Store, school_id: int, count: int, *, first: int = FIRST_ID) -> None:
    """Guru of a school with a final plan, evidence, an observation and a released rating."""
    ids = range(first, first + count)

    def work(conn: Connection) -> None:
        now = store.world.now
        people = [
            {
                "id": number,
                "name": f"Guru {number}",
                "language": "id",
                "zone": "Asia/Jayapura",
                "role": Role.GURU,
                "school_level": SchoolLevel.SD,
                "consented_at": now,
                "consent_version": 1,
            }
            for number in ids
        ]
        conn.execute(insert(person), people)
        accounts = [
            {
                "person_id": number,
                "channel": "telegram",
                "external_id": str(number),
                "chat_id": number,
                "reachable": True,
            }
            for number in ids
        ]
        conn.execute(insert(channel_account), accounts)
        members = [
            {"person_id": number, "school_id": school_id, "role": Role.GURU, "started_at": now}
            for number in ids
        ]
        conn.execute(insert(membership), members)
        plans = [
            {
                "id": number,
                "person_id": number,
                "school_id": school_id,
                "period": PERIOD.key,
                "rule_set": "pmm_2024",
                "role": Role.GURU,
                "level": SchoolLevel.SD,
                "status": PlanStatus.DISEPAKATI,
                "version": 4,
                "submitted_at": now,
                "revision_note": "",
                "change_note": "",
            }
            for number in ids
        ]
        conn.execute(insert(performance_plan), plans)
        _add_children(conn, store, ids)

    await store.database.transact(work)


def _add_children(conn: Connection, store: Store, ids: range) -> None:
    now = store.world.now
    items = [
        {"plan_id": number, "rhk_number": rhk, "position": rhk, "quantity": 2}
        for number in ids
        for rhk in (1, 2, 3)
    ]
    conn.execute(insert(rhk_item), items)
    conn.execute(
        insert(additional_duty),
        [{"plan_id": number, "position": 0, "duty_id": "wali_kelas", "text": ""} for number in ids],
    )
    files = [
        {
            "plan_id": number,
            "person_id": number,
            "slot": slot,
            "kind": "pdf",
            "file_id": f"{number}{slot}",
            "file_unique_id": f"{number}{slot}",
            "name": "bukti.pdf",
            "size": 1000,
            "sent_at": now,
        }
        for number in ids
        for slot in ("rhk:1:1", "rhk:2:1", "duty:0")
    ]
    conn.execute(insert(evidence), files)
    done = [
        {
            "person_id": number,
            "period": PERIOD.key,
            "stage": stage,
            "capacity": capacity,
            "done_at": now,
            "done_by": number,
        }
        for number in ids
        for stage in _STAGES
        for capacity in Capacity
    ]
    conn.execute(insert(stage_entry), done)
    conn.execute(
        insert(observation),
        [
            {
                "plan_id": number,
                "starts_at": now + timedelta(hours=number),
                "proposed_by": Capacity.OWNER,
                "agreed_at": now,
                "version": 2,
            }
            for number in ids
        ],
    )
    conn.execute(
        insert(plan_rating),
        [
            {
                "plan_id": number,
                "source": "appraiser",
                "aspects": {},
                "behaviors": {},
                "work_result": "above",
                "work_behavior": "above",
                "note": "",
                "rated_by": number,
                "updated_at": now,
                "released_at": now,
                "version": 2,
            }
            for number in ids
        ],
    )
