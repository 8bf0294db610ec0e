from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from telegram import Bot

from bot.delivery.flood import FloodGuard
from bot.delivery.paint import Paint
from bot.failures import Poison
from bot.i18n import load_languages
from bot.intake import Intake
from bot.store.commits import CommitUnknownError
from bot.telegram.api import TelegramApi
from bot.telegram.inbound import Inbound
from bot.turn import Taken

RAW: dict[str, Any] = {
    "update_id": 5,
    "callback_query": {
        "id": "77",
        "chat_instance": "1",
        "from": {"id": 2, "is_bot": False, "first_name": "Ani"},
        "data": "h:1:plan",
        "message": {"message_id": 9, "date": 1_754_000_000, "chat": {"id": 2, "type": "private"}},
    },
}
AWAY = OperationalError("SELECT 1", {}, Exception("away"))


class Scripted:
    """Turns that go as told, and a painter and sender that only remember."""

    def __init__(self, *outcomes: Exception | Taken) -> None:
        self.outcomes = list(outcomes)
        self.kept: list[str] = []
        self.answered: list[str] = []

    async def take(self, inbound: Inbound) -> Taken:
        outcome = self.outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    async def keep_poison(self, poison: Poison) -> Paint | None:
        self.kept.append(poison.error.splitlines()[-1])
        return None

    def answer(self, callback_query_id: str, text: str | None = None) -> None:
        self.answered.append(callback_query_id)

    def wake(self) -> None:
        pass


def intake(scripted: Any, bot: Bot) -> Intake:
    return Intake(scripted, scripted, scripted.wake, bot, load_languages(), frozenset(), FloodGuard(2))


Meet = Callable[[Scripted, Exception], Awaitable[None]]


@pytest.fixture
def meet(api: TelegramApi) -> Meet:
    async def meeting(scripted: Scripted, exc: Exception) -> None:
        await intake(scripted, api.bot).keep_poison(RAW, exc)

    return meeting


@pytest.mark.parametrize(
    "trouble", [AWAY, CommitUnknownError(), TimeoutError()], ids=lambda e: type(e).__name__
)
async def test_an_update_that_only_met_trouble_of_the_database_is_decided_when_it_is_over(
    meet: Meet, trouble: Exception
) -> None:
    scripted = Scripted(Taken())
    await meet(scripted, trouble)

    assert (scripted.kept, scripted.answered) == ([], ["77"])


async def test_an_update_is_tried_again_while_the_database_is_away(meet: Meet) -> None:
    scripted = Scripted(AWAY)
    with pytest.raises(OperationalError):
        await meet(scripted, AWAY)

    assert scripted.kept == []


async def test_an_update_that_turns_out_to_be_poison_after_the_trouble_is_kept(meet: Meet) -> None:
    scripted = Scripted(KeyError("place"))
    await meet(scripted, AWAY)

    assert scripted.kept == ["KeyError"]


async def test_a_tap_that_cannot_be_processed_is_answered(meet: Meet) -> None:
    scripted = Scripted()
    await meet(scripted, KeyError("place"))

    assert (scripted.kept, scripted.answered) == (["KeyError"], ["77"])
