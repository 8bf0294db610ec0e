"""What became of many plans of a half-year: content, evidence, stages, documents."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, or_, select

from bot.store.tables import (
    accountability_document,
    additional_duty,
    evidence,
    performance_plan,
    rhk_item,
    stage_entry,
)
from conversations.rules.cycle import Period
from conversations.rules.plan import AdditionalDuty, PlanContent, RHKItem
from conversations.rules.terms import Capacity, StageId

_plan = performance_plan.c
_document = accountability_document.c
_STAGES = {stage.value: stage for stage in StageId}


class _OfSchool(NamedTuple):
    """Which dokumen akuntabilitas a school has handed in: those of a role."""

    school_id: int
    role: str


@dataclass(slots=True)
class Beside:
    """What lies beside the plans: by plan id, by person id, and by school and role."""

    rhk: Mapping[int, list[RHKItem]]
    duties: Mapping[int, list[AdditionalDuty]]
    slots: Mapping[int, set[str]]
    own_done: Mapping[int, set[StageId]]
    appraiser_done: Mapping[int, set[StageId]]
    documents: Mapping[int | _OfSchool, set[str]]

    def content_of(self, plan_id: int) -> PlanContent:
        """RHK and tugas tambahan of a plan."""
        return PlanContent(rhk=tuple(self.rhk.get(plan_id, ())), duties=tuple(self.duties.get(plan_id, ())))

    def documents_of(self, plan_id: int, school_id: int, role: str) -> set[str]:
        """Codes of what was handed in for a plan, by its owner or its school."""
        of_school = self.documents.get(_OfSchool(school_id, role), set())
        return self.documents.get(plan_id, set()) | of_school


def load_beside(conn: Connection, plans: ColumnElement[bool], period: Period) -> Beside:
    """All of it for the plans of a half-year that meet a condition, in one statement a kind."""
    own_done, appraiser_done = _load_done(conn, plans, period)
    return Beside(
        rhk=_load_rhk(conn, plans),
        duties=_load_duties(conn, plans),
        slots=_load_slots(conn, plans),
        own_done=own_done,
        appraiser_done=appraiser_done,
        documents=_load_documents(conn, plans, period),
    )


def _load_rhk(conn: Connection, plans: ColumnElement[bool]) -> Mapping[int, list[RHKItem]]:
    item = rhk_item.c
    query = select(item.plan_id, item.rhk_number, item.quantity).where(item.plan_id.in_(_ids(plans)))
    found: defaultdict[int, list[RHKItem]] = defaultdict(list)
    for plan_id, number, quantity in conn.execute(query).all():
        found[plan_id].append(RHKItem(number, quantity))
    return found


def _load_duties(conn: Connection, plans: ColumnElement[bool]) -> Mapping[int, list[AdditionalDuty]]:
    duty = additional_duty.c
    query = (
        select(duty.plan_id, duty.duty_id)
        .where(duty.plan_id.in_(_ids(plans)))
        .order_by(duty.plan_id, duty.position)
    )
    duties: defaultdict[int, list[AdditionalDuty]] = defaultdict(list)
    for plan_id, duty_id in conn.execute(query).all():
        duties[plan_id].append(AdditionalDuty(duty_id))
    return duties


def _load_slots(conn: Connection, plans: ColumnElement[bool]) -> Mapping[int, set[str]]:
    """In which slots of each plan files lie."""
    file = evidence.c
    query = select(file.plan_id, file.slot).where(file.plan_id.in_(_ids(plans)), file.slot.is_not(None))
    slots: defaultdict[int, set[str]] = defaultdict(set)
    for plan_id, slot in conn.execute(query.distinct()).all():
        slots[plan_id].add(slot)
    return slots


def _load_done(
    conn: Connection, plans: ColumnElement[bool], period: Period
) -> tuple[Mapping[int, set[StageId]], Mapping[int, set[StageId]]]:
    """The stages that are done: by whose they are, and by who appraises."""
    entry = stage_entry.c
    query = select(entry.person_id, entry.stage, entry.capacity).where(
        entry.person_id.in_(select(_plan.person_id).where(plans)),
        entry.period == period.key,
        entry.done_at.is_not(None),
    )
    own: defaultdict[int, set[StageId]] = defaultdict(set)
    appraiser: defaultdict[int, set[StageId]] = defaultdict(set)
    for person_id, stage, capacity in conn.execute(query).all():
        done = own if capacity == Capacity.OWNER else appraiser
        done[person_id].add(_STAGES[stage])
    return own, appraiser


def _load_documents(
    conn: Connection, plans: ColumnElement[bool], period: Period
) -> Mapping[int | _OfSchool, set[str]]:
    """Codes of dokumen akuntabilitas, by plan id, and by school and role."""
    of_school = and_(
        _document.school_id.in_(select(_plan.school_id).where(plans)), _document.period == period.key
    )
    query = select(_document.plan_id, _document.school_id, _document.role, _document.code)
    documents: defaultdict[int | _OfSchool, set[str]] = defaultdict(set)
    for row in conn.execute(query.where(or_(_document.plan_id.in_(_ids(plans)), of_school))):
        key = _OfSchool(row.school_id, row.role) if row.plan_id is None else row.plan_id
        documents[key].add(row.code)
    return documents


def _ids(plans: ColumnElement[bool]) -> Select[tuple[int]]:
    return select(_plan.id).where(plans)
