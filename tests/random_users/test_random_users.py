"""Random users never crash it, never get stuck, never see or change what they may not."""

import asyncio
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from bot.i18n import Languages, load_languages
from bot.screens.answers import ASKED
from bot.store.plans import load_plans
from bot.store.tables import performance_plan
from conversations.events import Attachment, Command, Edited, Returned, Text, UnknownPress
from conversations.facts import Plan
from conversations.navigation import BACK, HOME
from conversations.rules.plan import may_submit, problems, total_points
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import PlanStatus
from tests.random_users.crowd import JOIN_CODE, Crowd, Member, gather, visible
from tests.random_users.errands import ERRANDS, Errand
from tests.random_users.half_year import (
    FILES,
    agreed_dates,
    double_bookings,
    half_year_faults,
    may_see_predicate,
)
from tests.random_users.rights import faults

STEPS = 250
# What is wrong with people and schools stays wrong, so it need not be looked for after every step.
LOOK_EVERY = 5
# 1,000 steps in two crowds side by side; RANDOM_USERS=1000 makes a deep run of half a million.
EXAMPLES = int(os.environ.get("RANDOM_USERS", "2"))
COMMANDS = [
    *("start", "rencana", "poin", "jadwal", "persetujuan", "sekolah", "undang", "lapor", "status", "laporan"),
    *("bantuan", "profil", "bahasa", "privasi", "unduhdata", "hapusdata", "batal", "pertanyaan", "tanya"),
    "apa",
]
CYCLE = ["bukti", "nilai", "angkakredit", "sekolah"]
TEXTS = st.one_of(
    st.sampled_from(
        [
            *("1", "2", "3", "7", "0", "99", "Ani, S.Pd.", "ya", "<b>x</b>", "Tolong diperbaiki", "😀"),
            *("10/9 09.30", "10/9 10.00", "11/9 13.00"),
            *("20100001", "20100009", "SDN Baru", "Guru", JOIN_CODE),
            *(asked.text for asked in ASKED),
        ]
    ),
    st.text(max_size=600),
    st.integers(1, 12).map(str),
)
# Forward on the newest screen most of the time, or nobody would ever get anywhere.
KINDS = st.sampled_from(
    [
        *["press"] * 7,
        *["forward"] * 8,
        *["notice"] * 3,
        *["type", "deliver"] * 2,
        *["cycle", "file"],
        *["old", "command", "odd", "time", "link"],
    ]
)
FORWARD = frozenset(
    [
        *["plan", "queue", "submit", "yes", "agree", "ask", "send", "approve", "revise"],
        *["rhk", "behaviors", "save", "confirm", "undo", "open", "edit", "qty"],
        *["school", "member", "remove", "why", "request", "let_in", "turn_away", "make", "to", "release"],
        *["stages", "stage", "field", "tick", "level", "one", "form", "done", "agree", "day", "hour"],
        *["evidence", "group", "unit", "next", "loose", "documents", "document", "pmm", "tasks", "person"],
        *["rate", "item", "continue", "enter", "own", "checklist", "do", "replace", "move", "all"],
        *["join", "move", "code", "withdraw", "leave_yes", "role", "roles", "nudge", "lead", "use", "go"],
    ]
)
OWN_RATING, PREDICATE = "Penilaian saya, ", "Predikat: "
DRAFTING = (PlanStatus.BELUM_DIAJUKAN, PlanStatus.PERLU_PERBAIKAN)


@pytest.fixture(scope="module")
def languages() -> Languages:
    return load_languages()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("crowd")


@pytest.mark.parametrize("crowd_name", ["one", "two"])
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
@given(data=st.data())
def test_random_users_break_nothing(
    crowd_name: str,
    data: st.DataObject,
    folder: Path,
    migrated_file: Path,
    languages: Languages,
    rule_sets: Mapping[str, RuleSet],
) -> None:
    async def play() -> None:
        crowd = await gather(folder, migrated_file, languages, rule_sets)
        try:
            await _play(data, crowd)
        finally:
            await crowd.database.close()

    asyncio.run(play())


async def _play(data: st.DataObject, crowd: Crowd) -> None:
    for member in crowd.members:
        await crowd.tell(member, Command("start"))
    final: dict[int, tuple[object, ...]] = {}
    seen: dict[int, tuple[str, int]] = {}
    dates: Mapping[int, datetime] = {}
    errand = Errand(0, ())
    for step in range(STEPS):
        if data.draw(st.booleans()):
            errand = errand if errand.deeds else data.draw(st.sampled_from(ERRANDS))
            errand, member = await _go_on(crowd, errand)
        else:
            member = crowd.members[data.draw(st.integers(0, len(crowd.members) - 1))]
            await _act(data, crowd, member)
        await _check_screen(member, crowd)
        if step % LOOK_EVERY == 0:
            await _check_tables(crowd)
        dates = await _check_dates(crowd, dates)
        now = await crowd.plans()
        if now != seen:
            await _check_plans(crowd, final)
            seen = now
    for member in crowd.members:
        await crowd.tell(member, Command("start"))
        await _check_screen(member, crowd)
    await _check_tables(crowd)


async def _check_tables(crowd: Crowd) -> None:
    assert await crowd.database.read(faults) == []
    assert await crowd.database.read(lambda conn: half_year_faults(conn, crowd.rules)) == []


async def _go_on(crowd: Crowd, errand: Errand) -> tuple[Errand, Member]:
    """The next deed; who stands somewhere else meanwhile gives up."""
    member = next(one for one in crowd.members if one.chat_id == errand.chat_id)
    deed, *rest = errand.deeds
    if not isinstance(deed, str):
        await crowd.tell(member, deed)
        return Errand(errand.chat_id, tuple(rest)), member
    offered = [data for data in member.current if data.split(":", 2)[2].startswith(deed)]
    if not offered:
        return Errand(0, ()), member
    await crowd.press(member, offered[0], member.message_id)
    return Errand(errand.chat_id, tuple(rest)), member


async def _act(data: st.DataObject, crowd: Crowd, member: Member) -> None:
    match data.draw(KINDS):
        case "press" if member.current:
            pressed = member.current[data.draw(st.integers(0, len(member.current) - 1))]
            await crowd.press(member, pressed, member.message_id)
        case "forward" if forward := _forward(member):
            await crowd.press(member, forward[data.draw(st.integers(0, len(forward) - 1))], member.message_id)
        case "notice" if member.notices:
            pressed, message_id = member.notices[data.draw(st.integers(0, len(member.notices) - 1))]
            await crowd.press(member, pressed, message_id)
        case "old" if member.buttons:
            pressed, message_id = member.buttons[data.draw(st.integers(0, len(member.buttons) - 1))]
            await crowd.press(member, pressed, message_id)
        case "command":
            await crowd.tell(member, Command(data.draw(st.sampled_from(COMMANDS)), data.draw(TEXTS)))
        case "cycle":
            await crowd.tell(member, Command(data.draw(st.sampled_from(CYCLE))))
        case "file":
            await crowd.tell(member, data.draw(st.sampled_from(FILES)))
        case "odd":
            odd = st.sampled_from([Attachment("voice"), Edited(), Returned(), UnknownPress()])
            await crowd.tell(member, data.draw(odd))
        case "link":
            await crowd.tell(member, Command("start", data.draw(st.sampled_from(crowd.tokens))))
        case "deliver":
            await crowd.deliver()
        case "time":
            crowd.pass_time(data.draw(st.integers(0, 1)))
        case _:
            await crowd.tell(member, Text(data.draw(TEXTS)))


def _forward(member: Member) -> list[str]:
    return [data for data in member.current if data.split(":")[2] in FORWARD]


async def _check_screen(member: Member, crowd: Crowd) -> None:
    screen = member.screen
    assert screen is not None
    text = visible(screen)
    assert 1 <= len(text.encode("utf-16-le")) // 2 <= 4096
    actions = {data.split(":", 2)[2] for data in member.current}
    flows = {data[0] for data in member.current}
    assert actions, "a screen without any way on"
    # Home, the operators' home, or before there is a home.
    is_home = flows <= {"h", "o"} or (flows == {"q"} and "go:status" in actions)
    assert is_home or actions & {HOME, BACK, "continue"}, "no way home"
    if member.has_new_screen:
        # An earlier one may name somebody who has left since.
        assert not await crowd.strangers_named(member, screen), "a screen names a stranger"
        if OWN_RATING in text and PREDICATE in text:
            assert await crowd.database.read(
                lambda conn: may_see_predicate(conn, member.chat_id, crowd.rules)
            )
        member.has_new_screen = False


async def _check_dates(crowd: Crowd, before: Mapping[int, datetime]) -> Mapping[int, datetime]:
    """Nobody agrees to be in two places at once; gives the dates now."""
    dates = await crowd.database.read(agreed_dates)
    newly = [plan_id for plan_id, at in dates.items() if before.get(plan_id) != at]
    if newly:
        event("an observation was agreed to")
        assert not await crowd.database.read(lambda conn: double_bookings(conn, newly))
    return dates


async def _check_plans(crowd: Crowd, final: dict[int, tuple[object, ...]]) -> None:
    plans = await crowd.database.read(lambda conn: load_plans(conn, performance_plan.c.id > 0))
    for gone in final.keys() - {plan.id for plan in plans}:
        del final[gone]
    for plan in plans:
        content, rules = plan.content, crowd.rules
        assert not problems(rules, plan.role, plan.level, content)
        assert all(item.quantity >= 1 for item in content.rhk)
        if plan.status not in DRAFTING:
            assert may_submit(rules, plan.role, content, plan.level)
            assert total_points(rules, content.rhk) >= rules.points.min_points
            assert len({choice.aspect_id for choice in content.behaviors if choice.is_filled}) == 7
        if plan.id in final:
            assert _agreed(plan) == final[plan.id], "something changed after Sepakati"
        elif plan.status is PlanStatus.DISEPAKATI:
            final[plan.id] = _agreed(plan)
        event(f"a plan was {plan.status}")


def _agreed(plan: Plan) -> tuple[object, ...]:
    """What never changes once it is agreed; its school may, and then its version."""
    return plan.owner_id, plan.period, plan.role, plan.status, plan.content, plan.agreed_at
