"""A teacher who sends files against the real engine; the store is here in small."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from conversations.document_effects import SendDocument
from conversations.effects import Effect
from conversations.events import Attachment
from conversations.execution_effects import (
    AssignFile,
    CollectDocument,
    KeepFile,
    RemoveFile,
    TellOfPredicates,
)
from conversations.execution_facts import (
    CollectedDocument,
    EvidenceFile,
    Execution,
    FileKind,
    PlanRating,
    SchoolDocuments,
    SentFile,
)
from conversations.facts import Facts, Needs
from conversations.rules.cycle import Period
from conversations.rules.plan import AdditionalDuty
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import PlanStatus, Role
from tests.conversations.planning.record import complete
from tests.conversations.planning.teacher import Teacher

MEGABYTE = 1024 * 1024


class Keeper(Teacher):
    """Ani, whose plan of 32 points with one duty is final."""

    def __init__(self, rule_sets: Mapping[str, RuleSet]) -> None:
        super().__init__(rule_sets)
        self.evidence: tuple[EvidenceFile, ...] = ()
        self.documents: dict[tuple[Role, str, bool], CollectedDocument] = {}
        self.files_before: frozenset[str] = frozenset()
        self.rating: PlanRating | None = None
        self.told: list[TellOfPredicates] = []
        self._ids = 0

    def with_final_plan(self, **changes: Any) -> "Keeper":
        content = complete(self.rules, duties=(AdditionalDuty("wali_kelas"),))
        self.has_plan(**{"content": content, "status": PlanStatus.DISEPAKATI, **changes})
        return self

    def at_evidence(self) -> "Keeper":
        self.command("bukti")
        return self

    def send(self, name: str = "", *, size: int = MEGABYTE, album: str = "", unique: str = "") -> "Keeper":
        """A PDF by its name, or a photo."""
        self._ids += 1
        kind = FileKind.PDF if name else FileKind.PHOTO
        file = SentFile(f"id{self._ids}", unique or name or f"photo{self._ids}", kind, name, size)
        self.tell(Attachment("document" if name else "photo", file, album))
        return self

    @property
    def slots(self) -> dict[str, str | None]:
        """Where each file lies, by its unique id."""
        return {kept.file.unique_id: kept.slot for kept in self.evidence}

    def facts(self, needs: Needs) -> Facts:
        facts = super().facts(needs)
        chosen = facts.reviewed if needs.plan_id is not None else facts.own_plan
        is_final = chosen is not None and chosen.status is PlanStatus.DISEPAKATI
        is_theirs = chosen is not None and (
            (self.person is not None and chosen.owner_id == self.person.id) or facts.leads(chosen)
        )
        plan = chosen if needs.execution and is_final and is_theirs else None
        of_school = [member.school.id for member in self.memberships if member.role is Role.KS]
        documents = tuple(
            SchoolDocuments(
                school_id,
                Period.of(self.today),
                tuple(
                    d for (role, _, _), d in self.documents.items() if role is Role.GURU and d.is_of_school
                ),
            )
            for school_id in of_school
            if school_id == needs.documents_of
        )
        return replace(
            facts,
            executed=plan,
            execution=None if plan is None else self._execution(plan.id, plan.role),
            own_finals=self._finals() if needs.own_finals else {},
            school_documents=next(iter(documents), None),
        )

    def _finals(self) -> dict[Period, int]:
        plans = (self.plan, *self.others.values())
        return {plan.period: plan.id for plan in plans if plan and plan.status is PlanStatus.DISEPAKATI}

    def _execution(self, plan_id: int, role: Role) -> Execution:
        documents = tuple(d for (of, _, _), d in self.documents.items() if of is role)
        return Execution(
            plan_id,
            evidence=self.evidence,
            documents=documents,
            files_before=self.files_before,
            rating=self.rating,
        )

    def _apply(self, effect: Effect) -> None:
        match effect:
            case KeepFile(file=file, slot=slot):
                assert file.unique_id not in self.slots
                self._ids += 1
                self.evidence += (EvidenceFile(self._ids, slot, file, self.facts(Needs()).now),)
            case AssignFile(evidence_id=evidence_id, slot=slot):
                assert any(kept.id == evidence_id for kept in self.evidence)
                self.evidence = tuple(
                    replace(kept, slot=slot) if kept.id == evidence_id else kept for kept in self.evidence
                )
            case RemoveFile(evidence_id=evidence_id):
                assert any(kept.id == evidence_id for kept in self.evidence)
                self.evidence = tuple(kept for kept in self.evidence if kept.id != evidence_id)
            case CollectDocument():
                self._collect(effect)
            case TellOfPredicates():
                self.told.append(effect)
                return
            case SendDocument():
                pass
            case _:
                super()._apply(effect)
                return
        self.effects.append(effect)

    def _collect(self, wish: CollectDocument) -> None:
        assert (wish.school_id is None) is not (wish.plan_id is None)
        key = (wish.role, wish.code, wish.school_id is not None)
        if not wish.is_collected:
            del self.documents[key]
            return
        assert wish.file is not None or key not in self.documents
        now = self.facts(Needs()).now
        self.documents[key] = CollectedDocument(wish.code, wish.file, now, wish.school_id is not None, 5)
