"""Somebody who rates or reads ratings, against the real engine; a store in small applies the effects."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from conversations import engine
from conversations.effects import Effect, NotifyOwner
from conversations.events import Command, Event, Press, Text, press_data
from conversations.execution_effects import ChooseJobLevel, ReleaseRating, SaveRating
from conversations.execution_facts import (
    CollectedDocument,
    Execution,
    PlanRating,
    Progress,
    RatingHint,
    RatingSource,
    SchoolProgress,
)
from conversations.facts import Facts, HistoryEntry, Membership, Needs, Person, Plan, School, Zone
from conversations.rules.cycle import Period
from conversations.rules.plan import AdditionalDuty, BehaviorChoice, PlanContent, RHKItem
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import JobLevel, PlanStatus, Rating, Role, SchoolLevel
from conversations.screens import Screen
from conversations.session import Session, dump_session, load_session
from tests.conversations.onboarding.talking import read, text_of

NOW = datetime(2026, 12, 7, 2, tzinfo=UTC)
PERIOD = Period(2026, 2)
BUDI = Person(1, "Budi Santoso", "id", Zone.WIT, Role.KS, SchoolLevel.SD)
SCHOOL = School(10, "20100001", "SDN Contoh 1", SchoolLevel.SD, Zone.WIT, True, False)
ANI, SARI = 101, 102
NAMES = {ANI: "Ani Lestari", SARI: "Sari Dewi"}


def owner(plan_id: int) -> Person:
    """Whose plan that is."""
    return Person(plan_id + 1000, NAMES[plan_id], "id", Zone.WIT, Role.GURU, SchoolLevel.SD)


class Desk:
    """One school in December: final plans, what is kept of their ratings, and who looks at them."""

    def __init__(self, rule_sets: Mapping[str, RuleSet]) -> None:
        self.rules = rule_sets["pmm_2024"]
        self.person, self.memberships = BUDI, (Membership(SCHOOL, Role.KS),)
        self.plans = {plan_id: self._plan(plan_id) for plan_id in NAMES}
        self.executions = {plan_id: Execution(plan_id) for plan_id in NAMES}
        self.effects: list[Effect] = []
        self._rule_sets = rule_sets
        self._kept, self._revision = "", 0
        self.history: tuple[HistoryEntry, ...] = ()
        self._stand(Session("home", 1, {}, revision=1))

    # --- the world before the test ---------------------------------------------------------------

    def is_owner(self, plan_id: int = ANI, job_level: JobLevel | None = None) -> "Desk":
        self.person = replace(owner(plan_id), job_level=job_level)
        self.memberships = (Membership(SCHOOL, Role.GURU),)
        self._stand(Session("home", 1, {}, revision=self._revision + 1))
        return self

    def alone(self, plan_id: int = ANI, school: School | None = None) -> "Desk":
        """Nobody here decides on that plan."""
        self.plans[plan_id] = replace(self.plans[plan_id], school=school)
        return self

    def has_documents(self, plan_id: int = ANI, codes: str = "K3 K5") -> "Desk":
        found = tuple(CollectedDocument(code, None, NOW, True) for code in codes.split())
        self.executions[plan_id] = replace(self.executions[plan_id], documents=found)
        return self

    def is_rated(self, plan_id: int = ANI, *, is_released: bool = True, **changes: Any) -> "Desk":
        """Completely: overall above, everything else as expected."""
        rating = PlanRating(
            source=RatingSource.APPRAISER,
            aspects={aspect.id: Rating.MEETS for aspect in self.rules.practice_aspects},
            behaviors={behavior.id: Rating.MEETS for behavior in self.rules.work_behaviors},
            work_result=Rating.ABOVE,
            work_behavior=Rating.ABOVE,
            note="Lanjutkan",
            rated_by=BUDI.name,
            released_at=NOW if is_released else None,
            version=4,
        )
        self.executions[plan_id] = replace(self.executions[plan_id], rating=replace(rating, **changes))
        return self

    def with_duty(self, plan_id: int = ANI) -> "Desk":
        duty = next(duty for duty in self.rules.duties_for(SchoolLevel.SD) if not duty.free_text)
        content = replace(self.plans[plan_id].content, duties=(AdditionalDuty(duty.id),))
        self.plans[plan_id] = replace(self.plans[plan_id], content=content)
        return self

    def rating(self, plan_id: int = ANI) -> PlanRating:
        kept = self.executions[plan_id].rating
        assert kept is not None
        return kept

    # --- what is done ----------------------------------------------------------------------------

    def command(self, name: str) -> "Desk":
        return self._tell(Command(name))

    def opens(self, plan_id: int = ANI) -> "Desk":
        return self.command("nilai").press(f"open:{plan_id}")

    def press(self, *actions: str) -> "Desk":
        """Press buttons that the screen shows, one after the other."""
        for action in actions:
            assert action in self.screen.actions, f"{action} is not among {self.screen.actions}"
            code = engine.flow_code(self.session, self.facts(engine.needs(self.session)))
            assert press_data(code, 1, action)
            self._tell(Press(code, self.session.revision, action))
        return self

    def type(self, text: str) -> "Desk":
        return self._tell(Text(text))

    def notice(self, action: str, plan_id: int = ANI) -> "Desk":
        return self._tell(Press("n", 1, f"{action}:{plan_id}"))

    # --- what is seen ----------------------------------------------------------------------------

    @property
    def session(self) -> Session:
        return load_session(json.loads(self._kept), self._revision)

    @property
    def screen(self) -> Screen:
        return engine.show(self.session, self.facts(engine.needs(self.session)))

    @property
    def text(self) -> str:
        return text_of(self.screen)

    @property
    def labels(self) -> list[str]:
        return [read(button.label) for row in self.screen.rows for button in row]

    @property
    def place(self) -> str:
        return str(self.session.data.get("place", self.session.flow))

    def facts(self, needs: Needs) -> Facts:
        """What the store would load."""
        reader = self.person.id
        wanted = needs.plan_id
        if wanted is None:
            wanted = next((plan.id for plan in self.plans.values() if plan.owner_id == reader), None)
        plan = self.plans.get(wanted) if needs.execution and wanted is not None else None
        facts = Facts(
            now=NOW,
            today=date(2026, 12, 7),
            period=PERIOD,
            rule_sets=self._rule_sets,
            current_rule_set="pmm_2024",
            final_date=date(2026, 12, 31),
            person=self.person,
            memberships=self.memberships,
            own_plan=next((p for p in self.plans.values() if p.owner_id == reader), None),
            reviewed=self.plans.get(needs.plan_id) if needs.plan_id is not None else None,
            progress=self._progress(before=needs.progress_before) if needs.progress else None,
            rating_hint=RatingHint(2, True) if needs.ratings else None,
        )
        is_theirs = plan is not None and (plan.owner_id == reader or facts.leads(plan))
        if plan is None or not is_theirs or plan.status is not PlanStatus.DISEPAKATI:
            return facts
        told = self.history if needs.history else ()
        return replace(facts, executed=replace(plan, history=told), execution=self.executions[plan.id])

    # --- the engine and the store in small -------------------------------------------------------

    def _tell(self, event: Event) -> "Desk":
        step = engine.advance(self.session, event, self.facts(engine.needs(self.session, event)))
        for effect in step.effects:
            self.effects.append(effect)
            self._apply(effect)
        self._stand(step.session)
        return self

    def _stand(self, session: Session) -> None:
        self._kept, self._revision = json.dumps(dump_session(session)), session.revision

    def _apply(self, effect: Effect) -> None:
        match effect:
            case SaveRating():
                before = self.executions[effect.plan_id].rating
                assert effect.version == (before.version if before else None)
                is_seen = effect.source is RatingSource.OWNER or (before is not None and before.released_at)
                kept = PlanRating(
                    effect.source,
                    effect.aspects,
                    effect.behaviors,
                    effect.work_result,
                    effect.work_behavior,
                    effect.note,
                    self.person.name,
                    NOW if is_seen else None,
                    1 if before is None else before.version + 1,
                )
                self._keep(effect.plan_id, kept)
            case ReleaseRating(plan_id, version):
                assert self.rating(plan_id).version == version
                self._keep(plan_id, replace(self.rating(plan_id), released_at=NOW, version=version + 1))
            case NotifyOwner(plan_id=plan_id, occasion=occasion):
                assert occasion.partition(".")[0] == str(self.rating(plan_id).version)
            case ChooseJobLevel(job_level):
                self.person = replace(self.person, job_level=job_level)
            case _:
                raise AssertionError(f"not an effect of rating: {effect}")

    def _keep(self, plan_id: int, rating: PlanRating) -> None:
        self.executions[plan_id] = replace(self.executions[plan_id], rating=rating)

    def _progress(self, *, before: bool) -> SchoolProgress:
        if before:
            return SchoolProgress(PERIOD.previous(), ())
        return SchoolProgress(PERIOD, tuple(self._entry(plan) for plan in self.plans.values()))

    def _entry(self, plan: Plan) -> Progress:
        rating = self.executions[plan.id].rating
        is_rated = rating is not None and None not in (rating.work_result, rating.work_behavior)
        return Progress(
            plan.owner_id,
            plan.owner_name,
            plan.role,
            "SDN Contoh 1",
            plan.id,
            plan.status,
            planned_points=32,
            collected_points=16,
            collected_files=2,
            needed_files=4,
            is_rated=is_rated,
            is_released=rating is not None and rating.released_at is not None,
            is_own_entry=rating is not None and rating.source is RatingSource.OWNER,
        )

    def _plan(self, plan_id: int) -> Plan:
        behaviors = tuple(BehaviorChoice(a.id, a.choices[0].id) for a in self.rules.work_behaviors)
        content = PlanContent("g1", (RHKItem(1, 2), RHKItem(2, 2)), (), behaviors)
        return Plan(
            id=plan_id,
            owner_id=owner(plan_id).id,
            owner_name=NAMES[plan_id],
            school=SCHOOL,
            period=PERIOD,
            rule_set="pmm_2024",
            role=Role.GURU,
            level=SchoolLevel.SD,
            status=PlanStatus.DISEPAKATI,
            version=5,
            content=content,
        )


def rates_all(desk: Desk, rating: Rating = Rating.MEETS) -> Desk:
    """Rate everything one after the other as it is asked, without a note, the overall ratings not."""
    desk.press("continue")
    while desk.place != "item" or not str(desk.session.data["item"]).startswith("overall"):
        desk.press("no_note" if desk.place == "note" else f"rate:{rating}")
    return desk
