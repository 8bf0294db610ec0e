"""A teacher who presses and types against the real engine; the session is JSON between any two steps."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from conversations import engine
from conversations.document_effects import SendDocument
from conversations.effects import AskChange, Effect, MovePlan, NotifySupervisors, SavePlan
from conversations.events import Command, Event, Text, parse_press, press_data
from conversations.facts import Facts, Invite, Membership, Needs, Person, Plan
from conversations.navigation import parted
from conversations.own_reminders import Reminders
from conversations.paging import weight
from conversations.rules.cycle import Period
from conversations.rules.plan import PlanContent
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import PlanStatus, Role, SchoolLevel
from conversations.screens import Screen
from conversations.session import Session, dump_session, load_session
from tests.conversations.onboarding.talking import ANI, SCHOOL, read, text_of
from tests.conversations.planning.record import OPEN, PLAN_ID, Record, complete
from tests.conversations.reminding import nothing_chosen

LARGEST_REVISION = 0xFFFFFFFF
# A message holds 4,096; the rest is for longer translations.
ROOM = 3800
MAX_ROWS = 11


class Teacher(Record):
    """One person, the own plan, the calendar, and everything that was decided."""

    def __init__(self, rule_sets: Mapping[str, RuleSet]) -> None:
        super().__init__()
        self.rules = rule_sets["pmm_2024"]
        self.person: Person | None = ANI
        self.memberships: tuple[Membership, ...] = (Membership(SCHOOL, Role.GURU),)
        self.others: dict[int, Plan] = {}
        self.waiting_count = 0
        self.invite: Invite | None = None
        self.last_plan: Plan | None = None
        self.recommended: tuple[str, ...] = ()
        self.today = date(2026, 7, 6)
        self.final_date: date | None = None
        self.effects: list[Effect] = []
        self._rule_sets = rule_sets
        self._revision = 0
        self._stored = ""
        self.stands("home", {})

    # --- the world before the test ---------------------------------------------------------------

    def at_school(self, **changes: Any) -> "Teacher":
        """The same school with those changes."""
        self.memberships = (Membership(replace(SCHOOL, **changes), Role.GURU),)
        return self

    def alone(self) -> "Teacher":
        """In mode mandiri."""
        self.memberships = ()
        return self

    def of_level(self, level: SchoolLevel) -> "Teacher":
        """At another jenjang."""
        self.person = replace(ANI, school_level=level)
        return self.at_school(level=level)

    def is_new(self, language: str = "id") -> "Teacher":
        """Nobody knows this person, who has not written yet."""
        self.person, self.memberships = None, ()
        return self._keep(engine.new_session(language))

    def has_plan(
        self,
        content: PlanContent | None = None,
        status: PlanStatus = PlanStatus.BELUM_DIAJUKAN,
        **changes: Any,
    ) -> "Teacher":
        """A plan of version 3, complete where nothing else is said."""
        is_draft = status is PlanStatus.BELUM_DIAJUKAN
        plan = Plan(
            id=PLAN_ID,
            owner_id=ANI.id,
            owner_name=ANI.name,
            school=None if is_draft or not self.memberships else self.memberships[0].school,
            period=Period.of(self.today),
            rule_set="pmm_2024",
            role=Role.GURU,
            level=self.person.school_level if self.person else SchoolLevel.SD,
            status=status,
            version=3,
            content=content or complete(self.rules),
        )
        self.plan = replace(plan, **changes)
        return self

    def stands(self, flow: str, data: Mapping[str, Any], *, version: int = 1, **rest: Any) -> "Teacher":
        """Stand somewhere, as the database kept it."""
        return self._keep(Session(flow, version, data, revision=self._revision + 1, **rest))

    def leads(self, **changes: Any) -> "Teacher":
        """Somebody else, the principal of the school."""
        self.person = replace(ANI, id=1, name="Budi Santoso, M.Pd.", role=Role.KS)
        self.memberships = (Membership(replace(SCHOOL, **changes), Role.KS),)
        return self

    def is_principal(self, **changes: Any) -> "Teacher":
        """Ani herself leads the school, which a penilai appraises where nothing else is said."""
        self.person = replace(ANI, role=Role.KS)
        school = replace(SCHOOL, **{"has_appraiser": True, **changes})
        self.memberships = (Membership(school, Role.KS),)
        return self

    def had_plan(self, content: PlanContent, **changes: Any) -> "Teacher":
        """A plan of the half-year before, final."""
        current = self.plan
        self.has_plan(content, PlanStatus.DISEPAKATI, id=PLAN_ID - 1, period=Period(2026, 1), **changes)
        self.last_plan, self.plan = self.plan, current
        return self

    def plans(self, place: str, **data: Any) -> "Teacher":
        """Stand at a place of planning."""
        return self.stands("planning", {"place": place, **data})

    # --- what the teacher does -------------------------------------------------------------------

    def press(self, *actions: str) -> "Teacher":
        """Press buttons that the screen shows, one after the other."""
        for action in actions:
            self.tell(parse_press(self.data_of(action)))
        return self

    def press_data(self, data: str) -> "Teacher":
        """Press a button by its data, as one from an old message or of a notice."""
        return self.tell(parse_press(data))

    def data_of(self, action: str) -> str:
        """The data of a button on the present screen, which may be named without its version."""
        shown = self.screen.actions
        action = next((each for each in shown if action in (each, parted(each)[0])), action)
        assert action in shown, f"{action} is not among {shown}"
        code = engine.flow_code(self.session, self.facts(engine.needs(self.session)))
        return press_data(code, self.session.revision, action)

    def type(self, text: str) -> "Teacher":
        return self.tell(Text(text))

    def command(self, name: str, argument: str = "") -> "Teacher":
        return self.tell(Command(name, argument))

    def tell(self, event: Event) -> "Teacher":
        """One turn: decide, apply, keep."""
        before = self.session
        step = engine.advance(before, event, self.facts(engine.needs(before, event)))
        assert step.session.revision == before.revision + 1
        for effect in step.effects:
            self._apply(effect)
        return self._keep(step.session)

    # --- what the teacher sees -------------------------------------------------------------------

    @property
    def session(self) -> Session:
        return load_session(json.loads(self._stored), self._revision)

    @property
    def flow(self) -> str:
        return self.session.flow

    @property
    def place(self) -> str:
        assert self.flow == "planning", self.flow
        return str(self.session.data["place"])

    @property
    def screen(self) -> Screen:
        """The screen with the word above it, drawn twice."""
        facts = self.facts(engine.needs(self.session))
        screen = engine.show(self.session, facts)
        assert engine.show(self.session, facts) == screen
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

    @property
    def reminders(self) -> Reminders:
        """As the store would load them: nothing is chosen, and nothing is done."""
        return nothing_chosen(self.rules, self.today, self.final_date)

    def facts(self, needs: Needs) -> Facts:
        """What the store would load."""
        period = Period.of(self.today)
        every = {**self.others, **({self.plan.id: self.plan} if self.plan else {})}
        mine = [plan for plan in every.values() if self.person and plan.owner_id == self.person.id]
        own = next((plan for plan in mine if plan.period == period), None)
        earlier = (plan for plan in mine if plan.period < period and plan.status in OPEN)
        return Facts(
            now=datetime(self.today.year, self.today.month, self.today.day, 1, tzinfo=UTC),
            today=self.today,
            period=period,
            rule_sets=self._rule_sets,
            current_rule_set="pmm_2024",
            final_date=self.final_date or period.end,
            person=self.person,
            memberships=self.memberships,
            waiting_count=self.waiting_count,
            own_plan=own if own is None or needs.history else replace(own, history=()),
            earlier_plan=next(earlier, None),
            last_plan=self.last_plan if needs.last_plan else None,
            recommended=self.recommended if needs.recommended else (),
            reviewed=every.get(needs.plan_id) if needs.plan_id is not None else None,
            invite=self.invite if needs.token or needs.invite_id is not None else None,
            reminders=self.reminders if needs.reminders else None,
        )

    # --- the store in small ----------------------------------------------------------------------

    def _keep(self, session: Session) -> "Teacher":
        self._stored = json.dumps(dump_session(session))
        self._revision = session.revision
        return self

    def _apply(self, effect: Effect) -> None:
        self.effects.append(effect)
        assert self.person is not None
        match effect:
            case SavePlan():
                self.save(effect, self.person)
            case MovePlan():
                self.move(effect, self.person, {m.school.id: m.school for m in self.memberships})
            case AskChange():
                self.ask(effect, self.person)
            case SendDocument():
                assert effect.subject_id == self.kept.id
            case NotifySupervisors():
                assert (effect.plan_id, effect.version) == (self.kept.id, self.kept.version)
            case _:
                raise AssertionError(f"not an effect of an owner: {effect}")


def assert_can_be_sent(screen: Screen) -> None:
    """Button data that fits with the largest revision, distinct actions, and a text that fits a message."""
    for action in screen.actions:
        assert parse_press(press_data("p", LARGEST_REVISION, action))
    assert len(set(screen.actions)) == len(screen.actions)
    assert 0 < len(screen.rows) <= MAX_ROWS
    assert 0 < sum(weight(line) + 1 for line in screen.lines) <= ROOM
