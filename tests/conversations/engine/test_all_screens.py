"""Every screen that buttons lead to, of every conversation, for a guru, a principal and a newcomer."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from conversations import commands, engine
from conversations.broadcast_facts import (
    AudienceKind,
    Broadcast,
    Broadcasting,
    BroadcastState,
    Receivers,
    Tally,
)
from conversations.events import NOTICE, Press, Text, parse_press, press_data
from conversations.execution_facts import SchoolProgress
from conversations.facts import (
    EventKind,
    Facts,
    HistoryEntry,
    MadeGroupLink,
    Needs,
    Queue,
    QueueEntry,
    QueueFilter,
    SchoolGroup,
)
from conversations.flows import FLOWS
from conversations.rules.cycle import Period
from conversations.rules.plan import AdditionalDuty, PlanContent, RHKItem
from conversations.rules.terms import PlanStatus
from conversations.screens import Screen
from conversations.session import Session, dump_session, load_session
from tests.conversations.onboarding.talking import GURU_INVITE, KS_INVITE, SCHOOL
from tests.conversations.planning.record import complete, largest
from tests.conversations.planning.teacher import LARGEST_REVISION, assert_can_be_sent
from tests.conversations.school.office import largest_progress, largest_school

REVISION = 1
# Where everybody who is registered gets from home.
ANYBODYS = {"home", "guide", "account", "answers", "joining_by_code", "own_data", "reminders", "reporting"}
ANYBODYS |= {"schedule", "credit", "stages"}
TYPED = "Tim literasi"
PROGRESS = SchoolProgress(Period(2026, 2), largest_progress(6))
LATE = datetime(2026, 12, 31, 1, tzinfo=UTC)
GROUP = SchoolGroup("w" * 128, is_topic=True, is_inside=False, linked_at=LATE)
GROUP_LINK = MadeGroupLink(f"https://t.me/contoh_bot?startgroup={'x' * 22}", LATE)
SENT = Broadcast(
    2**62,
    AudienceKind.MEMBERS,
    BroadcastState.STOPPED,
    LATE,
    Tally(10**7, 10**7, 10**7, 10**7),
    tuple("w" * 80 for _ in range(70)),
)
BROADCASTING = Broadcasting(
    99, 100, 1.0, own=SENT, receivers=Receivers(10**7, 10**6, "w" * 128), group_titles={SCHOOL.id: "w" * 128}
)
# Equal in kind to choices that are walked; each of them would double the places of the working copies.
ALIKE = (
    *(f"{verb}:p{n}" for verb in ("focus", "write") for n in range(2, 8)),
    *(f"focus:p1:{n}" for n in range(1, 4)),
    *(f"qty:{n}:" for n in range(2, 19)),
    *(f"qty:1:{n}" for n in range(20) if n != 6),
    *(f"level:{level}" for level in ("smp", "sma", "smk", "slb", "paud_tk")),
    *(f"kind:{kind}" for kind in ("share", "review", "create", "accompany")),
    *(f"sessions:{n}" for n in (8, 12, 20)),
    *(f"months:{n}" for n in range(1, 6)),
    *(f"job:ahli_{level}" for level in ("muda", "madya", "utama")),
    *(f"predicate:{name}" for name in ("baik", "butuh", "kurang", "sangat_k")),
    *(f"{verb}:{rating}" for verb in ("result", "behavior") for rating in ("meets", "above")),
    "zone:wita",
    "zone:wit",
    "lang:",
    "filter:",
)


def walk(start: Session, world, end: str = "") -> Iterator[tuple[Session, str, Screen]]:
    """Every screen that buttons and one text lead to while nothing else changes, each once, with its code.

    The conversation `end` is drawn where it is reached, and goes no further.
    """
    seen, waiting = set(), [start]
    while waiting:
        session = replace(waiting.pop(), word=None)
        facts = world(engine.needs(session))
        screen, code = engine.show(session, facts), engine.flow_code(session, facts)
        assert engine.show(session, facts) == screen
        if (code, screen) in seen:
            continue
        seen.add((code, screen))
        yield session, code, screen
        if session.flow != end:
            waiting += [_after(session, event, facts) for event in _events(code, screen)]


def _events(code: str, screen: Screen) -> Iterator[Press | Text]:
    for action in screen.actions:
        if not action.startswith(ALIKE):
            press = parse_press(press_data(code, REVISION, action))
            assert isinstance(press, Press)
            yield press
    if screen.expects_text:
        yield Text(TYPED)


def _after(session: Session, event: Press | Text, facts: Facts) -> Session:
    step = engine.advance(session, event, facts)
    assert step.session.revision == session.revision + 1
    return load_session(json.loads(json.dumps(dump_session(step.session))), REVISION)


def start_of(teacher) -> Session:
    move = commands.beginning(teacher.person)
    return Session(move.flow, FLOWS[move.flow].version, move.data, revision=REVISION)


def check_all(start: Session, world, end: str = "") -> set[str]:
    """Weigh every screen and its buttons, and return the conversations that were visited."""
    flows = set()
    for session, code, screen in walk(start, world, end):
        for action in screen.actions:
            assert len(press_data(code, LARGEST_REVISION, action).encode()) <= 64
        assert_can_be_sent(screen)
        flows.add(session.flow)
    return flows


def test_every_conversation_has_its_own_name_and_code():
    codes = [flow.code for flow in FLOWS.values()]
    assert len(set(codes)) == len(codes) == len(FLOWS)
    assert all(len(code) == 1 and code.isascii() and code.islower() for code in codes)
    assert NOTICE not in codes
    assert [flow.name for flow in FLOWS.values()] == list(FLOWS)


@pytest.mark.parametrize("plan", ["none", "draft", "largest"])
def test_every_screen_of_a_guru_who_plans(teacher, plan):
    duties = (AdditionalDuty("wali_kelas"), AdditionalDuty("lain", "Tim literasi"))
    contents = {
        "draft": PlanContent("g1", (RHKItem(1, 2),), duties),
        "largest": largest(teacher.rules),
    }
    if plan in contents:
        teacher.has_plan(contents[plan])
    flows = check_all(start_of(teacher), teacher.facts)
    assert flows == ANYBODYS | {"planning", "suggesting"}


@pytest.mark.parametrize("status", [s for s in PlanStatus if s is not PlanStatus.BELUM_DIAJUKAN])
def test_every_screen_of_a_guru_with_a_submitted_plan(teacher, status):
    teacher.has_plan(complete(teacher.rules), status, approved_by="Budi", revision_note="Tambah seminar")
    flows = check_all(start_of(teacher), teacher.facts)
    suggests = {"suggesting"} if status is PlanStatus.PERLU_PERBAIKAN else set()
    enters = {"checklist", "evidence", "rating"} if status is PlanStatus.DISEPAKATI else set()
    assert flows == ANYBODYS | {"planning"} | suggests | enters


@pytest.fixture
def led(teacher):
    """The world of a principal whose lists hold so many plans, all of that status."""

    def _led(status, count):
        plan = teacher.has_plan(complete(teacher.rules, (1, 5)), status, approved_by="Budi").kept
        at = datetime(2026, 7, 6, 1, tzinfo=UTC)
        history = tuple(HistoryEntry(at, EventKind.SUBMITTED, "Ani", "w" * 400) for _ in range(12))
        reviewed = replace(plan, school=SCHOOL, history=history)
        entries = tuple(QueueEntry(2**63 - 1 - n, 3, "w" * 100, 40, at, n % 3 == 0) for n in range(count))
        teacher.leads().waiting_count = count
        teacher.plan = None

        def world(needs: Needs) -> Facts:
            queue = Queue(needs.queue or QueueFilter.WAITING, entries, dict.fromkeys(QueueFilter, count))
            found = None if needs.plan_id is None else replace(reviewed, id=needs.plan_id)
            overview = largest_school() if needs.school_id else None
            known = replace(teacher.facts(needs), queue=queue, reviewed=found, overview=overview)
            known = replace(known, progress=PROGRESS if needs.progress else None)
            known = replace(known, broadcasting=BROADCASTING if needs.broadcasting else None)
            return replace(known, school_group=GROUP, group_link=GROUP_LINK) if needs.group_of else known

        return world

    return _led


@pytest.mark.parametrize("status", PlanStatus)
def test_every_screen_of_a_principal(teacher, led, status):
    flows = check_all(start_of(teacher.leads()), led(status, 1))
    assert flows == ANYBODYS | {"planning", "suggesting", "review", "school", "groups", "broadcasting"} | {
        "stages",
        "rating",
    }


@pytest.mark.parametrize("wanted", QueueFilter)
def test_every_list_of_a_principal_with_many_plans(led, wanted):
    world = led(PlanStatus.MENUNGGU_PERSETUJUAN, 30)
    for page in range(6):
        here = Session("review", 1, {"filter": wanted, "queue_page": page}, revision=REVISION)
        screen = engine.show(here, world(engine.needs(here)))
        assert_can_be_sent(screen)
        assert sum(action.startswith("open:") for action in screen.actions) == 6


@pytest.mark.parametrize("invite", [None, GURU_INVITE, KS_INVITE])
def test_every_screen_of_a_newcomer(teacher, invite):
    teacher.is_new().invite = invite
    first = _after(start_of(teacher), Text("halo"), teacher.facts(Needs()))
    if invite:
        teacher.command("start", "abc")
        first = load_session(dump_session(teacher.session), REVISION)
    assert check_all(first, teacher.facts) == {"onboarding"}
    for command in ("bantuan", "bahasa", "privasi", "tanya", "angkakredit"):
        teacher.command(command)
        here = load_session(dump_session(teacher.session), REVISION)
        assert {"onboarding"} < check_all(here, teacher.facts, end="onboarding")


@pytest.mark.parametrize("invite", [GURU_INVITE, KS_INVITE])
def test_every_screen_of_somebody_known_with_a_link(teacher, invite):
    teacher.alone().invite = invite
    teacher.command("start", "abc")
    here = load_session(dump_session(teacher.session), REVISION)
    assert check_all(here, teacher.facts, end="home") == {"joining", "home"}
