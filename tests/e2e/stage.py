"""The product, the Bot API server and the people who talk, all in one process over real HTTP."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, func, select

from bot.app import App
from bot.settings import Settings
from bot.simulator import Simulator
from bot.simulator.client import World
from bot.simulator.person import Person
from bot.simulator.settings import BotSpec
from bot.simulator.shown import Pressed, Seen
from bot.simulator.view import message_view
from bot.store.actor import Actor
from bot.store.outbox import OutboxState
from bot.store.tables import outbox
from bot.store.world import World as WorldFacts
from conversations.facts import Facts, Plan, Zone
from conversations.notices import notice_button
from conversations.people_effects import RegisterPerson
from conversations.rules.plan import PlanContent
from conversations.rules.terms import PlanStatus, Role, SchoolLevel
from conversations.words import Say, Words, say
from tests.e2e import seeding
from tests.e2e.seeding import CONTENT, NPSN, SCHOOL
from tests.journeys import RULES
from tests.steps import Cast, Deed, Done, Journey, Opens, Picks, Presses, Speaks, Step, Types, do, play

T = TypeVar("T")
PATIENCE = 10.0


@dataclass(repr=False)
class Stage:
    """A world with a product that serves it."""

    simulator: Simulator
    world: World
    app: App
    settings: Settings
    players: dict[str, "Player"] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.cast = Cast(self.world, {})

    @property
    def facts(self) -> WorldFacts:
        """The world's time and rules as the product knows them."""
        now = self.simulator.world.clock.now()
        return WorldFacts(now, {"pmm_2024": RULES}, self.settings.calendar)

    async def person(self, name: str) -> "Player":
        """Somebody with a phone, unknown to the product."""
        person = await self.world.user(name.capitalize())
        self.cast.people = {**self.cast.people, name: person}
        self.players[name] = Player(self, name, person)
        return self.players[name]

    async def link(self, role: Role, npsn: str = NPSN, school: str = SCHOOL, uses: int = 1) -> str:
        """A link, as the operator's command line makes it."""
        return f"https://t.me/{BotSpec.username}?start={await self._token(role, npsn, school, uses)}"

    async def principal(
        self,
        name: str,
        full_name: str,
        npsn: str = NPSN,
        school: str = SCHOOL,
        *,
        is_plt: bool = False,
        language: str = "id",
    ) -> "Player":
        """Somebody who has become principal of a school."""
        token = await self._token(Role.KS, npsn, school, 1)
        return await self._registered(name, _wish(full_name, Role.KS, language, is_plt=is_plt), token)

    async def appraiser(self, name: str, full_name: str) -> "Player":
        """Somebody who has become the penilai of a school's principal."""
        token = await self._token(Role.APPRAISER, NPSN, SCHOOL, 1)
        return await self._registered(name, _wish(full_name, Role.APPRAISER, "id"), token)

    async def teacher(
        self, name: str, full_name: str, npsn: str | None = NPSN, *, language: str = "id"
    ) -> "Player":
        """Somebody who has joined a school as guru, or who works in mode mandiri."""
        token = await self._token(Role.GURU, npsn, "", 1) if npsn else ""
        return await self._registered(name, _wish(full_name, Role.GURU, language), token)

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Do something in a transaction on the product's database."""
        return await self.app.database.transact(work)

    async def count(self, table: Table) -> int:
        """How many rows a table has."""
        query = select(func.count()).select_from(table)
        return int(await self.app.database.read(lambda conn: conn.execute(query).scalar_one()))

    async def rows(self, table: Table) -> list[Mapping[str, Any]]:
        """All rows of a table in the order of its primary key."""
        query = select(table).order_by(*table.primary_key.columns)
        rows = await self.app.database.read(lambda conn: conn.execute(query).mappings().all())
        return [dict(row) for row in rows]

    async def settled(self) -> None:
        """Wait until all updates are finished, all screens shown and all notices sent or given up."""
        events = self.simulator.world.events
        queue = self.simulator.world.bot().updates
        async with asyncio.timeout(PATIENCE):
            while True:
                seq = events.last
                if not queue.pending:
                    await self.app.painter.idle()
                    if not await self._has_unsent() and not queue.pending and events.last == seq:
                        return
                await events.wait(seq, 0.02)

    async def confirmed(self, update_id: int, since: int) -> None:
        """Wait until the product has told the server that an update is finished."""
        events = self.simulator.world.events
        async with asyncio.timeout(PATIENCE):
            while True:
                for event in await events.wait(since, PATIENCE):
                    since = event["seq"]
                    if event["type"] == "update_confirmed" and event["update_id"] == update_id:
                        return

    async def play(self, steps: Journey) -> None:
        """Play steps one after another."""
        await play(self.cast, steps)

    async def everyone_reads(self, status: PlanStatus, owner: "Player", *principals: "Player") -> None:
        """The plan has this status, and its owner and the principals are shown just that."""
        await self.settled()
        plan = await owner.plan()
        assert plan.status is status
        said = say("Status: <b>{status}</b>", status=Say(RULES.plan_status_label(status)))
        await owner.types("/rencana")
        await owner.sees(said)
        for principal in principals:
            await principal.types("/start")
            await principal.forges(notice_button("open", plan.id, plan.version))
            await principal.sees(said)

    async def _has_unsent(self) -> bool:
        waiting = select(func.count()).where(outbox.c.state == OutboxState.PENDING)
        return bool(await self.app.database.read(lambda conn: conn.execute(waiting).scalar_one()))

    async def _token(self, role: Role, npsn: str, school: str, uses: int) -> str:
        now = self.simulator.world.clock.now()
        return await self.write(lambda conn: seeding.make_token(conn, now, role, npsn, school, uses))

    async def _registered(self, name: str, wish: RegisterPerson, token: str) -> "Player":
        player = await self.person(name)
        self.cast.spoken[name] = wish.language
        await self.write(lambda conn: seeding.register(conn, player.actor, wish, token, self.facts))
        # Nobody can be written to who has never written.
        await player.types("/start")
        await player.sees(wish.name)
        return player


@dataclass(repr=False)
class Player:
    """Somebody who talks; every deed ends when the product has finished with it."""

    stage: Stage
    name: str
    person: Person

    @property
    def actor(self) -> Actor:
        """The account, as the store knows it."""
        bot_id = self.stage.simulator.world.bot().user.id
        return Actor(bot_id, str(self.person.id), self.person.id)

    async def presses(self, label: Say) -> Done:
        """Press the button with that label on the newest message that has it."""
        return await self._does(Presses(label))

    async def picks(self, action: str) -> Done:
        """Press the button with that action on the newest message that has it."""
        return await self._does(Picks(action))

    async def types(self, text: str) -> Done:
        """Write."""
        return await self._does(Types(text))

    async def opens(self, link: str) -> Done:
        """Tap a link."""
        self.stage.cast.links[link] = link
        return await self._does(Opens(link))

    async def speaks(self, language: str) -> Done:
        """Choose a language by its button."""
        return await self._does(Speaks(language))

    async def taps(self, label: Say) -> Pressed:
        """Press without waiting for anything."""
        return await self.person.press(self.words(label))

    async def forges(self, data: str) -> str:
        """Press a button that the newest message does not have; gives the word of the answer."""
        pressed = await self.person.forge(data, message_id=(await self.newest()).id)
        await self.finished(Done(0, int(pressed.raw["update_id"]), pressed.callback_query_id))
        return str((await self.person.answer_to(pressed))["text"])

    async def sees(self, said: Words) -> Seen:
        """Wait until the newest message has these words, and give it."""
        return await self._waits(said, lambda messages: messages[-1:])

    async def finds(self, said: Words) -> Seen:
        """Wait until some message has these words, and give the newest of them."""
        return await self._waits(said, lambda messages: messages)

    async def newest(self) -> Seen:
        """The newest message of the product."""
        return self.messages()[-1]

    def messages(self) -> list[Seen]:
        """All messages of the product in sight."""
        world = self.stage.simulator.world
        chat = world.private(world.bot(), world.users[self.person.id])
        return [Seen(message_view(message)) for message in chat.messages.values() if message.sender.is_bot]

    async def counts(self, said: Words) -> int:
        """How many messages have these words."""
        return sum(self.words(said) in message.text for message in self.messages())

    def words(self, said: Words) -> str:
        """Words as this person reads them."""
        return self.stage.cast.words(self.name, said)

    async def has_plan(self, content: PlanContent = CONTENT) -> Plan:
        """The plan has been filled in before."""
        facts = self.stage.facts
        return await self.stage.write(lambda conn: seeding.write_plan(conn, self.actor, facts, content))

    async def has_submitted(self, content: PlanContent = CONTENT, *, is_awaited: bool = True) -> Plan:
        """The plan has been filled in and submitted before; unless not awaited its notices have arrived."""
        facts = self.stage.facts
        await self.has_plan(content)
        plan = await self.stage.write(lambda conn: seeding.submit_plan(conn, self.actor, facts))
        self.stage.app.core.wake()
        if is_awaited:
            await self.stage.settled()
        return plan

    async def facts(self) -> Facts:
        """What the product knows about this person now."""
        world = self.stage.facts
        return await self.stage.app.database.read(lambda conn: seeding.facts_of(conn, self.actor, world))

    async def plan(self) -> Plan:
        """The own plan as it stands, with its history."""
        plan = (await self.facts()).own_plan
        assert plan is not None
        return plan

    async def _does(self, deed: Deed) -> Done:
        done = await do(self.stage.cast, Step(self.name, deed, ()))
        await self.finished(done)
        return done

    async def finished(self, done: Done) -> None:
        """Wait until the product has confirmed an update and shown what follows."""
        await self.stage.confirmed(done.update_id, done.since)
        await self.stage.app.painter.idle()

    async def _waits(self, said: Words, where: Callable[[list[Seen]], list[Seen]]) -> Seen:
        text = self.words(said)
        events = self.stage.simulator.world.events
        deadline = time.monotonic() + PATIENCE
        while (left := deadline - time.monotonic()) > 0:
            seq, messages = events.last, self.messages()
            found = [message for message in where(messages) if text in message.text]
            if found:
                return found[-1]
            await events.wait(seq, left)
        raise TimeoutError(f"{self.name} does not see {text!r}, only {[m.text for m in messages[-2:]]}")


def _wish(name: str, role: Role, language: str, *, is_plt: bool = False) -> RegisterPerson:
    return RegisterPerson(name, language, Zone.WIB, role, SchoolLevel.SD, is_plt=is_plt)
