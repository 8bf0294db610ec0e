"""The copy of the own data is whole, and holds no secret and no number of anybody else."""

import json

from sqlalchemy import insert

from bot.links import token_hash
from bot.store.columns import Base
from bot.store.exporting import load_export
from bot.store.sessions import store_failed_update
from bot.store.tables import invite, nudge
from conversations.document_effects import DocumentKind, SendDocument
from conversations.effects import AskChange
from conversations.people_effects import ReportProblem
from conversations.rules.terms import Role
from conversations.school_effects import MakeInvite, MarkRecommended
from tests.store.acting import BOT_ID, School, Store, request

# Which part of the copy holds the rows of a table that points at a person.
PARTS = {
    "channel_account": "accounts",
    "membership": "memberships",
    "join_request": "join_requests",
    "performance_plan": "plans",
    "plan_event": "decisions_on_plans_of_others",
    "school_recommendation": "recommendations_made",
    "nudge": "nudges",
    "problem_report": "problem_reports",
    "invite": "invites_made",
    "relink": "relinks",
    "school_group": "groups_linked",
    "group_proposal": "group_questions",
    "group_invite": "group_links_made",
    "broadcast": "broadcasts_made",
    "reminder_setting": "reminder_settings",
    "stage_mute": "stages_muted",
    "snooze": "stages_put_off",
    "stage_entry": "stages_done",
    "stage_answer": "forms_of_others",
    "plan_rating": "ratings_of_others",
    "accountability_document": "documents_of_schools",
    "evidence": "plans",
    "audit_event": "audit",
}


async def test_every_table_that_points_at_a_person_has_its_part(store: Store, school: School) -> None:
    pointing = {
        table.name
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == "person"
    }
    assert pointing == set(PARTS)
    data = await copy(store, school.ani.known_id)
    assert set(PARTS.values()) <= set(data)


async def test_it_tells_what_a_teacher_has_done_and_was_told(store: Store, school: School) -> None:
    plan = await store.submit(school.ani)
    await store.do(school.budi, request(plan, "Tambah seminar"))
    plan = await store.submit_again(school.ani)
    await store.do(
        school.ani,
        AskChange(plan.id, plan.version, "Mohon diubah"),
        ReportProblem("Layar kosong"),
        SendDocument(DocumentKind.OWN_DATA_JSON),
    )
    row = {"person_id": school.ani.known_id, "school_id": 1, "day": "2026-08-10", "sent_by": 1}
    update = {"message": {"from": {"id": school.ani.chat_id}, "text": "halo"}}

    await store.database.transact(lambda conn: conn.execute(insert(nudge).values(row)) and None)
    await store.database.transact(
        lambda conn: store_failed_update(conn, BOT_ID, 5, error="KeyError", payload=update)
    )
    data = await copy(store, school.ani.known_id)

    (told,) = data["plans"]
    assert [event["note"] for event in told["history"] if event["note"]] == ["Tambah seminar", "Mohon diubah"]
    assert {(event["actor_id"], event["actor_name"]) for event in told["history"]} == {
        ("self", "Ani"),
        ("other", "Budi"),
    }
    assert told["content"]["duties"][1]["text"] == "Pembina pramuka"
    assert [(each["person_id"], each["sent_by"]) for each in data["nudges"]] == [("self", "other")]
    assert [each["text"] for each in data["problem_reports"]] == ["Layar kosong"]
    assert [each["kind"] for each in data["messages_sent"]] == [DocumentKind.OWN_DATA_JSON]
    assert [each["payload"]["message"]["text"] for each in data["failed_updates"]] == ["halo"]
    assert data["memberships"][0]["school_npsn"] == "20100001"


async def test_it_tells_what_a_principal_has_done_without_names_and_secrets(
    store: Store, school: School
) -> None:
    plan = await store.submit(school.ani)
    school_id = (await store.facts(school.budi)).memberships[0].school.id
    await store.do(
        school.budi,
        request(plan, "Tambah seminar"),
        MakeInvite(school_id, Role.GURU, 60),
        MarkRecommended(school_id, "g1", True),
    )
    data = await copy(store, school.budi.known_id)
    text = json.dumps(data)

    assert [each["note"] for each in data["decisions_on_plans_of_others"]] == ["Tambah seminar"]
    assert [each["sub_indicator"] for each in data["recommendations_made"]] == ["g1"]
    (made,) = data["invites_made"]
    assert (made["role"], made["max_uses"], made["created_by"]) == ("guru", 60, "self")
    stored = (await store.rows(invite))[-1]
    token = store.world.links.token(str(stored["nonce"]))
    for secret in (token, token_hash(token), str(stored["nonce"]), "Ani", "Sari"):
        assert secret not in text


async def test_there_is_no_copy_of_nobody(store: Store, school: School) -> None:
    assert await store.database.read(lambda conn: load_export(conn, 999, store.world)) is None


async def copy(store: Store, person_id: int) -> dict:
    """The copy as it would be sent."""
    found = await store.database.read(lambda conn: load_export(conn, person_id, store.world))
    assert found is not None
    return json.loads(json.dumps(found))
