"""An operator who presses and types against the real engine; facts are what the test says they are."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from conversations import engine
from conversations.effects import Effect
from conversations.events import Command, Event, Text, parse_press, press_data
from conversations.facts import (
    Facts,
    FoundPerson,
    Health,
    MadeInvite,
    MadeRelink,
    Member,
    Person,
    ProblemReport,
    SchoolCard,
)
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import PlanStatus, Role, SchoolLevel
from conversations.screens import Screen
from conversations.session import Session, dump_session, load_session
from tests.conversations.onboarding.talking import NEW_SCHOOL, SCHOOL, facts_with, read, text_of
from tests.conversations.planning.teacher import assert_can_be_sent

LATER = datetime(2026, 8, 10, 1, tzinfo=UTC)
NPSN = SCHOOL.npsn
BUDI = Member(1, "Budi Santoso, M.Pd.", Role.KS, None, True, False)
ANI = Member(7, "Ani Lestari, S.Pd.", Role.GURU, None, True, False)
CARD = SchoolCard(SCHOOL, BUDI.name, (ANI, BUDI))
NEW_CARD = SchoolCard(NEW_SCHOOL, "")
LINK = "https://t.me/contoh_bot?start=AbCdEf"
MADE = MadeInvite(31, Role.KS, SCHOOL, LINK, 0, 1, LATER)
MADE_RELINK = MadeRelink(ANI.person_id, ANI.name, LINK, LATER)
SARI = FoundPerson(9, "Sari Dewi", Role.GURU, SchoolLevel.SMP)
REPORT = ProblemReport(5, 7, ANI.name, LATER - timedelta(days=9), "Tautannya tidak bisa dibuka")


HEALTH = Health(
    people=4100,
    unreachable=4200,
    schools=4300,
    schools_without_ks=4400,
    plans={status: 5100 + number for number, status in enumerate(PlanStatus)},
    outbox_waiting=4500,
    outbox_lanes={"urgent": 4801, "normal": 4802, "retry": 4803, "bulk": 4804},
    outbox_oldest_seconds=4900 * 60,
    outbox_sent_last_minute=1680,
    outbox_failed=4600,
    failed_updates=4700,
    unanswered_reports=7,
    open_questions=12,
)


class Operator:
    """One operator at a phone."""

    def __init__(self, rule_sets: Mapping[str, RuleSet], person: Person | None = None) -> None:
        self.facts: Facts = replace(facts_with(rule_sets, person=person), is_operator=True, health=HEALTH)
        self.effects: list[Effect] = []
        self._keep(engine.new_session("id"))

    def knows(self, **facts: Any) -> "Operator":
        """The store holds this from now on."""
        self.facts = replace(self.facts, **facts)
        return self

    def press(self, *actions: str) -> "Operator":
        for action in actions:
            shown = self.screen.actions
            assert action in shown, f"{action} is not among {shown}"
            code = engine.flow_code(self.session, self.facts)
            self.tell(parse_press(press_data(code, self.session.revision, action)))
        return self

    def type(self, text: str) -> "Operator":
        return self.tell(Text(text))

    def command(self, name: str, argument: str = "") -> "Operator":
        return self.tell(Command(name, argument))

    def tell(self, event: Event) -> "Operator":
        step = engine.advance(self.session, event, self.facts)
        self.effects += step.effects
        self._keep(step.session)
        return self

    @property
    def session(self) -> Session:
        return load_session(json.loads(self._stored), self._revision)

    @property
    def needs(self) -> Any:
        return engine.needs(self.session)

    @property
    def place(self) -> str:
        assert self.session.flow == "operating", self.session.flow
        return str(self.session.data["place"])

    @property
    def screen(self) -> Screen:
        screen = engine.show(self.session, self.facts)
        assert_can_be_sent(screen)
        return screen

    @property
    def text(self) -> str:
        return text_of(self.screen)

    @property
    def labels(self) -> list[str]:
        return [read(button.label) for row in self.screen.rows for button in row]

    @property
    def word(self) -> str:
        return read(self.session.word) if self.session.word else ""

    def _keep(self, session: Session) -> None:
        self._stored = json.dumps(dump_session(session))
        self._revision = session.revision
