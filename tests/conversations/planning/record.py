"""The one plan of a teacher, changed as the store changes plans: only as it was decided on."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from conversations.effects import AskChange, Authority, MovePlan, SavePlan
from conversations.facts import EventKind, HistoryEntry, Person, Plan, School
from conversations.rules.plan import AdditionalDuty, BehaviorChoice, PlanContent, RHKItem
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import PlanStatus

PLAN_ID = 12
PRINCIPAL = "Budi Santoso, M.Pd."
EDITABLE = (PlanStatus.BELUM_DIAJUKAN, PlanStatus.PERLU_PERBAIKAN)
OPEN = (PlanStatus.MENUNGGU_PERSETUJUAN, PlanStatus.DISETUJUI)


def complete(rules: RuleSet, *rhk: tuple[int, int], duties: tuple[AdditionalDuty, ...] = ()) -> PlanContent:
    """A plan with those RHK, or with exactly 32 points, and the first focus of every aspect."""
    items = tuple(RHKItem(number, quantity) for number, quantity in rhk or ((1, 2), (2, 2)))
    behaviors = tuple(BehaviorChoice(aspect.id, aspect.choices[0].id) for aspect in rules.work_behaviors)
    return PlanContent("g1", items, duties, behaviors)


def largest(rules: RuleSet) -> PlanContent:
    """Every RHK at its ceiling, ten duties and seven focuses at full length."""
    items = tuple(RHKItem(rhk.number, 128 // rhk.points + 1) for rhk in rules.rhks)
    duties = tuple(AdditionalDuty("lain", f"{n}{'w' * 99}") for n in range(10))
    behaviors = tuple(BehaviorChoice(aspect.id, None, "w" * 200) for aspect in rules.work_behaviors)
    longest = max(rules.sub_indicators, key=lambda entry: len(entry.name))
    return PlanContent(longest.id, items, duties, behaviors)


class Record:
    """A plan, its history and a clock that goes on with every change."""

    def __init__(self) -> None:
        self.plan: Plan | None = None
        self._clock = datetime(2026, 7, 6, 1, tzinfo=UTC)

    @property
    def kept(self) -> Plan:
        assert self.plan is not None
        return self.plan

    def save(self, wish: SavePlan, owner: Person) -> None:
        """Start the draft or write it, as long as the owner may."""
        if wish.version is None:
            assert self.plan is None
            self.plan = Plan(
                id=PLAN_ID,
                owner_id=owner.id,
                owner_name=owner.name,
                school=None,
                period=wish.period,
                rule_set=wish.rule_set,
                role=wish.role,
                level=wish.level,
                status=PlanStatus.BELUM_DIAJUKAN,
                version=1,
                content=wish.content,
            )
            return
        assert wish.version == self.kept.version
        assert self.kept.status in EDITABLE
        written = {"content": wish.content, "role": wish.role, "level": wish.level}
        self.plan = replace(self.kept, **written, version=wish.version + 1)

    def move(self, wish: MovePlan, owner: Person, schools: dict[int, School]) -> None:
        """A step of the owner, or one of the system on behalf of the owner."""
        plan = self.kept
        assert (plan.id, plan.version, plan.status) == (wish.plan_id, wish.version, wish.from_status)
        assert wish.authority is Authority.OWNER
        actor = None if wish.by_system else owner.name
        self.happens(wish.kind, actor, wish.note, status=wish.to_status, change_note="", revision_note="")
        if wish.from_status in EDITABLE:
            school = None if wish.school_id is None else schools[wish.school_id]
            self.plan = replace(self.kept, school=school, submitted_at=self._clock)

    def ask(self, wish: AskChange, owner: Person) -> None:
        """Keep the owner's request."""
        plan = self.kept
        assert (plan.id, plan.version) == (wish.plan_id, wish.version)
        assert plan.status in OPEN
        self.happens(EventKind.CHANGE_REQUESTED, owner.name, wish.note, change_note=wish.note)

    # --- what the principal does elsewhere -------------------------------------------------------

    def is_approved(self) -> None:
        self.happens(
            EventKind.APPROVED,
            PRINCIPAL,
            status=PlanStatus.DISETUJUI,
            approved_by=PRINCIPAL,
            approved_at=self._clock,
            change_note="",
        )

    def is_sent_back(self, note: str) -> None:
        self.happens(
            EventKind.REVISION_REQUESTED,
            PRINCIPAL,
            note,
            status=PlanStatus.PERLU_PERBAIKAN,
            revision_note=note,
            change_note="",
        )

    def is_changed(self, content: PlanContent) -> None:
        self.happens(EventKind.RHK_CHANGED, PRINCIPAL, content=content, change_note="")

    def is_waiting_again(self) -> None:
        self.happens(
            EventKind.APPROVAL_UNDONE,
            PRINCIPAL,
            status=PlanStatus.MENUNGGU_PERSETUJUAN,
            approved_by=None,
            approved_at=None,
        )

    def happens(self, kind: EventKind, actor: str | None, note: str = "", **changes: object) -> None:
        """One more version with a line in the history."""
        self._clock += timedelta(hours=1)
        entry = HistoryEntry(self._clock, kind, actor, note)
        plan = self.kept
        changes["history"] = (*plan.history, entry)
        self.plan = replace(plan, version=plan.version + 1, **changes)
