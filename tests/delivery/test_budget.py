import pytest

from bot.delivery.budget import ChatBudget, Rates

RATES = Rates(chat_burst=5, chat_per_second=1.0, bulk_per_second=20.0)


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_chat_takes_a_burst_of_five_and_then_one_a_second(clock: Clock) -> None:
    budget = ChatBudget(RATES, clock)
    sent_at = []
    for _ in range(8):
        clock.now += budget.wait(7)
        budget.take(7)
        sent_at.append(clock.now - 1000)

    assert sent_at == pytest.approx([0, 0, 0, 0, 0.05, 1.05, 2.05, 3.05])


def test_a_quiet_chat_gets_its_burst_back(clock: Clock) -> None:
    budget = ChatBudget(RATES, clock)
    for _ in range(5):
        budget.take(7)
    assert budget.wait(7) > 0

    clock.now += 60
    for _ in range(5):
        assert budget.wait(7) <= 0.05
        budget.take(7)
    assert budget.wait(7) > 0


def test_a_chat_written_to_once_a_second_never_waits(clock: Clock) -> None:
    budget = ChatBudget(RATES, clock)
    for _ in range(1000):
        assert budget.wait(7) == 0
        budget.take(7)
        clock.now += 1


def test_one_chat_does_not_spend_the_budget_of_another(clock: Clock) -> None:
    budget = ChatBudget(RATES, clock)
    for _ in range(9):
        budget.take(7)

    assert budget.wait(7) > 4
    assert budget.wait(8) == 0


def test_a_group_takes_no_more_than_twenty_in_any_minute(clock: Clock) -> None:
    budget = ChatBudget(RATES, clock)
    sent_at = []
    for _ in range(60):
        clock.now += budget.wait(-7)
        budget.take(-7)
        sent_at.append(clock.now)

    assert max(sum(start <= at < start + 60 for at in sent_at) for start in sent_at) <= 20


def test_a_refusal_pauses_its_chat_and_the_longest_counts(clock: Clock) -> None:
    budget = ChatBudget(RATES, clock)
    budget.pause(7, 10)
    budget.pause(7, 3)

    assert budget.wait(7) == 10
    assert budget.wait(8) == 0


def test_many_chats_do_not_fill_the_memory(clock: Clock) -> None:
    budget = ChatBudget(RATES, clock)
    for chat_id in range(30_000):
        clock.now += 0.01
        budget.take(chat_id)

    assert len(budget._full) <= ChatBudget._KEPT
