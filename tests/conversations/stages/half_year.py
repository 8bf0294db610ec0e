"""A final plan in its half-year, with its owner and who appraises it, stepped as the engine steps a flow."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from conversations.document_effects import SendDocument
from conversations.effects import Effect, NotifyOwner, NotifySupervisors
from conversations.events import NOTICE, Press, Text, parse_press
from conversations.execution_effects import (
    AgreeObservation,
    ChooseTarget,
    CompleteStage,
    ProposeObservation,
    RateTarget,
    WriteAnswer,
)
from conversations.execution_facts import (
    EvidenceFile,
    Execution,
    FileKind,
    ObservationDate,
    SentFile,
    StageDone,
    TargetBehaviorSeen,
)
from conversations.execution_notices import execution_notice
from conversations.facts import Facts, Membership, Person, Plan, School, Zone
from conversations.navigation import BACK
from conversations.rules.cycle import Period
from conversations.rules.plan import PlanContent
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import Capacity, PlanStatus, Role, SchoolLevel, StageId
from conversations.screens import Screen
from conversations.session import Move
from conversations.stages import StagesFlow, from_notice
from conversations.stages.state import Place, StagesState, go
from conversations.words import Say, Words

NOW = datetime(2026, 8, 10, 1, 30, tzinfo=UTC)
SCHOOL = School(10, "20100001", "SDN Contoh 1", SchoolLevel.SD, Zone.WIB, True, False)
ANI = Person(2, "Ani", "id", Zone.WIB, Role.GURU, SchoolLevel.SD)
BUDI = Person(1, "Budi", "id", Zone.WIB, Role.KS, SchoolLevel.SD)
RPP = SentFile("file", "unique", FileKind.PDF, "rpp.pdf", 1000)


def drawn(words: Words) -> str:
    """The words as a plain English catalogue would draw them."""
    if isinstance(words, str):
        return words
    key = words.plural if words.plural and words.count != 1 else words.key
    values = {name: drawn(v) if isinstance(v, Say | str) else str(v) for name, v in words.values}
    return key.format(**values)


class Side:
    """One of the two with their place in the conversation, and everything that they decided."""

    def __init__(self, half_year: "HalfYear", person: Person, role: Role) -> None:
        self.person, self.role = person, role
        self.effects: list[Effect] = []
        self._half_year = half_year
        self._flow = StagesFlow()
        plan_id = None if person.id == half_year.plan.owner_id else half_year.plan.id
        self._at = go(StagesState(plan_id=plan_id))

    @property
    def flow(self) -> str:
        return self._at.flow

    @property
    def state(self) -> StagesState:
        return StagesState.model_validate(self._at.data)

    @property
    def place(self) -> Place:
        return self.state.place

    @property
    def word(self) -> str:
        return "" if self._at.word is None else drawn(self._at.word)

    @property
    def facts(self) -> Facts:
        return self._half_year.facts(self)

    @property
    def screen(self) -> Screen:
        return self._flow.show(self.state, self.facts)

    @property
    def text(self) -> str:
        return "\n".join(drawn(line) for line in self.screen.lines)

    @property
    def actions(self) -> tuple[str, ...]:
        return self.screen.actions

    def label(self, action: str) -> str:
        buttons = [button for row in self.screen.rows for button in row]
        return drawn(next(button.label for button in buttons if button.action == action))

    def go(self, stage: StageId, place: Place = Place.STAGE) -> "Side":
        self._at = go(self.state.at(place, stage=stage))
        return self

    def press(self, *actions: str) -> "Side":
        for action in actions:
            assert action in self.actions, (action, self.actions, self.text)
            if action == BACK:
                self._take(self._flow.back(self.state, self.facts))
            else:
                self._take(self._flow.handle(self.state, Press("y", 1, action), self.facts))
        return self

    def type(self, text: str) -> "Side":
        assert self.screen.expects_text, self.text
        self._take(self._flow.handle(self.state, Text(text), self.facts))
        return self

    def receive(self, told: NotifyOwner | NotifySupervisors) -> Screen | None:
        """The notice as it would be drawn for this side now."""
        return execution_notice(told.kind, self.facts, told.occasion)

    def press_on(self, screen: Screen | None, number: int = 0) -> "Side":
        """A button of a notice."""
        assert screen is not None
        press = parse_press(screen.actions[number])
        assert isinstance(press, Press)
        assert press.flow == NOTICE
        self._take(from_notice(press, self.facts))
        return self

    def _take(self, move: Move) -> None:
        self._at = replace(move, data=json.loads(json.dumps(move.data)))
        self.effects += move.effects
        for effect in move.effects:
            self._half_year.apply(effect, self)


class HalfYear:
    """The store in small."""

    def __init__(
        self, rule_sets: Mapping[str, RuleSet], role: Role = Role.GURU, practice: str = "g1"
    ) -> None:
        self.rule_sets = rule_sets
        self.today = date(2026, 8, 10)
        self.now = NOW
        owner = ANI if role is Role.GURU else replace(ANI, role=Role.KS)
        school = SCHOOL if role is Role.GURU else replace(SCHOOL, has_appraiser=True)
        self.plan = Plan(
            id=5,
            owner_id=owner.id,
            owner_name=owner.name,
            school=school,
            period=Period(2026, 2),
            rule_set="pmm_2024",
            role=role,
            level=SchoolLevel.SD,
            status=PlanStatus.DISEPAKATI,
            version=4,
            content=PlanContent(practice),
        )
        self.execution = Execution(self.plan.id)
        self.told: list[NotifyOwner | NotifySupervisors] = []
        self.owner = Side(self, owner, role)
        decider = BUDI if role is Role.GURU else replace(BUDI, role=Role.APPRAISER)
        self.appraiser = Side(self, decider, decider.role)

    def facts(self, side: Side) -> Facts:
        here = () if self.plan.school is None else (Membership(self.plan.school, side.role),)
        return Facts(
            now=self.now,
            today=self.today,
            period=Period.of(self.today),
            rule_sets=self.rule_sets,
            current_rule_set="pmm_2024",
            final_date=date(2026, 12, 31),
            person=side.person,
            memberships=here,
            executed=self.plan,
            execution=self.execution,
        )

    def days_later(self, days: int) -> None:
        self.now += timedelta(days=days)
        self.today += timedelta(days=days)

    def alone(self) -> "HalfYear":
        """Nobody here decides on the plan."""
        self.plan = replace(self.plan, school=None)
        return self

    def with_lesson_plan(self) -> "HalfYear":
        file = EvidenceFile(1, "lesson_plan", RPP, self.now)
        self.execution = replace(self.execution, evidence=(file,))
        return self

    def prepared(self) -> "HalfYear":
        """A is handed in with two ticks."""
        self.with_lesson_plan()
        targets = (TargetBehaviorSeen(0), TargetBehaviorSeen(2))
        self.execution = replace(self.execution, targets=targets)
        self.apply(CompleteStage(self.plan.id, StageId.A, Capacity.OWNER, is_done=True), self.owner)
        return self

    def apply(self, effect: Effect, by: Side) -> None:
        one = self.execution
        match effect:
            case WriteAnswer(_, stage, field, text, _):
                answers = {key: value for key, value in one.answers.items() if key != (stage, field)}
                self.execution = replace(one, answers=answers | ({(stage, field): text} if text else {}))
            case ChooseTarget(_, target, is_chosen):
                kept = [each for each in one.targets if each.target != target]
                kept += [TargetBehaviorSeen(target)] if is_chosen else []
                self.execution = replace(one, targets=tuple(sorted(kept, key=lambda each: each.target)))
            case RateTarget(_, target, rating, note):
                assert any(each.target == target for each in one.targets)
                rated = (self._rated(each, target, rating, note) for each in one.targets)
                self.execution = replace(one, targets=tuple(rated))
            case ProposeObservation(_, version, starts_at, capacity):
                assert version == (one.observation.version if one.observation else None)
                agreed = self.now if self.plan.school is None else None
                date_ = ObservationDate(starts_at, capacity, agreed, (version or 0) + 1)
                self.execution = replace(one, observation=date_)
            case AgreeObservation(_, version, capacity):
                assert one.observation is not None
                assert one.observation.proposed_by is not capacity
                agreed_ = replace(one.observation, agreed_at=self.now, version=version + 1)
                self.execution = replace(one, observation=agreed_)
            case CompleteStage(_, stage, capacity, is_done):
                done = {key: value for key, value in one.done.items() if key != (stage, capacity)}
                if is_done:
                    done[stage, capacity] = StageDone(self.now, by.person.name, by.person.id)
                self.execution = replace(one, done=done)
            case NotifyOwner() | NotifySupervisors():
                self.told.append(effect)
            case SendDocument():
                pass
            case _:
                raise AssertionError(effect)

    @staticmethod
    def _rated(each, target, rating, note):
        if each.target != target:
            return each
        return replace(
            each,
            rating=each.rating if rating is None else rating,
            note=each.note if note is None else note,
        )
