"""Every protected command and every button of a notice x everybody: a clear sentence, and nothing is told."""

from collections.abc import Mapping
from itertools import product

import pytest
from sqlalchemy import Connection

from bot.i18n import load_languages
from bot.store.facts import load_facts
from conversations import engine
from conversations.events import NOTICE, Command, Event, Press
from conversations.facts import Facts, Zone
from conversations.groups import NOTICE_ACTIONS
from conversations.session import Session, Step
from tests.authorization.cast import Everybody, gather
from tests.authorization.test_effects import EVERYBODY
from tests.store.acting import Store

KS = frozenset({"ks", "other_ks"})
PENILAI = frozenset({"penilai", "other_penilai"})
# Where each protected command leads those who may use it.
COMMANDS: Mapping[str, Mapping[str, frozenset[str]]] = {
    "sekolah": {"school": KS | PENILAI},
    "ringkasan": {"school": KS | PENILAI},
    "hubungkan": {"groups": KS},
    "undang": {"school": KS, "operating": frozenset({"operator"})},
    "persetujuan": {"review": KS | PENILAI},
    "siaran": {"broadcasting": KS | PENILAI | {"operator"}},
    "status": {"operating": frozenset({"operator"})},
    "laporan": {"operating": frozenset({"operator"})},
    "pertanyaan": {"questions": frozenset({"operator"})},
}
SUPERVISED = ("approve", "revise", "rhk", "behaviors", "full", "open")
OWNED = ("agree", "ask", "open")
REQUESTED = ("let_in", "turn_away", "requests")
# Who may read a name at home; a principal who may not agree for a teacher still sees the teacher's plan.
KNOWING = {"Ani": {"guru"}, "Budi": {"ks"}, "Sari": {"colleague", "ks"}, "Mira": {"alone"}}
LANGUAGE = load_languages()["id"]


@pytest.fixture
async def everybody(store: Store) -> Everybody:
    return await gather(store)


async def test_a_command_opens_only_for_whom_it_is(store: Store, everybody: Everybody) -> None:
    for command, name in product(COMMANDS, EVERYBODY):
        step, _ = await tell(store, everybody, name, Command(command))
        expected = [flow for flow, allowed in COMMANDS[command].items() if name in allowed]
        assert not step.effects, name
        if expected:
            assert [step.session.flow] == expected, name
        else:
            assert step.session.flow not in COMMANDS[command], name
            assert step.session.word is not None, name


async def test_a_plan_opens_only_for_who_decides_on_it(store: Store, everybody: Everybody) -> None:
    plan = everybody.waiting
    for action in SUPERVISED:
        press = Press(NOTICE, plan.version, f"{action}:{plan.id}")
        allowed = {"ks", "guru"} if action == "open" else {"ks"}
        await only(store, everybody, press, allowed, secret="Ani")


async def test_a_principals_plan_opens_only_for_the_penilai(store: Store, everybody: Everybody) -> None:
    plan = everybody.of_ks
    for action in SUPERVISED:
        press = Press(NOTICE, plan.version, f"{action}:{plan.id}")
        allowed = {"ks", "penilai"} if action == "open" else {"penilai"}
        await only(store, everybody, press, allowed, secret="Budi")


async def test_only_its_owner_agrees_to_a_plan(store: Store, everybody: Everybody) -> None:
    plan = everybody.approved
    for action in OWNED:
        press = Press(NOTICE, plan.version, f"{action}:{plan.id}")
        allowed = {"ks", "colleague"} if action == "open" else {"colleague"}
        await only(store, everybody, press, allowed, secret="Sari")


async def test_only_the_principal_answers_a_request(store: Store, everybody: Everybody) -> None:
    for action in REQUESTED:
        press = Press(NOTICE, 0, f"{action}:{everybody.request_id}")
        await only(store, everybody, press, {"ks"}, secret="Mira")


async def test_only_whoever_was_asked_answers_a_question_about_a_group(
    store: Store, everybody: Everybody
) -> None:
    for action in NOTICE_ACTIONS:
        press = Press(NOTICE, 0, f"{action}:{everybody.proposal_id}")
        for name in EVERYBODY:
            step, shown = await tell(store, everybody, name, press)
            assert bool(step.effects) is (name == "ks"), name
            assert step.session.word is not None, name
            assert "Grup guru" not in shown or name in KS, name


async def test_only_operators_read_a_report(store: Store, everybody: Everybody) -> None:
    press = Press(NOTICE, 0, f"report:{everybody.report_id}")
    await only(store, everybody, press, {"operator"}, secret="Tombol tidak jalan")


async def only(store: Store, everybody: Everybody, press: Press, allowed: set[str], *, secret: str) -> None:
    """Those who are allowed get on; all others change nothing and read a sentence without the secret."""
    knowing = {"Ani": {"guru"}, "Budi": {"ks"}, "Sari": {"colleague", "ks"}, "Mira": {"alone"}}.get(
        secret, ()
    )
    for name in EVERYBODY:
        step, shown = await tell(store, everybody, name, press)
        if name in allowed:
            assert step.effects or step.session.flow not in ("home", "onboarding"), name
            continue
        assert not step.effects, name
        assert step.session.word is not None, name
        assert secret not in shown or name in knowing, name


async def tell(store: Store, everybody: Everybody, name: str, event: Event) -> tuple[Step, str]:
    """What somebody at home is answered, and the screen in words."""
    actor = everybody.actors[name]

    def facts(conn: Connection, session: Session, of: Event | None) -> Facts:
        return load_facts(
            conn,
            person_id=actor.person_id,
            needs=engine.needs(session, of),
            world=store.world,
            is_operator=actor.is_operator,
        )

    session = _standing(name)
    step = await store.database.read(lambda conn: engine.advance(session, event, facts(conn, session, event)))
    screen = await store.database.read(
        lambda conn: engine.show(step.session, facts(conn, step.session, None))
    )
    return step, "\n".join(LANGUAGE.translate(line, Zone.WIB) for line in screen.lines)


def _standing(name: str) -> Session:
    if name == "stranger":
        return engine.new_session("id")
    return Session("operating", 1, {}, None, 5) if name == "operator" else Session("home", 1, {}, None, 5)
