"""Dokumen akuntabilitas: those of a school for all its plans of a role, and those of one plan alone."""

from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, exists, literal, or_, select, update

from bot.store.actor import Actor
from bot.store.database import ConflictError
from bot.store.evidence import HeldFile, file_in
from bot.store.inserting import insert_new
from bot.store.schools import is_member
from bot.store.supervising import decides, is_led_by_plt, may_decide
from bot.store.tables import accountability_document, membership, performance_plan
from bot.store.world import World
from conversations.execution_effects import CollectDocument
from conversations.execution_facts import CollectedDocument, SchoolDocuments, SentFile
from conversations.rules.cycle import Period
from conversations.rules.terms import PlanRole, PlanStatus, Role

_own = accountability_document.c
_plan = performance_plan.c


def collect_document(conn: Connection, wish: CollectDocument, actor: Actor, world: World) -> None:
    """Note that a document is there, or not; ConflictError where that is so, or without the right."""
    if not _collect(conn, wish, actor, world):
        raise ConflictError("the document is there or gone already, or somebody else hands it in")
    if wish.for_both:
        for same in _same_elsewhere(conn, wish, actor):
            _collect(conn, same, actor, world)


def _collect(conn: Connection, wish: CollectDocument, actor: Actor, world: World) -> bool:
    done: Any
    if not wish.is_collected:
        done = delete(accountability_document).where(_is_same(wish), _may(wish, actor)).returning(_own.id)
    elif wish.file is not None and _is_there(conn, wish):
        values = _file_values(wish.file, actor) | {"collected_at": world.now, "collected_by": actor.known_id}
        changed = update(accountability_document).where(_is_same(wish), _may(wish, actor)).values(values)
        done = changed.returning(_own.id)
    else:
        done = _insert(conn, wish, actor, world)
    return conn.execute(done).one_or_none() is not None


def _same_elsewhere(conn: Connection, wish: CollectDocument, actor: Actor) -> list[CollectDocument]:
    """The same document for whom else the KS hands it in: the guru, and the own plan, wherever that belongs.

    An own plan on which nobody here decides has its documents alone; it stands for the one school that
    its owner leads.
    """
    led = select(membership.c.school_id).where(
        membership.c.person_id == actor.known_id,
        membership.c.role == Role.KS,
        membership.c.ended_at.is_(None),
    )
    schools = conn.execute(led).scalars().all()
    alone = select(_plan.id).where(
        _plan.person_id == actor.known_id,
        _plan.role == Role.KS,
        _plan.period == wish.period.key,
        _plan.school_id.is_(None),
    )
    own_plans = conn.execute(alone).scalars().all() if len(schools) == 1 else []
    school_ids = schools if wish.school_id is None and len(schools) == 1 else [wish.school_id]
    roles: tuple[PlanRole, PlanRole] = (Role.GURU, Role.KS)
    of_schools = [
        replace(wish, role=role, school_id=school_id, plan_id=None)
        for school_id in school_ids
        if school_id is not None
        for role in roles
    ]
    of_plans = [replace(wish, role=Role.KS, school_id=None, plan_id=plan_id) for plan_id in own_plans]
    return [other for other in (*of_schools, *of_plans) if other != wish]


def load_school_documents(
    conn: Connection, school_id: int, period: Period, person_id: int
) -> SchoolDocuments | None:
    """What a school has handed in for the plans of its guru, for who leads it; for others None."""
    leads = select(is_member(person_id, school_id, Role.KS))
    if not conn.execute(leads).scalar_one():
        return None
    of_guru = (_own.school_id == school_id, _own.period == period.key, _own.role == Role.GURU)
    rows = conn.execute(select(accountability_document).where(*of_guru).order_by(_own.code))
    return SchoolDocuments(school_id, period, tuple(document_of(row) for row in rows))


def document_of(row: Row[Any]) -> CollectedDocument:
    """A row of the table as a fact."""
    file = None if row.file_id is None else file_in(row)
    return CollectedDocument(row.code, file, row.collected_at, row.school_id is not None, row.id)


def load_document_file(conn: Connection, document_id: int, person_id: int) -> HeldFile | None:
    """The file of a document, for everybody with a plan that it is for, and who decides on or leads there."""
    is_its_plan = or_(
        _plan.id == _own.plan_id,
        and_(_plan.school_id == _own.school_id, _plan.period == _own.period, _plan.role == _own.role),
    )
    has_plan = exists().where(is_its_plan, or_(_plan.person_id == person_id, may_decide(person_id)))
    leads = is_member(person_id, _own.school_id, Role.KS)
    query = select(accountability_document).where(
        _own.id == document_id, _own.file_id.is_not(None), or_(has_plan, leads)
    )
    row = conn.execute(query).one_or_none()
    return None if row is None else HeldFile(file_in(row), row.bot_id)


def _insert(conn: Connection, wish: CollectDocument, actor: Actor, world: World) -> Any:
    given = {
        "school_id": wish.school_id,
        "plan_id": wish.plan_id,
        "period": wish.period.key,
        "role": wish.role,
        "code": wish.code,
        **_file_values(wish.file, actor),
        "collected_at": world.now,
        "collected_by": actor.known_id,
    }
    row = [literal(value, accountability_document.c[name].type) for name, value in given.items()]
    new = insert_new(conn, accountability_document)
    return new.from_select(list(given), select(*row).where(_may(wish, actor))).returning(_own.id)


def _file_values(file: SentFile | None, actor: Actor) -> dict[str, object]:
    if file is None:
        return {"kind": None, "file_id": None, "file_unique_id": None, "name": "", "size": 0, "bot_id": None}
    return {
        "kind": file.kind,
        "file_id": file.file_id,
        "file_unique_id": file.unique_id,
        "name": file.name,
        "size": file.size,
        "bot_id": actor.bot_id,
    }


def _is_there(conn: Connection, wish: CollectDocument) -> bool:
    return conn.execute(select(_own.id).where(_is_same(wish))).one_or_none() is not None


def _is_same(wish: CollectDocument) -> ColumnElement[bool]:
    whose = _own.school_id == wish.school_id if wish.plan_id is None else _own.plan_id == wish.plan_id
    return and_(whose, _own.period == wish.period.key, _own.role == wish.role, _own.code == wish.code)


def _may(wish: CollectDocument, actor: Actor) -> ColumnElement[bool]:
    """The KS for the school; for one plan its owner, while nobody here decides on it, or only a Plt. does."""
    if wish.plan_id is None:
        return is_member(actor.known_id, wish.school_id, Role.KS)
    is_under_plt = and_(_plan.role == Role.GURU, is_led_by_plt(_plan.school_id))
    return exists().where(
        _plan.id == wish.plan_id,
        _plan.person_id == actor.known_id,
        _plan.status == PlanStatus.DISEPAKATI,
        _plan.period == wish.period.key,
        _plan.role == wish.role,
        or_(is_under_plt, ~exists().where(decides(membership))),
    )
