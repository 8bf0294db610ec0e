"""What people choose about their reminders and mark as done is kept, and only once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.store.actor import Actor
from bot.store.database import ConflictError
from bot.store.tables import audit_event, stage_entry
from conversations.facts import Needs
from conversations.own_reminders import ReminderChoice, Reminders
from conversations.people_effects import LeaveSchool, Retire
from conversations.reminder_effects import (
    ChooseHour,
    ChooseSchoolHour,
    MarkStage,
    MuteStage,
    RemindAgain,
    SwitchKind,
    TurnReminders,
)
from conversations.rules.reminder_policy import ReminderKind
from conversations.rules.terms import Capacity, Role, StageId
from tests.store.acting import PERIOD, School, Store, agreement, approval

DAY = date(2026, 8, 11)


async def reminders(store: Store, actor: Actor) -> Reminders:
    found = (await store.facts(actor, Needs(reminders=True))).reminders
    assert found is not None
    return found


async def agree(store: Store, school: School, owner: Actor) -> None:
    """The owner's plan becomes final."""
    await store.do(school.budi, approval(await store.submit(owner)))
    await store.do(owner, agreement(await store.plan(owner)))


def mark(stage: StageId, capacity: Capacity = Capacity.OWNER, *, is_done: bool = True) -> MarkStage:
    return MarkStage(PERIOD, stage, capacity, is_done)


async def test_each_choice_leaves_the_others_as_they_were(store: Store, school: School) -> None:
    assert (await reminders(store, school.ani)).choice == ReminderChoice()
    await store.do(school.ani, ChooseHour(13))
    await store.do(school.ani, SwitchKind(ReminderKind.OVERDUE, is_on=False))
    await store.do(school.ani, TurnReminders(is_on=False))
    off = frozenset({ReminderKind.OVERDUE})
    assert (await reminders(store, school.ani)).choice == ReminderChoice(False, 13, off)
    await store.do(school.ani, TurnReminders(is_on=True), ChooseHour(None))
    assert (await reminders(store, school.ani)).choice == ReminderChoice(True, None, off)
    assert (await reminders(store, school.sari)).choice == ReminderChoice()


async def test_a_stage_is_muted_once_and_taken_back_once(store: Store, school: School) -> None:
    wish = MuteStage(PERIOD, StageId.A, is_muted=True)
    await store.do(school.ani, wish)
    with pytest.raises(ConflictError):
        await store.do(school.ani, wish)
    assert (await reminders(store, school.ani)).muted == {StageId.A}
    await store.do(school.ani, replace(wish, is_muted=False))
    with pytest.raises(ConflictError):
        await store.do(school.ani, replace(wish, is_muted=False))
    assert (await reminders(store, school.ani)).muted == frozenset()


async def test_the_latest_wish_to_be_reminded_again_counts(store: Store, school: School) -> None:
    await store.do(school.ani, RemindAgain(PERIOD, ("SKP", "digest"), DAY))
    await store.do(school.ani, RemindAgain(PERIOD, ("SKP",), DAY + timedelta(days=1)))
    assert (await reminders(store, school.ani)).again == {"SKP": DAY + timedelta(days=1), "digest": DAY}
    await store.do(school.ani, RemindAgain(PERIOD, ("SKP",), None))
    assert (await reminders(store, school.ani)).again == {"digest": DAY}


async def test_only_the_owner_of_a_final_plan_marks_a_stage(store: Store, school: School) -> None:
    await store.submit(school.ani)
    with pytest.raises(ConflictError):
        await store.do(school.ani, mark(StageId.A))
    await store.do(school.budi, approval(await store.plan(school.ani)))
    await store.do(school.ani, agreement(await store.plan(school.ani)))
    await store.do(school.ani, mark(StageId.A))
    with pytest.raises(ConflictError):
        await store.do(school.ani, mark(StageId.A))
    assert (await reminders(store, school.ani)).done == {StageId.A}
    await store.do(school.ani, mark(StageId.A, is_done=False))
    with pytest.raises(ConflictError):
        await store.do(school.ani, mark(StageId.A, is_done=False))
    assert (await reminders(store, school.ani)).done == frozenset()
    await store.do(school.ani, mark(StageId.A))
    assert (await reminders(store, school.ani)).done == {StageId.A}


async def test_a_principal_marks_all_at_once_and_takes_back_what_was_marked_last(
    store: Store, school: School
) -> None:
    await agree(store, school, school.ani)
    assert (await reminders(store, school.budi)).undone == {StageId.B: 1, StageId.F_G: 1}
    await store.do(school.budi, mark(StageId.B, Capacity.APPRAISER))
    await agree(store, school, school.sari)
    assert (await reminders(store, school.budi)).undone[StageId.B] == 1
    store.world = replace(store.world, now=store.world.now + timedelta(days=1))
    await store.do(school.budi, mark(StageId.B, Capacity.APPRAISER))
    found = await reminders(store, school.budi)
    assert (found.undone[StageId.B], found.marked) == (0, {StageId.B})
    await store.do(school.budi, mark(StageId.B, Capacity.APPRAISER, is_done=False))
    undone = {row["person_id"]: row["done_at"] is None for row in await store.rows(stage_entry)}
    assert undone == {school.ani.known_id: False, school.sari.known_id: True}


async def test_marks_of_who_appraises_are_not_those_of_the_owner(store: Store, school: School) -> None:
    await agree(store, school, school.ani)
    await store.do(school.budi, mark(StageId.B, Capacity.APPRAISER))
    assert (await reminders(store, school.ani)).done == frozenset()


async def test_the_hour_of_the_school_counts_for_whoever_chose_none(store: Store, school: School) -> None:
    school_id = (await store.facts(school.budi)).memberships[0].school.id
    await store.do(school.budi, ChooseSchoolHour(school_id, 10))
    await store.do(school.sari, ChooseHour(7))
    assert (await reminders(store, school.ani)).hour == 10
    assert (await reminders(store, school.sari)).hour == 7
    assert (await reminders(store, school.budi)).school_hours == {school_id: 10}
    with pytest.raises(ConflictError):
        await store.do(school.ani, ChooseSchoolHour(school_id, 11))
    await store.do(school.ani, LeaveSchool(school_id, Role.GURU))
    assert (await reminders(store, school.ani)).hour == 8


async def test_whoever_leaves_the_lead_has_nobody_to_appraise(store: Store, school: School) -> None:
    await agree(store, school, school.ani)
    await store.submit(school.sari)
    assert (await reminders(store, school.budi)).is_awaited
    await store.do(school.budi, Retire())
    found = await reminders(store, school.budi)
    assert not found.is_awaited
    assert found.undone == {}


async def test_what_was_chosen_leaves_rows_in_the_audit(store: Store, school: School) -> None:
    await agree(store, school, school.ani)
    await store.do(
        school.ani,
        TurnReminders(is_on=False),
        MuteStage(PERIOD, StageId.C, is_muted=True),
        mark(StageId.A),
        mark(StageId.A, is_done=False),
    )
    kinds = [row["kind"] for row in await store.rows(audit_event)]
    assert kinds[-4:] == ["reminders_chosen", "stage_muted", "stage_marked", "stage_unmarked"]
