"""A principal against the real engine, with a school that does what was decided."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from conversations import engine
from conversations.document_effects import SendDocument
from conversations.effects import Effect
from conversations.events import Command, Event, Text, parse_press, press_data
from conversations.execution_facts import Progress, SchoolProgress
from conversations.facts import (
    Facts,
    JoinRequest,
    MadeInvite,
    Member,
    Membership,
    Needs,
    Person,
    Plan,
    RequestState,
    SchoolOverview,
)
from conversations.people_effects import DecideRequest, LeaveSchool, RemoveMember
from conversations.rules.cycle import Period
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import Capacity, PlanStatus, Role, StageId
from conversations.school_effects import (
    MakeInvite,
    MarkRecommended,
    NudgeMember,
    RenewJoinCode,
    RevokeInvite,
    UpdateSchool,
)
from conversations.screens import Screen
from conversations.session import Session, dump_session, load_session
from conversations.words import Say, Words
from tests.conversations.onboarding.talking import ANI, OTHER_SCHOOL, SCHOOL

NOW = datetime(2026, 8, 3, 1, tzinfo=UTC)
BUDI = replace(ANI, id=1, name="Budi Santoso, M.Pd.", role=Role.KS)
SARI, DEWI = 8, 9
LINK = "https://t.me/contoh_bot?start=abc"


def member(
    person_id: int = ANI.id, name: str = ANI.name, status: PlanStatus | None = None, **changes: bool | int
) -> Member:
    """A teacher whom the assistant can write to."""
    teacher = Member(person_id, name, Role.GURU, status, is_reachable=True, nudged_today=False)
    return replace(teacher, **changes)


def progress(
    person_id: int = ANI.id,
    name: str = ANI.name,
    status: PlanStatus | None = PlanStatus.DISEPAKATI,
    **changes: Any,
) -> Progress:
    """How far a teacher of SDN Contoh 1 is; with a submitted plan of 64 points."""
    is_submitted = status not in (None, PlanStatus.BELUM_DIAJUKAN)
    teacher = Progress(
        person_id,
        name,
        Role.GURU,
        SCHOOL.name,
        plan_id=person_id + 1000 if is_submitted else None,
        status=status,
        planned_points=64 if is_submitted else 0,
        needed_files=6 if is_submitted else 0,
        school_id=SCHOOL.id,
        plan_version=3,
        min_points=32,
    )
    return replace(teacher, **changes)


def largest_school() -> SchoolOverview:
    """A school in which everything is as long as it can be."""
    name = "w" * 80
    statuses = (None, *PlanStatus)
    members = tuple(
        member(2**62 + n, name, statuses[n % 6], is_reachable=n % 2 == 0, plan_id=2**62, plan_version=3)
        for n in range(13)
    )
    school = replace(SCHOOL, name="w" * 120)
    requests = tuple(JoinRequest(2**62 + n, 1, name, school, RequestState.PENDING, NOW) for n in range(8))
    made = MadeInvite(2**62, Role.GURU, school, LINK + "x" * 40, 3, 1000, NOW)
    return SchoolOverview(
        school, "K7MPQ2", members, requests, ("g1", "g8"), made, replace(made, role=Role.KS)
    )


def largest_progress(count: int) -> tuple[Progress, ...]:
    """People of whom everything is as long as it can be, in every status."""
    statuses = (*PlanStatus, PlanStatus.DISEPAKATI, None)
    half = frozenset({StageId.A, StageId.C})
    return tuple(
        progress(
            2**62 + n,
            "w" * 80,
            statuses[n % 7],
            observed_at=NOW,
            is_observation_agreed=n % 2 == 0,
            observation_proposed_by=Capacity.OWNER,
            owner_done=half if n % 3 else frozenset(StageId),
            missing_documents=("K3", "K4", "K5"),
            is_reachable=False,
            asks_change=n % 5 == 0,
        )
        for n in range(count)
    )


def drawn(words: Words) -> str:
    """The words as the English catalogue draws them."""
    if isinstance(words, str):
        return words
    key = words.plural if words.plural and words.count != 1 else words.key
    values = {name: drawn(v) if isinstance(v, Say | str) else str(v) for name, v in words.values}
    return key.format(**values)


class Office:
    """Budi leads SDN Contoh 1."""

    def __init__(self, rule_sets: Mapping[str, RuleSet]) -> None:
        self.person: Person | None = BUDI
        self.memberships: tuple[Membership, ...] = (Membership(SCHOOL, Role.KS),)
        self.overviews = {SCHOOL.id: SchoolOverview(SCHOOL, "K7MPQ2")}
        self.requests: dict[int, JoinRequest] = {}
        self.own_plan: Plan | None = None
        self.people: tuple[Progress, ...] = ()
        self.people_before: tuple[Progress, ...] = ()
        self.now = NOW
        self.effects: list[Effect] = []
        self.is_operator = False
        self._rule_sets = rule_sets
        self._revision = 0
        self._stored = ""
        self._keep(Session("home", 1, {}, revision=1))

    # --- the school before the test --------------------------------------------------------------

    def has(self, *members: Member) -> "Office":
        return self.changed(members=members)

    def follows(self, *people: Progress, before: bool = False) -> "Office":
        """Whose progress the store loads, of this half-year or of the one before."""
        if before:
            self.people_before = people
        else:
            self.people = people
        return self

    def at(self, month: int, day: int = 3) -> "Office":
        """Another day of the year."""
        self.now = datetime(2026, month, day, 1, tzinfo=UTC)
        return self

    def is_penilai(self) -> "Office":
        self.person = replace(BUDI, role=Role.APPRAISER)
        self.memberships = tuple(Membership(one, Role.APPRAISER) for one in (SCHOOL, OTHER_SCHOOL))
        return self

    def is_asked_by(self, request_id: int, name: str = "Dewi Anggraini") -> "Office":
        """Somebody asks to join; the later the higher the id."""
        at = NOW + timedelta(minutes=request_id)
        request = JoinRequest(request_id, 100 + request_id, name, SCHOOL, RequestState.PENDING, at)
        self.requests[request_id] = request
        return self.changed(requests=(*self.overview.requests, request))

    def is_answered(self, request_id: int, state: RequestState) -> None:
        """What became of a request elsewhere."""
        self.requests[request_id] = replace(self.requests[request_id], state=state)
        self.changed(requests=tuple(one for one in self.overview.requests if one.id != request_id))

    def is_erased(self, request_id: int) -> "Office":
        """Whoever asked has deleted their data, and the request with it."""
        self.is_answered(request_id, RequestState.WITHDRAWN)
        del self.requests[request_id]
        return self

    def is_led_by_plt(self) -> "Office":
        return self.changed(school=replace(SCHOOL, led_by_plt=True))

    def leads_another(self) -> "Office":
        self.memberships += (Membership(OTHER_SCHOOL, Role.KS),)
        self.overviews[OTHER_SCHOOL.id] = SchoolOverview(OTHER_SCHOOL, "")
        return self

    def loses(self, school_id: int = SCHOOL.id) -> "Office":
        """Somebody else leads the school from now on."""
        self.memberships = tuple(m for m in self.memberships if m.school.id != school_id)
        return self

    def is_guru(self) -> "Office":
        self.person, self.memberships = ANI, (Membership(SCHOOL, Role.GURU),)
        return self

    # --- what the principal does -----------------------------------------------------------------

    def opens(self, *actions: str) -> "Office":
        """The school, and buttons from there."""
        return self.command("sekolah").press(*actions)

    def press(self, *actions: str) -> "Office":
        for action in actions:
            shown = self.screen.actions
            assert action in shown, f"{action} is not among {shown}"
            self.forge(action)
        return self

    def forge(self, action: str) -> "Office":
        """A press of this very revision, whether the screen offers it or not."""
        code = engine.flow_code(self.session, self.facts(engine.needs(self.session)))
        return self.tell(parse_press(press_data(code, self.session.revision, action)))

    def press_data(self, data: str) -> "Office":
        return self.tell(parse_press(data))

    def type(self, text: str) -> "Office":
        return self.tell(Text(text))

    def command(self, name: str) -> "Office":
        return self.tell(Command(name))

    def tell(self, event: Event) -> "Office":
        before = self.session
        step = engine.advance(before, event, self.facts(engine.needs(before, event)))
        for effect in step.effects:
            self._apply(effect)
        return self._keep(step.session)

    # --- what the principal sees -----------------------------------------------------------------

    @property
    def overview(self) -> SchoolOverview:
        return self.overviews[SCHOOL.id]

    @property
    def session(self) -> Session:
        return load_session(json.loads(self._stored), self._revision)

    @property
    def flow(self) -> str:
        return self.session.flow

    @property
    def place(self) -> str:
        assert self.flow == "school", self.flow
        return str(self.session.data["place"])

    @property
    def screen(self) -> Screen:
        return engine.show(self.session, self.facts(engine.needs(self.session)))

    @property
    def text(self) -> str:
        return "\n".join(drawn(line) for line in self.screen.lines)

    @property
    def labels(self) -> list[str]:
        return [drawn(button.label) for row in self.screen.rows for button in row]

    @property
    def word(self) -> str:
        return drawn(self.session.word) if self.session.word else ""

    def facts(self, needs: Needs) -> Facts:
        """What the store would load."""
        led = {m.school.id for m in self.memberships if m.role is Role.KS}
        return Facts(
            now=self.now,
            today=self.now.date(),
            period=Period(2026, 2),
            rule_sets=self._rule_sets,
            current_rule_set="pmm_2024",
            final_date=date(2026, 12, 31),
            person=self.person,
            memberships=self.memberships,
            own_plan=self.own_plan,
            is_operator=self.is_operator,
            overview=self.overviews.get(needs.school_id or 0) if needs.school_id in led else None,
            progress=self._progress(needs),
            request=self.requests.get(needs.request_id or 0),
            leader_name=BUDI.name if needs.leader_of == SCHOOL.id else "",
        )

    def _progress(self, needs: Needs) -> SchoolProgress | None:
        if not needs.progress:
            return None
        if needs.progress_before:
            return SchoolProgress(Period(2026, 1), self.people_before)
        return SchoolProgress(Period(2026, 2), self.people)

    # --- the store in small ----------------------------------------------------------------------

    def changed(self, **changes: object) -> "Office":
        """The same school with those changes."""
        self.overviews[SCHOOL.id] = replace(self.overview, **changes)
        return self

    def _keep(self, session: Session) -> "Office":
        self._stored = json.dumps(dump_session(session))
        self._revision = session.revision
        return self

    def _apply(self, effect: Effect) -> None:
        self.effects.append(effect)
        seen = self.overview
        match effect:
            case NudgeMember(person_id=who):
                self.people = tuple(
                    replace(one, nudged_today=True) if one.person_id == who else one for one in self.people
                )
                self.has(*(replace(m, nudged_today=m.person_id == who) for m in seen.members))
            case RemoveMember(person_id=who):
                self.has(*(m for m in seen.members if m.person_id != who))
            case DecideRequest(request_id=number, is_accepted=is_accepted):
                assert self.requests[number].state is RequestState.PENDING
                self.is_answered(number, RequestState.ACCEPTED if is_accepted else RequestState.REFUSED)
            case MakeInvite(role=role, uses=uses):
                made = MadeInvite(5, role, SCHOOL, LINK, 0, uses, NOW + timedelta(days=7))
                self.changed(**{"invite" if role is Role.GURU else "successor_invite": made})
            case RevokeInvite():
                self.changed(successor_invite=None)
            case RenewJoinCode():
                self.changed(join_code="NEWC2345")
            case MarkRecommended(sub_indicator=marked, is_recommended=is_recommended):
                others = tuple(one for one in seen.recommended if one != marked)
                self.changed(recommended=(*others, marked) if is_recommended else others)
            case UpdateSchool():
                self._update(effect)
            case LeaveSchool(school_id=school_id):
                self.loses(school_id)
            case SendDocument():
                pass
            case _:
                raise AssertionError(f"not an effect of a school: {effect}")

    def _update(self, wish: UpdateSchool) -> None:
        given = {"name": wish.name, "level": wish.level, "zone": wish.zone, "led_by_plt": wish.is_plt}
        changed = {key: value for key, value in given.items() if value is not None}
        self.changed(school=replace(self.overview.school, **changed))
