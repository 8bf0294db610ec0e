"""A conversation played without an engine: the state goes through JSON between any two steps."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from conversations.effects import Effect
from conversations.events import Press, Text
from conversations.facts import Facts, Invite, InviteState, Membership, Person, Plan, School, Zone
from conversations.flow import Flow
from conversations.navigation import BACK, HOME
from conversations.rules.cycle import Period
from conversations.rules.plan import PlanContent
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import PlanStatus, Role, SchoolLevel
from conversations.screens import Screen
from conversations.session import Move, Session
from conversations.words import Say, Words

MAX_LABEL = 28
MAX_ROWS = 8

ANI = Person(7, "Ani Lestari, S.Pd.", "id", Zone.WIT, Role.GURU, SchoolLevel.SD)
SCHOOL = School(3, "20100001", "SDN Contoh 1", SchoolLevel.SD, Zone.WIT, has_ks=True, led_by_plt=False)
NEW_SCHOOL = replace(SCHOOL, level=None, zone=None, has_ks=False)
OTHER_SCHOOL = replace(SCHOOL, id=4, npsn="20100002", name="SDN Contoh 2")
GURU_INVITE = Invite(InviteState.VALID, 11, Role.GURU, SCHOOL)
KS_INVITE = Invite(InviteState.VALID, 12, Role.KS, NEW_SCHOOL)


def facts_with(
    rule_sets: Mapping[str, RuleSet],
    invite: Invite | None = None,
    person: Person | None = None,
    memberships: Iterable[Membership] = (),
) -> Facts:
    """Facts of a day in August 2026."""
    return Facts(
        now=datetime(2026, 8, 3, 1, tzinfo=UTC),
        today=date(2026, 8, 3),
        period=Period(2026, 2),
        rule_sets=rule_sets,
        current_rule_set="pmm_2024",
        final_date=date(2026, 12, 31),
        person=person,
        memberships=tuple(memberships),
        invite=invite,
    )


def plan_of(facts: Facts, school: School | None, role: Role, status: PlanStatus) -> Plan:
    """A plan of the person of the facts in the present half-year."""
    return Plan(
        id=5,
        owner_id=ANI.id,
        owner_name=ANI.name,
        school=school,
        period=facts.period,
        rule_set="pmm_2024",
        role=role,
        level=SchoolLevel.SD,
        status=status,
        version=3,
        content=PlanContent(),
    )


def read(words: Words) -> str:
    """The words in English."""
    if isinstance(words, str):
        return words
    values = {name: read(value) if isinstance(value, str | Say) else value for name, value in words.values}
    return words.key.format(**values)


def text_of(screen: Screen) -> str:
    """All lines of a screen in English."""
    return "\n".join(read(line) for line in screen.lines)


class Talk:
    """One person in one flow, until a move leads out of it."""

    def __init__(self, flow: Flow[Any], move: Move, facts: Facts) -> None:
        self.flow = flow
        self.facts = facts
        self.move = move
        self.effects: list[Effect] = []

    @property
    def state(self) -> Any:
        """The state as it comes back from the database."""
        assert self.move.flow == self.flow.name
        return self.flow.state.model_validate(json.loads(json.dumps(self.move.data)))

    @property
    def screen(self) -> Screen:
        return self.flow.show(self.state, self.facts)

    @property
    def text(self) -> str:
        return text_of(self.screen)

    @property
    def labels(self) -> list[str]:
        return [read(button.label) for row in self.screen.rows for button in row]

    @property
    def word(self) -> str:
        return read(self.move.word) if self.move.word else ""

    @property
    def session(self) -> Session:
        return Session(self.move.flow, self.flow.version, self.move.data)

    def press(self, *actions: str) -> "Talk":
        """Press buttons that the screen shows, one after the other."""
        for action in actions:
            assert action in self.screen.actions, f"{action} is not among {self.screen.actions}"
            if action == BACK:
                self._take(self.flow.back(self.state, self.facts))
            else:
                self._take(self.flow.handle(self.state, Press(self.flow.code, 1, action), self.facts))
        return self

    def type(self, text: str) -> "Talk":
        """Type where a text is expected."""
        assert self.screen.expects_text
        self._take(self.flow.handle(self.state, Text(text), self.facts))
        return self

    def _take(self, move: Move) -> None:
        self.move = move
        self.effects.extend(move.effects)


def reachable(talk: Talk, texts: Iterable[str], skip: Iterable[str] = ()) -> Iterator[Talk]:
    """Every position that presses and these texts lead to, each once; `skip` are actions left out."""
    seen: set[str] = set()
    waiting = [talk.move]
    while waiting:
        move = waiting.pop()
        key = json.dumps(dict(move.data), sort_keys=True)
        if move.flow != talk.flow.name or key in seen:
            continue
        seen.add(key)
        here = Talk(talk.flow, move, talk.facts)
        yield here
        for action in here.screen.actions:
            if action != HOME and action not in skip:
                waiting.append(Talk(talk.flow, move, talk.facts).press(action).move)
        if here.screen.expects_text:
            waiting.extend(Talk(talk.flow, move, talk.facts).type(text).move for text in texts)


def assert_fits_a_phone(screen: Screen) -> None:
    """Short labels, few rows, distinct actions, and a text that fits a message."""
    labels = [read(button.label) for row in screen.rows for button in row]
    assert all(len(label) <= MAX_LABEL for label in labels), labels
    assert len(screen.rows) <= MAX_ROWS
    assert len(set(screen.actions)) == len(screen.actions)
    assert 0 < len(text_of(screen)) < 2000
