"""A principal, teachers and strangers who press and type at random against the real turn and store."""

import html
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, select, update

from bot.delivery.budget import Rates
from bot.delivery.outbox import Notice
from bot.drawn import Drawn
from bot.i18n import Languages
from bot.links import Links
from bot.notice_kinds import NOTICE_KINDS
from bot.notifier import Notifier
from bot.screens.answers import ANSWERS
from bot.store.actor import Actor
from bot.store.database import Database
from bot.store.effects import apply_effects
from bot.store.invites import NewInvite, create_invite
from bot.store.new_schools import register_schools
from bot.store.stored_outbox import StoredOutbox
from bot.store.tables import performance_plan, relink, school
from bot.store.world import World
from bot.telegram.inbound import Inbound
from bot.turn import Turns
from conversations.effects import SavePlan
from conversations.events import Event, parse_press
from conversations.facts import Zone
from conversations.people_effects import MakeRelink, RegisterPerson
from conversations.rules.cycle import FinalDates, Period, RuleCalendar, RuleSetMap
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import Role, SchoolLevel
from tests.random_users.half_year import complete, make_final, make_past
from tests.random_users.rights import reach_of

BOT, OPERATOR = 42, 9
FIRST, SECOND, JOIN_CODE = "20100001", "20100002", "CNTH2345"
LINKS = Links("asisten_kinerja_bot", b"a key for random users")
START = datetime(2026, 7, 6, 1, tzinfo=UTC)
PERIOD = Period(2026, 2)
_UNHURRIED = Rates(chat_burst=1000, chat_per_second=1e6, group_per_minute=1e6, bulk_per_second=1e6)
_TAG = re.compile(r"</?(?:[bi]|code)>")


def visible(drawn: Drawn) -> str:
    """What a person reads of a screen."""
    return html.unescape(_TAG.sub("", drawn.html))


@dataclass
class Member:
    """Somebody with a phone: the newest screen with its message, and all buttons ever seen."""

    chat_id: int
    name: str
    message_id: int = 0
    screen: Drawn | None = None
    has_new_screen: bool = False
    buttons: list[tuple[str, int]] = field(default_factory=list)
    notices: list[tuple[str, int]] = field(default_factory=list)

    def receives(self, drawn: Drawn, message_id: int | None) -> None:
        """A screen arrives, in a new message or in place."""
        self.message_id = message_id if message_id is not None else self.message_id + 1
        self.screen = drawn
        self.has_new_screen = True
        self.buttons += [
            (button.data, self.message_id) for row in drawn.rows for button in row if button.data
        ]

    @property
    def current(self) -> list[str]:
        """The data of the buttons on the newest screen."""
        return (
            [button.data for row in self.screen.rows for button in row if button.data] if self.screen else []
        )


class Crowd:
    """Everybody together, with the world's clock in hand."""

    def __init__(self, database: Database, languages: Languages, rule_sets: Mapping[str, RuleSet]) -> None:
        self.database = database
        self.now = START
        self.rules = rule_sets["pmm_2024"]
        self._rule_sets = rule_sets
        self._calendar = RuleCalendar(RuleSetMap("pmm_2024"), FinalDates())
        self._turns = Turns(database, languages, self.world)
        self._notifier = Notifier(database, languages, self.world, NOTICE_KINDS)
        self._outbox = StoredOutbox(database, BOT, _UNHURRIED)
        self._update_id = 0
        self.members: list[Member] = []
        self.names: dict[int, str] = {}
        self.tokens: list[str] = []
        # Whether each screen is compared with what is stored.
        self.looks_again = True

    def world(self) -> World:
        """The world now."""
        operators = frozenset({OPERATOR})
        return World(
            self.now, self._rule_sets, self._calendar, operator_ids=operators, links=LINKS, answers=ANSWERS
        )

    async def tell(self, member: Member, event: Event, *, message_id: int | None = None) -> None:
        """Somebody does something; their screen changes."""
        self._update_id += 1
        inbound = Inbound(
            bot_id=BOT,
            update_id=self._update_id,
            chat_id=member.chat_id,
            chat_type="private",
            user_id=member.chat_id,
            user_name=member.name,
            language_code="id",
            event=event,
            pressed_message_id=message_id,
            callback_query_id=None if message_id is None else str(self._update_id),
        )
        taken = await self._turns.take(inbound)
        assert taken.paint is not None
        if self.looks_again:
            again = await self._turns.present(BOT, member.chat_id)
            assert again is None or again.drawn == taken.paint.drawn, "what is shown is not what is stored"
        member.receives(taken.paint.drawn, taken.paint.message_id)

    async def press(self, member: Member, data: str, message_id: int) -> None:
        """Somebody presses a button, current or old."""
        await self.tell(member, parse_press(data), message_id=message_id)

    async def deliver(self) -> None:
        """Everything that waits in the outbox arrives."""
        by_chat = {member.chat_id: member for member in self.members}
        for notice in (await self._outbox.claim(50, 60)).notices:
            drawn = await self._notifier.draw(notice)
            await self._arrive(notice, drawn, by_chat[notice.chat_id])

    async def _arrive(self, notice: Notice, drawn: Drawn | None, member: Member) -> None:
        if drawn is None:
            await self._outbox.cancel(notice, "no longer true")
            return
        member.message_id += 1
        assert not await self.strangers_named(member, drawn), "a notice names a stranger"
        member.notices += [(b.data, member.message_id) for row in drawn.rows for b in row if b.data]
        await self._outbox.finish(notice, member.message_id)

    def pass_time(self, days: int) -> None:
        """The world's clock goes on."""
        self.now += timedelta(days=days)

    async def plans(self) -> dict[int, tuple[str, int]]:
        """Status and version of every plan."""
        plan = performance_plan.c
        rows = await self.database.read(
            lambda conn: conn.execute(select(plan.id, plan.status, plan.version)).all()
        )
        return {row.id: (row.status, row.version) for row in rows}

    async def strangers_named(self, member: Member, drawn: Drawn) -> list[str]:
        """Names on the screen that this person has no right to see."""
        text = visible(drawn)
        named = {person_id for person_id, name in self.names.items() if name in text}
        flows = {(button.data or "")[:2] for row in drawn.rows for button in row}
        # Whoever has the link back to an account reads whose it is.
        if not named or member.chat_id == OPERATOR or "l:" in flows:
            return []
        reach = await self.database.read(lambda conn: reach_of(conn, member.chat_id))
        visible_to = reach.on_review if "r:" in flows else reach.anywhere
        return [self.names[person_id] for person_id in named if person_id not in visible_to]


async def gather(
    folder: Path, migrated: Path, languages: Languages, rule_sets: Mapping[str, RuleSet]
) -> Crowd:
    """A school with a KS and two teachers, a school under a Plt., a penilai, an operator, and loners."""
    file = _fresh_copy(folder, migrated)
    crowd = Crowd(Database.open(f"sqlite:///{file}"), languages, rule_sets)
    await crowd.database.transact(lambda conn: _populate(conn, crowd))
    return crowd


def _fresh_copy(folder: Path, migrated: Path) -> Path:
    for old in folder.glob("crowd.db*"):
        old.unlink()
    return Path(shutil.copyfile(migrated, folder / "crowd.db"))


def _populate(conn: Connection, crowd: Crowd) -> None:
    sri = _actor(1, _join(conn, crowd, Member(1, "Kepala-Sri"), FIRST, Role.KS))
    ani = Member(2, "Guru-Ani")
    _draft(conn, crowd, ani, _join(conn, crowd, ani, FIRST, Role.GURU))
    budi = _actor(3, _join(conn, crowd, Member(3, "Guru-Budi"), FIRST, Role.GURU))
    _join(conn, crowd, Member(4, "Plt-Tono"), SECOND, Role.KS, is_plt=True)
    umar = Member(5, "Guru-Umar")
    _draft(conn, crowd, umar, _join(conn, crowd, umar, SECOND, Role.GURU))
    wati = _actor(6, _register(conn, crowd, Member(6, "Guru-Wati"), Role.GURU, None))
    crowd.members.append(Member(7, "Orang-Baru"))
    lina = _actor(8, _join(conn, crowd, Member(8, "Penilai-Lina"), FIRST, Role.APPRAISER))
    crowd.members.append(Member(OPERATOR, "Operator-Oki"))
    rules, world = crowd.rules, crowd.world()
    make_past(conn, wati, rules, PERIOD.previous(), world)
    make_final(conn, wati, None, rules, Role.GURU, world)
    make_final(conn, budi, sri, rules, Role.GURU, world)
    make_final(conn, sri, lina, rules, Role.KS, world)
    # Whoever finds one of these may move, lead, appraise, or be somebody else from then on.
    for npsn, role in ((FIRST, Role.GURU), (SECOND, Role.GURU), (FIRST, Role.KS), (SECOND, Role.APPRAISER)):
        crowd.tokens.append(_invite(conn, crowd, npsn, role, uses=2).token)
    crowd.tokens.append(_relink(conn, crowd, "Guru-Budi"))
    conn.execute(update(school).where(school.c.npsn == FIRST).values(join_code=JOIN_CODE))


def _join(
    conn: Connection, crowd: Crowd, member: Member, npsn: str, role: Role, *, is_plt: bool = False
) -> int:
    return _register(conn, crowd, member, role, _invite(conn, crowd, npsn, role).id, is_plt=is_plt)


def _invite(conn: Connection, crowd: Crowd, npsn: str, role: Role, uses: int = 1) -> NewInvite:
    return create_invite(
        conn,
        role=role,
        school_ids=register_schools(conn, [npsn], f"SDN {npsn}" if role is Role.KS else ""),
        uses=uses,
        links=LINKS,
        now=START,
        expires_at=START + timedelta(days=7),
        created_by=None,
    )


def _relink(conn: Connection, crowd: Crowd, name: str) -> str:
    person_id = next(number for number, known in crowd.names.items() if known == name)
    operator = Actor(BOT, str(OPERATOR), OPERATOR, is_operator=True)
    apply_effects(conn, (MakeRelink(person_id),), operator, crowd.world())
    nonce = conn.execute(select(relink.c.nonce).where(relink.c.person_id == person_id)).scalar_one()
    return LINKS.token(nonce)


def _register(
    conn: Connection, crowd: Crowd, member: Member, role: Role, invite_id: int | None, *, is_plt: bool = False
) -> int:
    wish = RegisterPerson(
        member.name, "id", Zone.WIB, role, SchoolLevel.SD, invite_id, f"SDN {invite_id}", is_plt
    )
    actor = Actor(BOT, str(member.chat_id), member.chat_id)
    person_id = apply_effects(conn, (wish,), actor, crowd.world())
    assert person_id is not None
    crowd.members.append(member)
    crowd.names[person_id] = member.name
    return person_id


def _draft(conn: Connection, crowd: Crowd, member: Member, person_id: int) -> None:
    """A plan that only waits for Ajukan, so that random presses also reach what comes after it."""
    wish = SavePlan(PERIOD, "pmm_2024", Role.GURU, SchoolLevel.SD, complete(crowd.rules), None)
    apply_effects(conn, (wish,), _actor(member.chat_id, person_id), crowd.world())


def _actor(chat_id: int, person_id: int) -> Actor:
    return Actor(BOT, str(chat_id), chat_id, person_id)
