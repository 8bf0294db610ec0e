"""`kill -9` at every instant of every update and of every notice of the whole path."""

from collections.abc import Sequence

import pytest

from conversations.rules.terms import PlanStatus
from tests.faults.instants import Instant
from tests.faults.path import path
from tests.faults.stage import ANI_ID, SRI_ID
from tests.faults.walk import Moment, Walk
from tests.steps import Done, Step

AROUND_THE_COMMIT = (Instant.BEFORE_COMMIT, Instant.AFTER_COMMIT)
AROUND_THE_NOTICE = (Instant.NOTICE_CLAIMED, Instant.NOTICE_SENT)

HISTORY = [
    "submitted",
    "revision_requested",
    "submitted",
    "rhk_changed",
    "approved",
    "approval_undone",
    "approved",
    "change_requested",
    "agreed",
]
NOTICES = [
    (SRI_ID, "plan_submitted"),
    (ANI_ID, "revision_requested"),
    (SRI_ID, "plan_submitted"),
    (ANI_ID, "plan_changed"),
    (ANI_ID, "plan_approved"),
    (ANI_ID, "approval_undone"),
    (ANI_ID, "plan_approved"),
    (SRI_ID, "change_requested"),
    (SRI_ID, "plan_agreed"),
]


def test_undisturbed_the_path_leads_to_an_agreed_plan_and_tells_everybody(undisturbed: list[Moment]) -> None:
    records = undisturbed[-1].stored.records
    assert [kind for kind, *_ in records["history"]] == HISTORY
    assert [row[:2] for row in records["notices"]] == NOTICES
    assert [status for _, _, _, status, *_ in records["plans"]] == [PlanStatus.DISEPAKATI]
    assert not records["failed"]


async def test_a_kill_before_and_after_the_commit_of_any_update_changes_nothing(
    walk: Walk, undisturbed: list[Moment], database_url: str
) -> None:
    """On PostgreSQL before the commit of one update and after that of the next: a start costs more there."""
    takes_turns = database_url.startswith("postgresql")
    walk.victim.start()
    for number, (step, expected) in enumerate(zip(path(), undisturbed, strict=True)):
        instants = AROUND_THE_COMMIT[number % 2 :][:1] if takes_turns else AROUND_THE_COMMIT
        done = await act_and_die(walk, step, instants)
        check(step, await walk.calm(done), expected)


# Screens are sent alike, whatever the database.
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_kill_right_after_any_screen_was_sent_repeats_it_at_most(
    walk: Walk, undisturbed: list[Moment]
) -> None:
    walk.victim.start()
    for step, expected in zip(path(), undisturbed, strict=True):
        done = await act_and_die(walk, step, (Instant.SCREEN_SENT,))
        check(step, await walk.calm(done), expected, most_copies=2)


async def test_a_kill_before_and_after_the_sending_of_any_notice_loses_none(
    walk: Walk, undisturbed: list[Moment]
) -> None:
    walk.victim.start()
    told = 0
    for step, expected in zip(path(), undisturbed, strict=True):
        notices = len(expected.stored.records["notices"])
        instants = AROUND_THE_NOTICE if notices > told else ()
        done = await act_and_die(walk, step, instants)
        check(step, await walk.calm(done), expected, most_copies=2 if instants else 1)
        told = notices
    assert told == len(NOTICES)


async def act_and_die(walk: Walk, step: Step, instants: Sequence[Instant]) -> Done:
    """Do a step; the product dies at each of these instants, one after another, and is started again."""
    for instant in instants[:1]:
        walk.victim.order(instant)
    done = await walk.act(step)
    for following in (*instants[1:], None)[: len(instants)]:
        await walk.victim.dies()
        await walk.let_leases_end()
        if following is not None:
            walk.victim.order(following)
        walk.victim.start()
    return done


def check(step: Step, moment: Moment, expected: Moment, *, most_copies: int = 1) -> None:
    """Nothing is missing, nothing is decided twice, nobody was shown anything else.

    What was sent right before the end is unknown to the next process, so a new message may be sent again.
    """
    assert moment.stored == expected.stored, step
    assert set(moment.shown) == set(expected.shown), step
    for shown, times in moment.shown.items():
        most = most_copies if shown.is_new else 1
        assert times <= most * expected.shown[shown], shown
