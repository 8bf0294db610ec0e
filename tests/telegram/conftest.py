import pytest

from bot.simulator.person import Person
from bot.telegram.api import TelegramApi
from tests.telegram.polled import Turns


@pytest.fixture
def turns() -> Turns:
    return Turns()


@pytest.fixture
async def quiet(api: TelegramApi, ani: Person, budi: Person) -> None:
    """Nothing is pending when the test begins."""
    last = (await api.fetch_updates(None, 0))[-1]["update_id"]
    await api.fetch_updates(last + 1, 0)
