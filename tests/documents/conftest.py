"""Documents as the notifier draws them, for people of a small school."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest

from bot.delivery.outbox import Notice
from bot.drawn import Drawn
from bot.i18n import Languages, load_languages
from bot.links import Links
from bot.notice_kinds import NOTICE_KINDS
from bot.notifier import Notifier
from bot.store.actor import Actor
from bot.store.database import Database
from bot.store.tables import outbox
from bot.store.world import World
from conversations.document_effects import DocumentKind, SendDocument
from conversations.rules.cycle import RuleCalendar, parse_final_dates, parse_rule_set_map
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import Role
from tests.store.acting import School, Store

OPERATOR_ID = 4001


@pytest.fixture(scope="session")
def languages() -> Languages:
    return load_languages()


@pytest.fixture
def store(database: Database, rule_sets: Mapping[str, RuleSet]) -> Store:
    now = datetime(2026, 8, 10, 1, 30, 0, 123456, tzinfo=UTC)
    calendar = RuleCalendar(parse_rule_set_map("*=pmm_2024"), parse_final_dates("2026-S2=2026-12-15"))
    links = Links.of("asisten_kinerja_bot", "1:token")
    return Store(
        database, World(now, rule_sets, calendar, operator_ids=frozenset({OPERATOR_ID}), links=links)
    )


@pytest.fixture
async def school(store: Store) -> School:
    return School(
        budi=await store.enroll(1, "Budi", Role.KS, "20100001"),
        ani=await store.enroll(2, "Ani <b>& Co</b>", Role.GURU, "20100001"),
        sari=await store.enroll(3, "Sari", Role.GURU, "20100001"),
    )


@dataclass
class Post:
    """Asks for a document and draws what the outbox then holds."""

    store: Store
    languages: Languages

    async def draw(self, actor: Actor, kind: DocumentKind, subject_id: int = 0) -> Drawn | None:
        """The newest row, as the sender would have it drawn."""
        await self.store.do(actor, SendDocument(kind, subject_id))
        return await self.redraw(lambda world: world)

    async def redraw(self, at: Callable[[World], World]) -> Drawn | None:
        """The newest row once more, in another world."""
        row = (await self.store.rows(outbox))[-1]
        notice = Notice(row["id"], row["chat_id"], row["kind"], row["payload"], 1, "c")
        world = at(self.store.world)
        notifier = Notifier(self.store.database, self.languages, lambda: world, NOTICE_KINDS)
        return await notifier.draw(notice)


@pytest.fixture
def post(store: Store, languages: Languages) -> Post:
    return Post(store, languages)


def later(world: World, days: int) -> World:
    """The same world after so many days."""
    return replace(world, now=world.now.replace(day=world.now.day + days))
