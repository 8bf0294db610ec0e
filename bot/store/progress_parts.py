"""What became of many plans of a half-year: content, evidence, stages, documents."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, and_, or_, select

from bot.store.plans import load_rhk_items
from bot.store.tables import accountability_document, additional_duty, evidence, stage_entry
from conversations.rules.cycle import Period
from conversations.rules.plan import AdditionalDuty, PlanContent, RHKItem
from conversations.rules.terms import Capacity, StageId

_document = accountability_document.c


class _OfSchool(NamedTuple):
    """Which dokumen akuntabilitas a school has handed in: those of a role."""

    school_id: int
    role: str


@dataclass(slots=True)
class Beside:
    """What lies beside the plans: by plan id, by person id, and by school and role."""

    rhk: Mapping[int, tuple[RHKItem, ...]]
    duties: Mapping[int, list[AdditionalDuty]]
    slots: Mapping[int, set[str]]
    own_done: Mapping[int, set[StageId]]
    appraiser_done: Mapping[int, set[StageId]]
    documents: Mapping[int | _OfSchool, set[str]]

    def content_of(self, plan_id: int) -> PlanContent:
        """RHK and tugas tambahan of a plan."""
        return PlanContent(rhk=self.rhk[plan_id], duties=tuple(self.duties.get(plan_id, ())))

    def documents_of(self, plan_id: int, school_id: int, role: str) -> set[str]:
        """Codes of what was handed in for a plan, by its owner or its school."""
        of_school = self.documents.get(_OfSchool(school_id, role), set())
        return self.documents.get(plan_id, set()) | of_school


def load_beside(conn: Connection, rows: Sequence[Row[Any]], period: Period) -> Beside:
    """All of it for rows with `id`, `school_id` and `plan_id`, in one statement a kind."""
    plan_ids = [row.plan_id for row in rows]
    own_done, appraiser_done = _load_done(conn, [row.id for row in rows], period)
    return Beside(
        rhk=load_rhk_items(conn, plan_ids),
        duties=_load_duties(conn, plan_ids),
        slots=_load_slots(conn, plan_ids),
        own_done=own_done,
        appraiser_done=appraiser_done,
        documents=_load_documents(conn, plan_ids, {row.school_id for row in rows}, period),
    )


def _load_duties(conn: Connection, plan_ids: Sequence[int]) -> Mapping[int, list[AdditionalDuty]]:
    duty = additional_duty.c
    query = (
        select(duty.plan_id, duty.duty_id)
        .where(duty.plan_id.in_(plan_ids))
        .order_by(duty.plan_id, duty.position)
    )
    duties: defaultdict[int, list[AdditionalDuty]] = defaultdict(list)
    for row in conn.execute(query):
        duties[row.plan_id].append(AdditionalDuty(row.duty_id))
    return duties


def _load_slots(conn: Connection, plan_ids: Sequence[int]) -> Mapping[int, set[str]]:
    """In which slots of each plan files lie."""
    file = evidence.c
    query = select(file.plan_id, file.slot).where(file.plan_id.in_(plan_ids), file.slot.is_not(None))
    slots: defaultdict[int, set[str]] = defaultdict(set)
    for row in conn.execute(query.distinct()):
        slots[row.plan_id].add(row.slot)
    return slots


def _load_done(
    conn: Connection, person_ids: Sequence[int], period: Period
) -> tuple[Mapping[int, set[StageId]], Mapping[int, set[StageId]]]:
    """The stages that are done: by whose they are, and by who appraises."""
    entry = stage_entry.c
    query = select(entry.person_id, entry.stage, entry.capacity).where(
        entry.person_id.in_(person_ids), entry.period == period.key, entry.done_at.is_not(None)
    )
    own: defaultdict[int, set[StageId]] = defaultdict(set)
    appraiser: defaultdict[int, set[StageId]] = defaultdict(set)
    for row in conn.execute(query):
        done = own if row.capacity == Capacity.OWNER else appraiser
        done[row.person_id].add(StageId(row.stage))
    return own, appraiser


def _load_documents(
    conn: Connection, plan_ids: Sequence[int], school_ids: set[int], period: Period
) -> Mapping[int | _OfSchool, set[str]]:
    """Codes of dokumen akuntabilitas, by plan id, and by school and role."""
    of_school = and_(_document.school_id.in_(school_ids), _document.period == period.key)
    query = select(_document.plan_id, _document.school_id, _document.role, _document.code)
    documents: defaultdict[int | _OfSchool, set[str]] = defaultdict(set)
    for row in conn.execute(query.where(or_(_document.plan_id.in_(plan_ids), of_school))):
        key = _OfSchool(row.school_id, row.role) if row.plan_id is None else row.plan_id
        documents[key].add(row.code)
    return documents
