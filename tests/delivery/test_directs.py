"""Direct replies and notices of one process in one even stream."""

import pytest

from bot.delivery.directs import LONGEST_WAIT, Directs
from tests.delivery.outbox_bench import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def directs(clock: Clock) -> Directs:
    return Directs(clock)


def test_a_reply_takes_the_next_slot_of_a_notice(directs: Directs, clock: Clock) -> None:
    later, next_one = directs.offer(clock.now + 0.1), directs.offer(clock.now + 0.04)
    assert directs.wait() == pytest.approx(0.04)
    assert not directs.is_left(next_one)
    assert directs.is_left(later)
    assert directs.take() == 0


def test_two_replies_take_two_slots(directs: Directs, clock: Clock) -> None:
    slots = [directs.offer(clock.now + 0.02), directs.offer(clock.now + 0.06)]
    assert [directs.wait(), directs.wait()] == pytest.approx([0.02, 0.06])
    assert not any(directs.is_left(slot) for slot in slots)


@pytest.mark.parametrize("at", [-0.01, LONGEST_WAIT + 0.01])
def test_without_a_slot_at_hand_a_reply_leaves_at_once_and_the_next_notice_makes_room(
    directs: Directs, clock: Clock, at: float
) -> None:
    slots = [directs.offer(clock.now + at), directs.offer(clock.now + 1)]
    assert directs.wait() == 0
    assert [directs.is_left(slot) for slot in slots] == [False, True]
    assert directs.take() == 0


def test_replies_without_room_are_counted_until_somebody_writes_them_down(directs: Directs) -> None:
    assert directs.wait() == directs.wait() == 0
    taken = directs.take()
    assert (taken, directs.take()) == (2, 0)
    directs.put_back(taken)
    assert directs.take() == 2
