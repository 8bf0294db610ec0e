"""How many taps and messages it takes: from an invite link to home, and from there to a complete plan."""

import pytest

from bot.delivery.paint import Paint
from bot.store.people import person_of
from conversations.events import Command, Event, Text, parse_press
from conversations.rules.plan import may_submit, total_points
from conversations.rules.terms import Role, SchoolLevel
from tests.store.acting import Store, stranger
from tests.turns.talking import ANI, Talk

MOST_TO_HOME = 8
MOST_TO_COMPLETE = 25
NAME = "Ani Lestari, S.Pd."
# What a newcomer answers, in whatever order it is asked: parts of actions, and a text where one is expected.
ANSWERS = ("agree", "name:yes", "level:sd", "school:yes", "zone:keep", "zone:wit", "save")


class Counted:
    """Somebody who writes and presses; every one of these is counted and noted."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk
        self.steps: list[str] = []
        self.paint: Paint | None = None

    async def tells(self, event: Event, name: str) -> None:
        taken = await self._talk.says(event)
        assert taken.paint is not None
        self.paint = taken.paint
        self.steps.append(name)

    @property
    def actions(self) -> dict[str, str]:
        """What can be pressed now: button data by action."""
        assert self.paint is not None
        data = [button.data for row in self.paint.drawn.rows for button in row if button.data]
        return {each.split(":", 2)[2]: each for each in data}

    async def presses(self, *actions: str) -> None:
        for action in actions:
            assert action in self.actions, f"{action} is not among {list(self.actions)}"
            await self.tells(parse_press(self.actions[action]), action)


@pytest.fixture
def counted(talk: Talk) -> Counted:
    return Counted(talk)


async def arrive(store: Store, counted: Counted) -> None:
    """From the link to home, whatever onboarding asks."""
    token = await store.invite(Role.GURU, "20100001")
    await counted.tells(Command("start", token), "link")
    while "plan" not in counted.actions and len(counted.steps) <= 2 * MOST_TO_HOME:
        answer = next((each for each in ANSWERS if each in counted.actions), None)
        if answer is None:
            await counted.tells(Text(NAME), "name")
        else:
            await counted.presses(answer)


@pytest.fixture
def store(talk: Talk) -> Store:
    return Store(talk.database, talk.world)


@pytest.mark.parametrize("is_confirmed", [False, True])
async def test_from_an_invite_link_to_home(store: Store, counted: Counted, is_confirmed: bool) -> None:
    if is_confirmed:
        await store.enroll(1, "Budi", Role.KS, "20100001")
    else:
        await store.invite(Role.KS, "20100001", "SDN Contoh")

    await arrive(store, counted)

    assert "plan" in counted.actions, counted.steps
    assert len(counted.steps) <= MOST_TO_HOME, f"{len(counted.steps)} steps to home: {counted.steps}"


async def test_from_home_to_a_complete_plan(store: Store, counted: Counted) -> None:
    await store.invite(Role.KS, "20100001", "SDN Contoh")
    await arrive(store, counted)
    counted.steps.clear()

    await counted.presses("plan", "look:g1", "choose:g1")
    await counted.presses(
        "suggest", "kind:share", "kind:accompany", "next", "sessions:8", "months:5", "use:0"
    )
    await counted.presses("next", "next", "aspect:p1", *(f"focus:p{n}:0" for n in range(1, 8)), "next")

    steps = f"{len(counted.steps)} steps to a complete plan: {counted.steps}"
    person_id = await store.database.read(lambda conn: person_of(conn, "telegram", str(ANI)))
    plan = await store.plan(stranger(ANI).registered(person_id))
    rules = store.world.rule_sets["pmm_2024"]
    assert total_points(rules, plan.content.rhk) >= 32, steps
    assert may_submit(rules, Role.GURU, plan.content, SchoolLevel.SD), steps
    assert "submit" in counted.actions, steps
    assert len(counted.steps) <= MOST_TO_COMPLETE, steps
