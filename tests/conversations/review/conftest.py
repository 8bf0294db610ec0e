"""A principal at a desk with plans of the school, stepped as the engine steps a flow."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from conversations.document_effects import SendDocument
from conversations.effects import ApproveMany, Effect, MovePlan, NotifyOwner, ReviseContent
from conversations.events import Press, Text, press_data
from conversations.facts import (
    EventKind,
    Facts,
    HistoryEntry,
    Membership,
    Needs,
    Person,
    Plan,
    Queue,
    QueueEntry,
    QueueFilter,
    School,
    Zone,
)
from conversations.flow import Input
from conversations.navigation import BACK, HOME
from conversations.numbers import parse_number
from conversations.review import ReviewFlow, ReviewState, enter, from_notice
from conversations.rules.cycle import Period
from conversations.rules.plan import AdditionalDuty, BehaviorChoice, PlanContent, RHKItem, total_points
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import PlanStatus, Role, SchoolLevel
from conversations.screens import Button, Screen
from conversations.session import Move
from conversations.words import Say, Words, dump_say, load_say

NOW = datetime(2026, 7, 20, 2, tzinfo=UTC)
PRINCIPAL = Person(1, "Budi Santoso", "id", Zone.WIT, Role.KS, SchoolLevel.SD)
SCHOOL = School(10, "20100001", "SDN Contoh 1", SchoolLevel.SD, Zone.WIT, True, False)
OTHER_SCHOOL = replace(SCHOOL, id=11, npsn="20100002", name="SDN Contoh 2")

_FILTERED: Mapping[QueueFilter, PlanStatus] = {
    QueueFilter.WAITING: PlanStatus.MENUNGGU_PERSETUJUAN,
    QueueFilter.NEEDS_REVISION: PlanStatus.PERLU_PERBAIKAN,
    QueueFilter.APPROVED: PlanStatus.DISETUJUI,
    QueueFilter.AGREED: PlanStatus.DISEPAKATI,
}


def drawn(words: Words) -> str:
    """The words as a plain English catalogue would draw them."""
    if isinstance(words, str):
        return words
    key = words.plural if words.plural and words.count != 1 else words.key
    values = {name: drawn(v) if isinstance(v, Say | str) else str(v) for name, v in words.values}
    return key.format(**values)


class Desk:
    """The world of one principal: plans, the session, and everything that was decided."""

    def __init__(self, rule_sets: Mapping[str, RuleSet]) -> None:
        self.rules = rule_sets["pmm_2024"]
        self.plans: dict[int, Plan] = {}
        self.memberships: tuple[Membership, ...] = (Membership(SCHOOL, Role.KS),)
        self.effects: list[Effect] = []
        self.stale = False
        self.flow = ReviewFlow()
        self._rule_sets = rule_sets
        self._clock = NOW
        self._session = Move("home", {})

    # --- the plans -------------------------------------------------------------------------------

    def content(self, *items: tuple[int, int]) -> PlanContent:
        """A complete plan with those RHK, or with 32 points."""
        rhk = tuple(RHKItem(number, quantity) for number, quantity in items or ((1, 2), (2, 2)))
        behaviors = tuple(BehaviorChoice(a.id, a.choices[0].id) for a in self.rules.work_behaviors)
        return PlanContent("g1", rhk, (AdditionalDuty(self.duty_id),), behaviors)

    @property
    def duty_id(self) -> str:
        return next(duty.id for duty in self.rules.duties_for(SchoolLevel.SD) if not duty.free_text)

    def submit(self, plan_id: int, name: str = "Ani Lestari", *rhk: tuple[int, int], **changes: Any) -> Plan:
        """A plan that a teacher has submitted."""
        at = self._tick()
        plan = Plan(
            id=plan_id,
            owner_id=1000 + plan_id,
            owner_name=name,
            school=SCHOOL,
            period=Period(2026, 2),
            rule_set="pmm_2024",
            role=Role.GURU,
            level=SchoolLevel.SD,
            status=PlanStatus.MENUNGGU_PERSETUJUAN,
            version=3,
            content=self.content(*rhk),
            submitted_at=at,
            history=(HistoryEntry(at, EventKind.SUBMITTED, name),),
        )
        self.plans[plan_id] = replace(plan, **changes)
        return self.plans[plan_id]

    def happens(self, plan_id: int, kind: EventKind, actor: str, note: str = "", **changes: Any) -> None:
        """Something that somebody does to a plan elsewhere."""
        plan = self.plans[plan_id]
        entry = HistoryEntry(self._tick(), kind, actor, note)
        self.plans[plan_id] = replace(
            plan, version=plan.version + 1, history=(*plan.history, entry), **changes
        )

    def asks_change(self, plan_id: int, note: str = "Mohon seminar ditambah") -> None:
        self.happens(plan_id, EventKind.CHANGE_REQUESTED, "Ani Lestari", note, change_note=note)

    def agrees(self, plan_id: int) -> None:
        at = self._tick()
        self.happens(
            plan_id,
            EventKind.AGREED,
            "Ani Lestari",
            status=PlanStatus.DISEPAKATI,
            agreed_at=at,
            change_note="",
        )

    def approved_elsewhere(self, plan_id: int) -> None:
        at = self._tick()
        self.happens(
            plan_id,
            EventKind.APPROVED,
            "Citra Dewi",
            status=PlanStatus.DISETUJUI,
            approved_at=at,
            approved_by="Citra Dewi",
            change_note="",
        )

    # --- the principal ---------------------------------------------------------------------------

    def enters(self) -> "Desk":
        return self._stand(enter(self.facts(Needs())))

    def opens(self, plan_id: int) -> "Desk":
        return self.enters().presses(f"open:{plan_id}")

    def notice(self, action: str, plan_id: int, version: int) -> "Desk":
        facts = self.facts(Needs(plan_id=plan_id, history=True))
        return self._stand(from_notice(action, version, self.plans[plan_id], facts))

    def presses(self, *actions: str) -> "Desk":
        """Press buttons one after the other, as long as the screen of now offers them."""
        for action in actions:
            self._press(action)
        return self

    def types(self, text: str, *, as_value: bool = False) -> "Desk":
        """Type; `as_value` hands the text to the flow although its screen does not ask for one now."""
        screen = self.screen
        if as_value or screen.expects_text:
            return self._handle(Text(text))
        number = parse_number(text)
        if number is None and screen.allows_text:
            return self._handle(Text(text))
        assert number is not None
        return self.presses(screen.actions[number - 1])

    def leads_nothing_any_more(self) -> None:
        self.memberships = ()

    @property
    def screen(self) -> Screen:
        return self.flow.show(self.state, self.facts(self.flow.needs(self.state)))

    @property
    def buttons(self) -> list[Button]:
        return [button for row in self.screen.rows for button in row]

    @property
    def text(self) -> str:
        """Everything the principal reads: the word above the screen, and its lines."""
        lines = [] if self.at_home else [drawn(line) for line in self.screen.lines]
        return "\n".join([self.word, *lines])

    @property
    def word(self) -> str:
        return drawn(self._session.word) if self._session.word else ""

    @property
    def labels(self) -> list[str]:
        return [drawn(button.label) for button in self.buttons]

    @property
    def state(self) -> ReviewState:
        assert self._session.flow == "review"
        return ReviewState.model_validate(self._session.data)

    @property
    def at_home(self) -> bool:
        return self._session.flow == "home"

    def facts(self, needs: Needs) -> Facts:
        """What the store would load."""
        reviewed = self.plans.get(needs.plan_id) if needs.plan_id is not None else None
        if reviewed is not None and not needs.history:
            reviewed = replace(reviewed, history=())
        return Facts(
            now=self._clock,
            today=date(2026, 7, 20),
            period=Period(2026, 2),
            rule_sets=self._rule_sets,
            current_rule_set="pmm_2024",
            final_date=date(2026, 12, 31),
            person=PRINCIPAL,
            memberships=self.memberships,
            queue=self._queue(needs.queue) if needs.queue else None,
            reviewed=reviewed,
        )

    # --- the engine and the store in small -------------------------------------------------------

    def _press(self, action: str) -> "Desk":
        press_data(self.flow.code, 1, action)
        self.stale = action not in self.screen.actions
        if self.stale:
            self._session = replace(self._session, word=None)
            return self
        if action == HOME:
            return self._stand(Move("home", {}))
        if action == BACK:
            facts = self.facts(self.flow.needs(self.state))
            return self._stand(self.flow.back(self.state, facts))
        return self._handle(Press(self.flow.code, 1, action))

    def _handle(self, event: Input) -> "Desk":
        facts = self.facts(self.flow.needs(self.state))
        return self._stand(self.flow.handle(self.state, event, facts))

    def _stand(self, move: Move) -> "Desk":
        for effect in move.effects:
            self._apply(effect)
        data = json.loads(json.dumps(dict(move.data)))
        word = load_say(json.loads(json.dumps(dump_say(move.word)))) if move.word else None
        self._session = Move(move.flow, data, word=word)
        return self

    def _apply(self, effect: Effect) -> None:
        self.effects.append(effect)
        match effect:
            case MovePlan():
                self._move(effect)
            case ReviseContent():
                plan = self.plans[effect.plan_id]
                assert (plan.version, plan.status) == (effect.version, PlanStatus.MENUNGGU_PERSETUJUAN)
                self.happens(plan.id, effect.kind, PRINCIPAL.name, content=effect.content, change_note="")
            case ApproveMany(plans=plans):
                for plan_id, version in plans:
                    assert self.plans[plan_id].version == version
                    self._approve(plan_id)
            case SendDocument():
                assert effect.subject_id in self.plans
            case NotifyOwner():
                assert self.plans[effect.plan_id].version == effect.version
            case _:
                raise AssertionError(f"not an effect of a review: {effect}")

    def _move(self, step: MovePlan) -> None:
        plan = self.plans[step.plan_id]
        assert (plan.version, plan.status) == (step.version, step.from_status)
        if step.kind is EventKind.APPROVED:
            return self._approve(plan.id)
        note = step.note if step.kind is EventKind.REVISION_REQUESTED else ""
        return self.happens(
            plan.id,
            step.kind,
            PRINCIPAL.name,
            step.note,
            status=step.to_status,
            change_note="",
            revision_note=note,
            approved_at=None,
            approved_by=None,
        )

    def _approve(self, plan_id: int) -> None:
        self.happens(
            plan_id,
            EventKind.APPROVED,
            PRINCIPAL.name,
            status=PlanStatus.DISETUJUI,
            approved_at=self._tick(),
            approved_by=PRINCIPAL.name,
            change_note="",
        )

    def _queue(self, wanted: QueueFilter) -> Queue:
        lists = {name: [p for p in self._led() if _is_in(name, p)] for name in QueueFilter}
        entries = tuple(
            QueueEntry(
                plan.id,
                plan.version,
                plan.owner_name,
                total_points(self.rules, plan.content.rhk),
                plan.submitted_at,
                bool(plan.change_note),
                plan.school.name if plan.school else "",
            )
            for plan in lists[wanted]
        )
        return Queue(wanted, entries, {name: len(found) for name, found in lists.items()})

    def _led(self) -> list[Plan]:
        facts = self.facts(Needs())
        return [plan for plan in self.plans.values() if facts.leads(plan)]

    def _tick(self) -> datetime:
        self._clock += timedelta(minutes=1)
        return self._clock


def _is_in(name: QueueFilter, plan: Plan) -> bool:
    if name is QueueFilter.CHANGE_REQUESTED:
        return bool(plan.change_note)
    return plan.status is _FILTERED[name]


@pytest.fixture
def desk(rule_sets: Mapping[str, RuleSet]) -> Desk:
    return Desk(rule_sets)


@pytest.fixture
def other_school() -> School:
    return OTHER_SCHOOL
